"""Configuration lines that are more than a plain line: sections, lists of VLANs, secrets. Pure."""

from __future__ import annotations

import ipaddress
import re

from ccp3switch import names, passwords
from ccp3switch.config import banner
from ccp3switch.config.factory import TERMINAL_LINES
from ccp3switch.config.tree import WHOLE, Line, line_from, line_of
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


def open_svi(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`interface Vlan10`: made when it is missing; Vlan1 stays."""
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


def default_interface(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`default interface X`: its section is emptied."""
    name = parsed.values["interface"]
    line = root.lines.get(f"interface {name}")
    if line is None or parsed.negated:
        raise InvalidInputError(0 if parsed.negated else parsed.last_column)
    line.lines.clear()
    return Edited(f"Interface {name} set to default configuration\n")


def username(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`username X [privilege N] [secret ...]`: the parts given join those that stand."""
    key = f"username {parsed.values['word']}"
    if parsed.negated:
        root.drop(key)
        return Edited()
    old = root.lines.get(key)
    level = parsed.values.get("level") or _word_after("privilege", old)
    secret = _secret(parsed) if "secret" in parsed.words[2:] else (old.text.partition(" secret ")[2] if old else "")
    parts = [key, f"privilege {level}" if level and level != "1" else "", f"secret {secret}" if secret else ""]
    root.put(line_of(parsed.command, " ".join(part for part in parts if part), key))
    return Edited()


def _word_after(word: str, line: Line | None) -> str:
    match = re.search(rf" {word} (\S+)", line.text) if line else None
    return match[1] if match else ""


def _secret(parsed: Parsed) -> str:
    kept = passwords.stored(parsed.values["line"])
    if kept is None:
        raise InvalidInputError(parsed.last_column)
    return kept


def enable_secret(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`enable secret X`: hashed at once."""
    if parsed.negated:
        root.drop(parsed.key)
    else:
        root.put(line_of(parsed.command, f"{parsed.key} {_secret(parsed)}", parsed.key))
    return Edited()


def motd(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`banner motd #...#`, any delimiter, kept between two ^C."""
    if parsed.negated:
        root.drop(parsed.key)
        return Edited()
    kept = banner.stored(parsed.values["line"])
    if kept is None:
        raise CliError("% Incomplete command.")
    root.put(line_of(parsed.command, f"{parsed.key} {kept}", parsed.key))
    return Edited()


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


_PORTFAST = """%Warning: portfast should only be enabled on ports connected to a single
 host. Connecting hubs, concentrators, switches, bridges, etc... to this
 interface  when portfast is enabled, can cause temporary bridging loops.
 Use with CAUTION

%Portfast has been configured on {names} but will only
 have effect when the interface is in a non-trunking mode.
"""


def spanning_tree_mode(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`spanning-tree mode rapid-pvst|pvst`: RSTP runs with either word; without the line IOS says pvst."""
    if parsed.negated or parsed.words[-1] == "pvst":
        root.drop(parsed.key)
    else:
        root.put(line_from(parsed))
    return Edited()


def exec_timeout(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`exec-timeout minutes [seconds]`; ten minutes is the default."""
    minutes, seconds = parsed.values.get("minutes", "10"), parsed.values.get("seconds", "0")
    if parsed.negated or (minutes, seconds) == ("10", "0"):
        section.drop(parsed.key)
    else:
        section.put(line_of(parsed.command, f"{parsed.key} {minutes} {seconds}", parsed.key))
    return Edited()


def svi_address(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`ip address A M`: a host address of its network, in a network that no other interface has (RFC 950)."""
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    address, mask = parsed.values["ip"], parsed.values["mask"]
    network = ipaddress.IPv4Interface(f"{address}/{mask}").network
    if not _usable(ipaddress.IPv4Address(address), network):
        raise CliError(f"Bad mask /{network.prefixlen} for address {address}")
    for other in root.under(f"interface {names.SVI}"):
        words = other.value("ip address").split()
        if other.key != section.key and words and network.overlaps(ipaddress.IPv4Interface("/".join(words)).network):
            raise CliError(f"% {network.network_address} overlaps with {other.key.removeprefix('interface ')}")
    section.put(line_from(parsed))
    return Edited()


def _usable(address: ipaddress.IPv4Address, network: ipaddress.IPv4Network) -> bool:
    if address.is_multicast or address.is_loopback or address.is_unspecified:
        return False
    edges = (network.network_address, network.broadcast_address)
    return network.prefixlen >= 31 or address not in edges
