"""DNS zone files in the master format (RFC 1035, section 5): the domain, and the zones that its addresses lie in.

A reverse zone is a /24 of IPv4 or a /64 of IPv6 (RFC 3596): what a server may be asked for without delegating parts.
"""

from collections.abc import Iterable, Iterator, Mapping

from ccp3lab.errors import PlanError
from ccp3lab.plan import Host, Plan

_V4_OCTETS, _V6_NIBBLES = 1, 16
_SERVERS = ("dns", "ns", "srv")


def files(plan: Plan) -> Mapping[str, bytes]:
    """PLAN as one file a zone, called `db.<zone>`; PlanError when no machine has a name to publish."""
    if not plan.hosts:
        raise PlanError("the plan has no machine, so there is no name to publish; add `hosts:` to it")
    zones = {plan.domain: _forward(plan), **_reverse(plan)}
    head = _head(plan)
    return {f"db.{zone}": "\n".join([f"$ORIGIN {zone}.", *head, *lines, ""]).encode() for zone, lines in zones.items()}


def name_server(plan: Plan) -> Host:
    """The machine that the zones name as their server: the first called dns, ns or srv, else the first of all."""
    for start in _SERVERS:
        for host in plan.hosts.values():
            if host.name.startswith(start):
                return host
    return next(iter(plan.hosts.values()))


def _head(plan: Plan) -> Iterable[str]:
    """Time to live, authority, server. The serial number is 1: who changes the zone raises it."""
    server = f"{name_server(plan).name}.{plan.domain}."
    times = "1 3600 900 604800 3600"  # serial, refresh, retry, expire, negative time to live, in seconds
    return ("$TTL 3600", f"@\tIN\tSOA\t{server} hostmaster.{plan.domain}. ( {times} )", f"@\tIN\tNS\t{server}")


def _forward(plan: Plan) -> list[str]:
    return [line for host in plan.hosts.values() for line in _addresses(host)]


def _addresses(host: Host) -> Iterator[str]:
    yield f"{host.name}\tIN\tA\t{host.address}"
    if host.interface6:
        yield f"{host.name}\tIN\tAAAA\t{host.interface6.ip}"


def _reverse(plan: Plan) -> dict[str, list[str]]:
    zones: dict[str, list[str]] = {}
    for pointer, name in sorted(_pointers(plan)):
        parts = pointer.split(".")
        size = _V4_OCTETS if pointer.endswith(".in-addr.arpa") else _V6_NIBBLES
        zones.setdefault(".".join(parts[size:]), []).append(f"{'.'.join(parts[:size])}\tIN\tPTR\t{name}.")
    return zones


def _pointers(plan: Plan) -> Iterator[tuple[str, str]]:
    for host in plan.hosts.values():
        name = f"{host.name}.{plan.domain}"
        yield host.address.reverse_pointer, name
        if host.interface6:
            yield host.interface6.ip.reverse_pointer, name
