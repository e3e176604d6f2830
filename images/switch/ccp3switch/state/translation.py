"""Address translation -> chains of nft(8). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, summarize_address_range

from ccp3switch.acl.lists import AccessList
from ccp3switch.config.tree import Line
from ccp3switch.model import nat
from ccp3switch.model.filters import Filtered
from ccp3switch.model.nat import Static
from ccp3switch.state.chains import chain, rules

HITS, MISSES = "nat_hits", "nat_misses"
_TO_INSIDE = "type nat hook prerouting priority -100;"
_TO_OUTSIDE = "type nat hook postrouting priority 100;"
_COUNTED = "type filter hook postrouting priority 310;"
_NEW = f'counter name "{MISSES}"'


@dataclass(frozen=True)
class Translation:
    """Counters, chains, and networks of inside global addresses next to the outside interfaces."""

    counters: tuple[str, ...] = ()
    chains: str = ""
    aliases: tuple[str, ...] = ()


def wanted(tree: Line, places: list[Filtered], known: Mapping[str, AccessList]) -> Translation:
    """Nothing without an inside and an outside interface; a mapping without addresses translates nothing."""
    inside = [one.interface.device for one in places if one.side == "inside"]
    outside = [one.interface.device for one in places if one.side == "outside"]
    mappings = _Mappings(tree, places, known)
    entering, leaving, chains = mappings.entering(), mappings.leaving(), mappings.chains()
    if not inside or not outside or not (entering or leaving):
        return Translation()
    came, went = f"iifname {_set(outside)}", f"iifname {_set(inside)} oifname {_set(outside)}"
    text = "".join(chain(name, "", found) for name, found in chains)
    text += chain("nat_entering", _TO_INSIDE, [f"{came} {line}" for line in entering])
    text += chain("nat_leaving", _TO_OUTSIDE, [f"{went} {line}" for line in leaving])
    text += chain("nat_counted", _COUNTED, [f'ct status & (snat | dnat) != 0 counter name "{HITS}"'])
    return Translation((HITS, MISSES), text, mappings.aliases())


def _set(devices: list[str]) -> str:
    return "{ " + ", ".join(f'"{device}"' for device in devices) + " }"


class _Mappings:
    """The mappings of a configuration, in nft's words."""

    def __init__(self, tree: Line, places: list[Filtered], known: Mapping[str, AccessList]) -> None:
        self._statics = sorted(nat.statics(tree), key=lambda one: not one.protocol)  # ports before whole addresses
        self._dynamics = list(nat.dynamics(tree))
        self._pools = nat.pools(tree)
        self._known = known
        self._places = places
        self._interfaces = {one.interface.name: one.interface for one in places}

    def entering(self) -> list[str]:
        """What comes to an inside global address goes to the inside local one."""
        return [
            f"{shown} {_port(one, 'dport', one.global_port)}{_NEW} dnat to {_end(one, one.local, one.local_port)}"
            for one in self._statics
            if (shown := self._entered(one))
        ]

    def leaving(self) -> list[str]:
        """What leaves: the static addresses first, then what the lists permit."""
        found = [
            f"ip saddr {one.local} {_port(one, 'sport', one.local_port)}{_NEW} {target}"
            for one in self._statics
            if (target := self._left(one))
        ]
        return found + [f"jump {name}" for name, _ in self.chains()]

    def chains(self) -> list[tuple[str, list[str]]]:
        """One for each list: its entries, each with the translation that it permits."""
        found: list[tuple[str, list[str]]] = []
        for one in self._dynamics:
            judge, target = self._known.get(one.access_list), self._target(one)
            if judge is not None and target:
                found.append((f"nat_{judge.identifier}", list(rules(judge, f"{_NEW} {target}", "return"))))
        return found

    def aliases(self) -> tuple[str, ...]:
        """Inside global addresses that are neighbours of an outside interface: nobody else answers for them."""
        near = [address.network for one in self._places if one.side == "outside" for address in one.interface.addresses]
        return tuple(str(found) for found in self._globals() if any(found.subnet_of(network) for network in near))

    def _globals(self) -> Iterator[IPv4Network]:
        yield from dict.fromkeys(IPv4Network(one.address) for one in self._statics if one.address is not None)
        used = dict.fromkeys(one.pool for one in self._dynamics if one.pool in self._pools)
        for pool in (self._pools[name] for name in used):
            yield from summarize_address_range(pool.first, pool.last)

    def _entered(self, one: Static) -> str:
        """Which packets come to the inside global address; of one that DHCP gave, the interface alone is known."""
        if one.address is not None:
            return f"ip daddr {one.address}"
        interface = self._interfaces.get(one.interface)
        if interface is None or interface.address is None:
            return f'iifname "{interface.device}" fib daddr type local' if interface and interface.dhcp else ""
        return f"ip daddr {interface.address.ip}"

    def _left(self, one: Static) -> str:
        """What the source becomes."""
        if one.address is not None:
            return f"snat to {_end(one, one.address, one.global_port)}"
        return self._behind(one.interface, f":{one.global_port}")

    def _target(self, one: nat.Dynamic) -> str:
        pool = self._pools.get(one.pool)
        if pool is not None:
            return f"snat to {pool.first}" if pool.first == pool.last else f"snat to {pool.first}-{pool.last}"
        return self._behind(one.interface, "")

    def _behind(self, name: str, port: str) -> str:
        """The source becomes an interface's address; empty when it has none."""
        interface = self._interfaces.get(name)
        if interface is None or interface.address is None:
            return f"masquerade{port and f' to {port}'}" if interface and interface.dhcp else ""
        return f"snat to {interface.address.ip}{port}"


def _port(one: Static, field: str, port: int) -> str:
    return f"{one.protocol} {field} {port} " if one.protocol else ""


def _end(one: Static, address: object, port: int) -> str:
    return f"{address}:{port}" if one.protocol else str(address)
