"""Routed ports and their subinterfaces. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.edit import plain
from ccp3switch.config.edits.sections import open_made
from ccp3switch.config.tree import Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model.layer3 import ENCAPSULATION

_OF_ANY_PORT = ("description", "shutdown", "speed", "duplex")
_FIRST_DOT1Q = """
% Configuring IP routing on a LAN subinterface is only allowed if that
subinterface is already configured as part of an IEEE 802.10, IEEE 802.1Q,
or ISL vLAN.
"""
_TAKEN = """%Configuration of multiple subinterfaces of the same main
interface with the same VID ({vlan}) is not permitted.
This VID is already configured on {name}."""


def routed(section: Line) -> bool:
    """Whether a section is a port with `no switchport`."""
    return section.has("switchport")


def switchport(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`no switchport` and back: what belongs to the port's other life goes, its subinterfaces too."""
    if parsed.negated is routed(section):
        return Edited()
    for key in list(section.lines):
        if key not in _OF_ANY_PORT:
            section.drop(key)
    if parsed.negated:
        section.put(line_of(parsed.command, "no switchport", parsed.key))
    else:
        drop_subinterfaces(root, section)
    return Edited()


def drop_subinterfaces(root: Line, section: Line) -> None:
    """Remove the subinterfaces of a port."""
    for line in list(root.under(f"{section.key}.")):
        root.drop(line.key)


def open_subinterface(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`interface Gi1/0/1.10`: on a routed port alone."""
    port = root.lines.get(parsed.text.partition(".")[0])
    if port is None or not (routed(port) or parsed.negated):
        raise InvalidInputError(parsed.last_column)
    return open_made(root, section, parsed)


def encapsulation(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`encapsulation dot1Q N [native]`: one subinterface a VLAN; without it no address."""
    if parsed.negated:
        section.lines = {key: line for key, line in section.lines.items() if key in _OF_ANY_PORT}
        return Edited()
    vlan = parsed.values["vlan"]
    for other in root.under(f"{section.key.partition('.')[0]}."):
        if other.key != section.key and other.value(ENCAPSULATION).split()[:1] == [vlan]:
            raise CliError(_TAKEN.format(vlan=vlan, name=other.key.removeprefix("interface ")))
    text = " ".join((ENCAPSULATION, *parsed.words[2:]))
    section.put(line_of(parsed.command, text, ENCAPSULATION))
    return Edited()


def not_switched(section: Line, parsed: Parsed) -> None:
    """Raises CliError on a switch port, which has nothing to do with IP."""
    if names.is_port(section.key.removeprefix("interface ")) and not routed(section):
        raise InvalidInputError(parsed.columns[1])


def feature(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`no ip proxy-arp` and its like: on from the start."""
    not_switched(section, parsed)
    plain(section, parsed)
    return Edited()


def holds_addresses(section: Line, parsed: Parsed) -> None:
    """Raises CliError where no address may stand: on a switch port, on a subinterface that has no VLAN yet."""
    not_switched(section, parsed)
    name = section.key.removeprefix("interface ")
    if names.is_subinterface(name) and not section.has(ENCAPSULATION):
        raise CliError(_FIRST_DOT1Q)
