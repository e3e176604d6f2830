"""Spanning tree. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.tree import Line, line_from, line_of
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import spanning

_PORTFAST = """%Warning: portfast should only be enabled on ports connected to a single
 host. Connecting hubs, concentrators, switches, bridges, etc... to this
 interface  when portfast is enabled, can cause temporary bridging loops.
 Use with CAUTION

%Portfast has been configured on {names} but will only
 have effect when the interface is in a non-trunking mode.
"""


def portfast(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`spanning-tree portfast [edge] [trunk|disable]`, with IOS's warning; later releases say `edge`."""
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    known = section.lines.get(parsed.key)
    line = section.put(line_of(parsed.command, parsed.text.replace(" edge", ""), parsed.key))
    if parsed.words[-1] == "disable" or (known and known.text == line.text):
        return Edited()
    return Edited(_PORTFAST.format(names=section.key.removeprefix("interface ")))


def mode(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`spanning-tree mode rapid-pvst|pvst`: RSTP runs with either word; without the line IOS says pvst."""
    if parsed.negated or parsed.words[-1] == "pvst":
        root.drop(parsed.key)
    else:
        root.put(line_from(parsed))
    return Edited()


def everywhere(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`spanning-tree portfast [edge] default`, `... bpduguard default`: kept without the word `edge`."""
    text = parsed.text.replace(" edge", "")
    if parsed.negated:
        root.drop(text)
    else:
        root.put(line_of(parsed.command, text, text))
    return Edited()


_STEPS = "\n".join(
    "  " + " ".join(f"{value:<5}" for value in range(start, start + 32768, 4096)).rstrip() for start in (0, 32768)
)
_PRIORITY = f"% Bridge Priority must be in increments of 4096.\n% Allowed values are:\n{_STEPS}"
_PORT_PRIORITY = "% Port Priority in increments of 16 is required"
_ROOT = {"primary": 24576, "secondary": 28672}
_KEY = "spanning-tree vlan"


def priority(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`spanning-tree vlan LIST priority N`: one tree runs for all VLANs, so a second, different priority is refused.

    `root primary|secondary` stand for 24576 and 28672, as IOS writes them when the root is a fresh switch.
    """
    listed = names.expand(parsed.values["vlans"])
    kept = names.expand(root.value(_KEY).split()[0]) if root.has(_KEY) else frozenset()
    if parsed.negated:
        return _kept(root, parsed, kept - listed, spanning.priority(root))
    value = int(parsed.values.get("priority", 0)) or _ROOT.get(parsed.words[-1], 0)
    if value % 4096:
        raise CliError(_PRIORITY)
    if kept - listed and value != spanning.priority(root):
        raise CliError(f"% One spanning tree runs for all VLANs: {root.lines[_KEY].text} stands already")
    return _kept(root, parsed, listed if value != spanning.priority(root) else kept | listed, value)


def _kept(root: Line, parsed: Parsed, vlans: frozenset[int], value: int) -> Edited:
    if vlans and value != spanning.PRIORITY:
        root.put(line_of(parsed.command, f"{_KEY} {names.compress(vlans)} priority {value}", _KEY))
    else:
        root.drop(_KEY)
    return Edited()


def port_priority(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`spanning-tree port-priority N`: a multiple of 16 (IEEE 802.1D-2004, 17.3); 128 is the default."""
    value = parsed.values.get("stp", "128")
    if int(value) % 16:
        raise CliError(_PORT_PRIORITY)
    if parsed.negated or value == "128":
        section.drop(parsed.key)
    else:
        section.put(line_from(parsed))
    return Edited()
