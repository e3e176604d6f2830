"""Tree -> text, in IOS's order and indentation. Pure."""

from ccp3switch.config.tree import Line

HEAD = ("!", "version 15.2", "!")
_SECTION_BREAKS = 100


def lines_of(line: Line) -> list[str]:
    """A line and its section; an SVI without an address says so, as on IOS."""
    said = [line.text]
    if line.key.startswith("interface Vlan") and not line.has("ip address"):
        said.append(" no ip address")
    return said + [" " + child.text for child in line.ordered()]


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
    return line.key.split(" ", 1)[0] in ("interface", "vlan", "archive")


def render_section(line: Line) -> str:
    """One section as `show running-config interface` shows it."""
    return "\n".join(["!", *lines_of(line), "end"]) + "\n"
