"""Port-security and the recovery of err-disabled ports. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.edit import plain
from ccp3switch.config.tree import Line, line_from, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import security


def enable(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport port-security`: on an access port or a trunk, outside any channel."""
    name = section.key.removeprefix("interface ")
    if not parsed.negated and not section.has("switchport mode"):
        raise CliError(f"Command rejected: {name} is a dynamic port.")
    if not parsed.negated and section.has("channel-group"):
        raise CliError(f"Command rejected: {name} belongs to an EtherChannel.")
    plain(section, parsed)
    return Edited()


def maximum(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport port-security maximum N`: not below the addresses that the configuration holds; 1 is the default."""
    wanted = 1 if parsed.negated else int(parsed.values["maximum"])
    held = len(security.settings(section).configured)
    if wanted < held:
        name = section.key.removeprefix("interface ")
        raise CliError(f"Command rejected: Maximum is less than number of secure mac-addresses ({held}) on {name}.")
    return _unless(section, parsed, wanted == 1)


def violation(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport port-security violation protect|restrict|shutdown`: shutdown is the default."""
    return _unless(section, parsed, parsed.words[-1] == "shutdown")


def aging(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport port-security aging time N`: minutes; 0 is the default."""
    return _unless(section, parsed, parsed.words[-1] == "0")


def interval(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`errdisable recovery interval N`: seconds; 300 is the default."""
    return _unless(root, parsed, parsed.words[-1] == str(security.INTERVAL))


def _unless(section: Line, parsed: Parsed, default: bool) -> Edited:
    """Keep the line unless it says the default."""
    if parsed.negated or default:
        section.drop(parsed.key)
    else:
        section.put(line_from(parsed))
    return Edited()


def address(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport port-security mac-address [sticky] H.H.H`: one port holds an address, within its maximum."""
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    mac = names.colons(parsed.values["mac"])
    if int(mac[1], 16) & 1:  # a group's address: no station has it
        raise InvalidInputError(parsed.last_column)
    port = security.settings(section)
    if mac in port.configured:
        return Edited()
    if any(mac in security.settings(line).configured for line in root.under(f"interface {names.PORT}")):
        raise CliError(f"Found duplicate mac-address {parsed.values['mac']}.")
    if len(port.configured) >= port.maximum:
        raise CliError("Total secure mac-addresses on interface exceeds the maximum limit.")
    section.put(line_from(parsed))
    return Edited()


def sticky(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport port-security mac-address sticky`: without it, the addresses kept go too."""
    if parsed.negated:
        for line in list(section.under(security.STICKY)):
            section.drop(line.key)
    else:
        section.put(line_from(parsed))
    return Edited()


def cause(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`errdisable recovery cause X`: `all` stands for the causes that there are."""
    asked = parsed.words[-1]
    for one in security.CAUSES if asked == "all" else (asked,):
        key = f"errdisable recovery cause {one}"
        if parsed.negated:
            root.drop(key)
        else:
            root.put(line_of(parsed.command, key, key))
    return Edited()
