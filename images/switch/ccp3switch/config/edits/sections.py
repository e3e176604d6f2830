"""Lines that open a section: interfaces, VLANs, terminal lines. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.factory import TERMINAL_LINES
from ccp3switch.config.tree import Line, line_from, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed

RESERVED = frozenset({1, *range(1002, 1006)})


VLAN_RANK = 500


def open_port(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`interface Gi1/0/1`: a port that exists; it cannot be removed."""
    if not root.has(parsed.text):
        raise InvalidInputError(parsed.last_column)
    if parsed.negated:
        raise CliError("% Removal of physical interfaces is not permitted")
    return Edited(opened=(parsed.text,))


def open_range(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`interface range gi1/0/1 - 4, gi1/0/7`: every port of it must exist."""
    opened = tuple(f"interface {name}" for name in parsed.values["ports"].split(","))
    if parsed.negated or not all(root.has(key) for key in opened):
        raise InvalidInputError(0 if parsed.negated else parsed.last_column)
    return Edited(opened=opened)


def open_made(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`interface Vlan10`, `Loopback0`, `Gi1/0/1.10`: made when it is missing; Vlan1 stays."""
    if not parsed.negated:
        if not root.has(parsed.text):
            root.put(line_from(parsed))
        return Edited(opened=(parsed.text,))
    if parsed.text == "interface Vlan1":
        raise CliError("% Removal of VLAN 1 interface is not permitted")
    root.drop(parsed.text)
    return Edited()


def open_terminal(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`line vty 0 15` stands for its two halves, as IOS keeps them."""
    asked = parsed.text.replace("console", "con")
    opened = TERMINAL_LINES[1:] if asked == "line vty 0 15" else (asked,)
    if not parsed.negated and not all(root.has(key) for key in opened):
        raise CliError("% Lines 0 to 4 and lines 5 to 15 are each configured as a whole on this switch")
    if parsed.negated or not all(root.has(key) for key in opened):
        raise InvalidInputError(0 if parsed.negated else parsed.last_column)
    return Edited(opened=opened)


def vlan_line(vlan: int, parsed: Parsed) -> Line:
    """The section of a VLAN, at its place."""
    return line_of(parsed.command, f"vlan {vlan}", f"vlan {vlan}")


def open_vlans(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`vlan 10,20-30` and `no vlan ...`; IOS keeps 1 and 1002-1005."""
    vlans = sorted(names.expand(parsed.values["vlans"]))
    if parsed.negated:
        if RESERVED & set(vlans):
            raise CliError("%Default VLAN 1 may not be deleted." if 1 in vlans else _reserved(vlans))
        for vlan in vlans:
            root.drop(f"vlan {vlan}")
        return Edited()
    if set(vlans) & (RESERVED - {1}):
        raise CliError(_reserved(vlans))
    for vlan in vlans:
        if vlan != 1:
            root.put(vlan_line(vlan, parsed))
    return Edited(opened=tuple(f"vlan {vlan}" for vlan in vlans))


def _reserved(vlans: list[int]) -> str:
    first = next(vlan for vlan in vlans if vlan in RESERVED)
    return f"%Default VLAN {first} may not be deleted."


def default_interface(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`default interface X`: its section is emptied."""
    name = parsed.values["interface"]
    line = root.lines.get(f"interface {name}")
    if line is None or parsed.negated:
        raise InvalidInputError(0 if parsed.negated else parsed.last_column)
    line.lines.clear()
    for below in list(root.under(f"interface {name}.")):
        root.drop(below.key)
    return Edited(f"Interface {name} set to default configuration\n")
