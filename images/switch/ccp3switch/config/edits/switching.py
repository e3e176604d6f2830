"""VLANs, access and trunk ports, spanning tree. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.edits.sections import RESERVED, VLAN_RANK
from ccp3switch.config.tree import WHOLE, Line, line_from, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed


def name_vlan(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`name COMPTA`: at most 32 characters, one VLAN per name; VLAN 1 keeps its own."""
    if section.key == "vlan 1":
        raise CliError("%Default VLAN 1 may not have its name changed.")
    if parsed.negated:
        section.drop("name")
        return Edited()
    name = parsed.values["word"]
    if len(name) > 32:
        raise InvalidInputError(parsed.last_column + 32)
    for other in root.under("vlan "):
        if other.key != section.key and other.value("name") == name:
            raise CliError(f"%VLAN #{other.key[5:]} and #{section.key[5:]} have an identical name: {name}")
    section.put(line_from(parsed))
    return Edited()


def access_vlan(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport access vlan N`: a missing VLAN is made, with IOS's message; VLAN 1 is the default."""
    vlan = parsed.values.get("vlan", "1")
    if parsed.negated or vlan == "1":
        section.drop(parsed.key)
        return Edited()
    if int(vlan) in RESERVED:
        raise InvalidInputError(parsed.last_column)
    section.put(line_from(parsed))
    if root.has(f"vlan {vlan}") or root.key == WHOLE:
        return Edited()
    key = f"vlan {vlan}"
    root.put(Line(key, key, (VLAN_RANK, int(vlan))))
    return Edited(f"% Access VLAN does not exist. Creating vlan {vlan}\n")


def native_vlan(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport trunk native vlan N`; 1 is the default."""
    if parsed.negated or parsed.values["vlan"] == "1":
        section.drop(parsed.key)
    else:
        section.put(line_from(parsed))
    return Edited()


def allowed_vlans(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport trunk allowed vlan [add|remove|except] list`, `all`, `none`: the list that results is kept."""
    everything = frozenset(range(1, names.MAX_VLAN + 1))
    kept = section.value(parsed.key)
    now = names.expand(kept) if kept else everything
    listed = names.expand(parsed.values.get("vlans", "none"))
    verb = next((word for word in parsed.words[4:5] if word.isalpha()), "set")
    results = {"add": now | listed, "remove": now - listed, "except": everything - listed, "all": everything}
    result = everything if parsed.negated else results.get(verb, listed)
    if result == everything:
        section.drop(parsed.key)
    else:
        text = f"{parsed.key} {names.compress(result)}"
        section.put(line_of(parsed.command, text, parsed.key))
    return Edited()


_PORTFAST = """%Warning: portfast should only be enabled on ports connected to a single
 host. Connecting hubs, concentrators, switches, bridges, etc... to this
 interface  when portfast is enabled, can cause temporary bridging loops.
 Use with CAUTION

%Portfast has been configured on {names} but will only
 have effect when the interface is in a non-trunking mode.
"""


def portfast(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`spanning-tree portfast [trunk|disable]`, with IOS's warning."""
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    known = section.lines.get(parsed.key)
    section.put(line_from(parsed))
    if parsed.words[-1] == "disable" or (known and known.text == parsed.text):
        return Edited()
    return Edited(_PORTFAST.format(names=section.key.removeprefix("interface ")))


def spanning_tree_mode(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`spanning-tree mode rapid-pvst|pvst`: RSTP runs with either word; without the line IOS says pvst."""
    if parsed.negated or parsed.words[-1] == "pvst":
        root.drop(parsed.key)
    else:
        root.put(line_from(parsed))
    return Edited()
