"""Tree -> text, in IOS's order and indentation. Pure."""

from ccp3switch.config.tree import Line
from ccp3switch.names import LOOPBACK, SVI, is_subinterface

HEAD = ("!", "version 15.2", "!")
_ADDRESS = (10,)  # the place of an address in a section


def lines_of(line: Line) -> list[str]:
    """A line and its section; an interface that may hold an address and has none says so, as on IOS.

    A section without a text of its own is a group: its lines stand where it stands.
    """
    if not line.text:
        return [child.text for child in line.ordered()]
    inside = [(child.order, child.text) for child in line.ordered()]
    if _addressed(line) and not any(key.startswith("ip address") for key in line.lines):
        inside = sorted([*inside, (_ADDRESS, "no ip address")])
    return [line.text, *(f" {text}" for _, text in inside)]


def _addressed(line: Line) -> bool:
    """Whether it is an SVI, a routed port, a subinterface or a loopback."""
    kind, _, name = line.key.partition(" ")
    made = name.startswith((SVI, LOOPBACK)) or is_subinterface(name)
    return kind == "interface" and (made or line.has("switchport"))


def render(tree: Line) -> str:
    """The whole configuration, from `!` to `end`."""
    out = list(HEAD)
    group: int | None = None
    for line in tree.ordered():
        block = line.order[0] // 10
        if group is not None and (block != group or _is_section(line)):
            out.append("!")
        group = block
        out += lines_of(line)
    return "\n".join([*out, "!", "end"]) + "\n"


def _is_section(line: Line) -> bool:
    return line.key.startswith(("interface ", "vlan ", "archive", "ip dhcp pool "))


def render_section(line: Line) -> str:
    """One section as `show running-config interface` shows it."""
    return "\n".join(["!", *lines_of(line), "end"]) + "\n"
