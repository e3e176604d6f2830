"""VLANs, access and trunk ports. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.edit import plain
from ccp3switch.config.edits.sections import RESERVED, VLAN_RANK
from ccp3switch.config.tree import WHOLE, Line, line_from, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import security


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
    return _made(root, vlan, "Access")


def _made(root: Line, vlan: str, kind: str) -> Edited:
    """The VLAN stands afterwards; a whole configuration says itself which there are."""
    key = f"vlan {vlan}"
    if vlan == "1" or root.has(key) or root.key == WHOLE:
        return Edited()
    root.put(Line(key, key, (VLAN_RANK, int(vlan))))
    return Edited(f"% {kind} VLAN does not exist. Creating vlan {vlan}\n")


def voice_vlan(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport voice vlan N`: telephones send it tagged on an access port; a missing VLAN is made."""
    vlan = parsed.values.get("vlan", "none")
    if parsed.negated or vlan == "none":
        section.drop(parsed.key)
        return Edited()
    if int(vlan) in RESERVED - {1}:
        raise InvalidInputError(parsed.last_column)
    section.put(line_from(parsed))
    return _made(root, vlan, "Voice")


def mode(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport mode access|trunk`; `dynamic auto` is the default: nothing is negotiated."""
    fixed = not parsed.negated and parsed.words[-1] != "auto"
    if fixed:
        section.put(line_from(parsed))
        return Edited()
    for key, adjective in (("switchport nonegotiate", "nonegotiate"), (security.KEY, "port-security")):
        if section.has(key):
            raise CliError(_conflict(section, adjective))
    section.drop(parsed.key)
    return Edited()


def nonegotiate(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`switchport nonegotiate`: IOS wants a mode that is not dynamic."""
    if not parsed.negated and not section.has("switchport mode"):
        raise CliError(_conflict(section, "nonegotiate"))
    plain(section, parsed)
    return Edited()


def _conflict(section: Line, word: str) -> str:
    name = names.short(section.key.removeprefix("interface "))
    return f"Command rejected: Conflict between '{word}' and 'dynamic' status on this interface: {name}"


def vlan_state(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`state suspend` and `shutdown` of a VLAN: it carries nothing; `state active` is the default."""
    if section.key == "vlan 1":
        raise CliError("%Default VLAN 1 may not be suspended or shutdown.")
    if parsed.negated or parsed.words[-1] == "active":
        section.drop(parsed.key)
    else:
        section.put(line_from(parsed))
    return Edited()


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
