"""Addresses and routes -> what the kernel must hold, and the fewest lines of `ip -batch` to bring it there. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ccp3switch import names
from ccp3switch.model import ipv6
from ccp3switch.model.layer3 import Carrier, Interface
from ccp3switch.model.routes import Path, Route
from ccp3switch.model.routing import IPV4, IPV6, Routing
from ccp3switch.state.devconf import PROXY_ARP, SEND_REDIRECTS

BLACKHOLE_PREFERENCE = 1000
FAMILIES = {IPV4: "-4", IPV6: "-6"}  # protocol -> option of ip(8)
OURS = "static"  # routes of ours are of this protocol (rtnetlink(7)): what a former life left is known by it


@dataclass(frozen=True)
class Kernel:
    """What the kernel must hold now.

    devices: Linux name -> addresses with prefix lengths; None is a device that is down. silent: those whose packets
    for others are dropped, as (protocol, Linux name). routes: network -> what follows it in `ip route`. settings: Linux
    name -> what devconf.py sets there.
    """

    devices: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    silent: frozenset[tuple[str, str]] = frozenset()
    routes: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)


def kernel(wanted: Routing, carrier: Carrier) -> Kernel:
    """What the configuration asks for while the data ports have carrier or not.

    An interface that is down keeps no address: the kernel would go on answering at it.
    """
    spoken = [one for one in wanted.interfaces if one.spoken]
    devices = {one.device: _addresses(one, wanted.mac) if one.up(carrier) else None for one in spoken}
    table = (*wanted.table(carrier), *wanted.table6(carrier))
    routes = {str(route.network): _words(route) for route in table if route.code == "S"}
    silent = {(protocol, device) for protocol in FAMILIES.keys() - wanted.forwards for device in devices}
    return Kernel(devices, frozenset(silent), routes, {one.device: _settings(one) for one in spoken})


def _settings(one: Interface) -> dict[int, bool]:
    return {PROXY_ARP: "proxy-arp" not in one.without, SEND_REDIRECTS: "redirects" not in one.without}


def _addresses(one: Interface, mac: str) -> tuple[str, ...]:
    """As `ip addr add` takes them; IPv6 ones serve at once, nobody else is asked for them first."""
    return (*map(str, one.addresses), *(f"{address} nodad" for address in ipv6.addresses(one, mac)))


def _words(route: Route) -> str:
    """The exits of a route as ip-route(8) takes them; what is to be dropped is dropped in silence, as by IOS.

    Beside others, an exit of IPv6 must have a hop: the kernel takes no device alone there.
    """
    exits = [path for path in route.exits if path.interface != names.NULL]
    if len(exits) > 1 and route.network.version == 6:
        exits = [path for path in exits if path.hop] or exits[:1]
    if len(exits) == 1:
        return f" {_exit(exits[0])}"
    return "".join(f" nexthop {_exit(path)}" for path in exits) or " blackhole"


def _exit(path: Path) -> str:
    device = names.layer3(path.interface)
    return f"via {path.hop} dev {device} onlink" if path.hop else f"dev {device}"


def rules(protocol: str, old: Kernel, new: Kernel) -> tuple[str, ...]:
    """Lines of `ip -4` or `ip -6` (protocol `ip`, `ipv6`): where packets for others go no further."""
    gone, come = (sorted(name for which, name in some if which == protocol) for some in _differ(old, new))
    return (
        *(f"rule del pref {BLACKHOLE_PREFERENCE} iif {device}" for device in gone),
        *(f"rule add pref {BLACKHOLE_PREFERENCE} iif {device} blackhole" for device in come),
    )


def _differ(old: Kernel, new: Kernel) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    return old.silent - new.silent, new.silent - old.silent


def changes(old: Kernel, new: Kernel) -> tuple[str, ...]:
    """Lines from the applied `old` to `new`, rules apart."""
    different = {name: one for name, one in new.devices.items() if name not in old.devices or old.devices[name] != one}
    lines = [f"addr flush dev {device}" for device in sorted(old.devices.keys() - new.devices.keys())]
    lines += [line for device, addresses in different.items() for line in _device(device, addresses)]
    return (*lines, *_rerouted(old, new))


def _device(device: str, addresses: tuple[str, ...] | None) -> Iterator[str]:
    yield f"link set dev {device} addrgenmode none"
    yield f"addr flush dev {device}"
    yield f"link set dev {device} {'down' if addresses is None else 'up'}"
    yield from (f"addr add {address} dev {device}" for address in addresses or ())


def _rerouted(old: Kernel, new: Kernel) -> Iterator[str]:
    """Removing an address removes the routes through it: after any change of an interface all are set again.

    The longest networks come first: Linux holds a next hop of IPv6 against the routes that stand.
    """
    again = old.devices != new.devices
    yield from (f"route del {network} proto {OURS}" for network in sorted(old.routes) if _goes(network, old, new))
    for network, words in sorted(new.routes.items(), key=lambda route: (-int(route[0].partition("/")[2]), route)):
        if again or old.routes.get(network) != words:
            yield _route(network, words)


def _goes(network: str, old: Kernel, new: Kernel) -> bool:
    """Whether a route goes first: an IPv6 one that changes too, for next hops are held against those that stand."""
    return network not in new.routes or (":" in network and old.routes[network] != new.routes[network])


def _route(network: str, words: str) -> str:
    if words == " blackhole":
        return f"route replace blackhole {network} proto {OURS}"
    return f"route replace {network} proto {OURS}{words}"


def cleared(known: str) -> tuple[str, ...]:
    """Lines that remove what a former life left: routes of ours, rules of ours in the answer of `ip -json rule`."""
    ours = [rule for rule in json.loads(known or "[]") if rule.get("priority") == BLACKHOLE_PREFERENCE]
    return (
        f"route flush proto {OURS}",
        *(f"rule del pref {BLACKHOLE_PREFERENCE} iif {rule['iif']}" for rule in ours),
    )
