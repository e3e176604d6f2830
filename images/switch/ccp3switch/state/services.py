"""Configuration -> what dnsmasq must do: the relay of the interfaces and the DHCP server (dnsmasq(8)). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch.config.tree import Line
from ccp3switch.model import dhcp, layer3
from ccp3switch.model.dhcp import Pool
from ccp3switch.state.dhcp_options import options

ALWAYS = ("port=0", "user=dnsmasq", "no-resolv", "no-hosts", "quiet-dhcp", "dhcp-authoritative", "dhcp-sequential-ip")


@dataclass(frozen=True)
class Services:
    """`dhcp`: lines of dnsmasq's configuration; none: it does not run."""

    dhcp: tuple[str, ...] = ()


def wanted(tree: Line) -> Services:
    """What the configuration asks for; the interfaces are named, so it is deaf on all others."""
    if not dhcp.serves(tree):
        return Services()
    interfaces = [
        one for one in layer3.interfaces(tree) if one.address and not one.shutdown and one.rests_on is not None
    ]
    lines = (*_relays(tree, interfaces), *_server(tree))
    if not lines or not interfaces:
        return Services()
    ping = ("no-ping",) if tree.has("ip dhcp ping packets") else ()
    return Services((*ALWAYS, *ping, *(f"interface={one.device}" for one in interfaces), *lines))


def _relays(tree: Line, interfaces: list[layer3.Interface]) -> Iterator[str]:
    """A request that a pool of the switch itself can answer goes no further, as on IOS."""
    for one in interfaces:
        if one.address and dhcp.pool_of(tree, one.address.ip) is None:
            for server in dhcp.helpers(tree.lines[f"interface {one.name}"]):
                yield f"dhcp-relay={one.address.ip},{server}"


def _server(tree: Line) -> Iterator[str]:
    taken = (*dhcp.excluded(tree), *dhcp.own(tree))
    for number, pool in enumerate(dhcp.pools(tree)):
        tag = f"pool{number}"
        if pool.network:
            yield from _network(tag, pool, taken)
        elif pool.manual:
            yield from _host(tag, pool, tree)


def _network(tag: str, pool: Pool, taken: tuple[dhcp.Range, ...]) -> Iterator[str]:
    """One range for each stretch between excluded addresses."""
    assert pool.network is not None  # noqa: S101 - the caller looked
    lease = "infinite" if pool.lease is None else pool.lease
    for low, high in dhcp.leasable(pool.network, taken):
        yield f"dhcp-range=set:{tag},{low},{high},{pool.network.netmask},{lease}"
    yield from options(tag, [pool.line])


def _host(tag: str, pool: Pool, tree: Line) -> Iterator[str]:
    """An address for one client, for ever; what its pool does not say comes from the pool of its network."""
    assert pool.host is not None  # noqa: S101 - a manual pool has one
    network = pool.host.network
    yield f"dhcp-range={network.network_address},static,{network.netmask},infinite"
    who = [octets(pool.hardware)] if pool.hardware else []
    who += [f"id:{octets(pool.identifier)}"] if pool.identifier else []
    name = pool.line.value("client-name")
    yield f"dhcp-host={','.join([*who, f'set:{tag}', str(pool.host.ip), *([name] if name else []), 'infinite'])}"
    parent = dhcp.pool_of(tree, pool.host.ip)
    yield from options(tag, [pool.line, *([parent.line] if parent else [])])


def octets(dotted: str) -> str:
    """`0200.0000.0001` -> `02:00:00:00:00:01`."""
    digits = dotted.replace(".", "")
    return ":".join(digits[start : start + 2] for start in range(0, len(digits), 2))
