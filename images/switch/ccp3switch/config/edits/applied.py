"""Where access lists and translation are applied: interfaces and terminal lines. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.tree import Line
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed


def access_group(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ip access-group X in|out`: one list a direction; the list need not exist yet."""
    _check_routed(section, "Access lists on switch ports")
    direction = parsed.words[3]
    _kept(section, parsed, f"ip access-group {direction}", int(direction == "out"))
    return Edited()


def nat_side(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ip nat inside|outside`: an interface is on one side."""
    _check_routed(section, "Address translation on switch ports")
    _kept(section, parsed, "ip nat", 0)
    return Edited()


def access_class(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`access-class X in` of vty lines: nothing comes into the console over the network."""
    if section.key == "line con 0":
        raise InvalidInputError(0)
    _kept(section, parsed, "access-class in", 0)
    return Edited()


def _kept(section: Line, parsed: Parsed, key: str, place: int) -> None:
    """The line stands, in place of the one of the same identity; `no` takes away only what stands."""
    if not parsed.negated:
        section.put(Line(parsed.text, key, (parsed.command.rank, place)))
    elif key in section.lines and section.lines[key].text == parsed.text:
        section.drop(key)


def _check_routed(section: Line, what: str) -> None:
    """A physical port forwards by address only after `no switchport`."""
    name = section.key.removeprefix("interface ")
    if name.startswith(names.PORT) and "." not in name and not section.has("switchport"):
        raise CliError(f"% {what} are not supported: use a VLAN interface or a routed port.")
