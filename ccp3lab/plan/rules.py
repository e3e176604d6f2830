"""Every rule that a plan must keep, each broken one a Problem with its place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.plan.file import PlanFile, VlanEntry
from ccp3lab.plan.names import domain_mistake, is_label
from ccp3lab.plan.overlaps import RESERVED, Block, overlaps
from ccp3lab.plan.subnets import dhcp_positions, gateway_position, last_host, network_of, nth
from ccp3lab.plan.values import Values, written
from ccp3lab.problem import Problem, near

_IDS = range(1, 4095)
_TAKEN = {1, *range(1002, 1006)}
_VLAN_NAME_LENGTH = 32


@dataclass(frozen=True)
class Draft:
    """A plan under examination: the subnets that could be read, and what was wrong with the others."""

    raw: PlanFile
    values: Values
    subnets: Mapping[str, IPv4Network] = field(default_factory=dict)
    unread: tuple[Problem, ...] = ()


def problems(raw: PlanFile, values: Values | None = None) -> list[Problem]:
    """Everything wrong with RAW for the VALUES of a variant (None: as written)."""
    draft = _draft(raw, values or written(raw))
    return [*draft.unread, *(problem for rule in RULES for problem in rule(draft))]


def _draft(raw: PlanFile, values: Values) -> Draft:
    subnets, unread = {}, []
    for name, entry in raw.vlans.items():
        try:
            if entry.subnet is not None:
                subnets[name] = network_of(entry.subnet, values.site)
        except ValueError as error:
            unread.append(Problem(("vlans", name, "subnet"), str(error)))
    return Draft(raw, values, subnets, tuple(unread))


def _names(draft: Draft) -> Iterator[Problem]:
    if mistake := domain_mistake(draft.raw.domain):
        yield Problem(("domain",), f"`{draft.raw.domain}` {mistake}")
    remedy = "use lower-case letters, digits and hyphens"
    for name in draft.raw.vlans:
        if not is_label(name) or len(name) > _VLAN_NAME_LENGTH:
            yield Problem(("vlans", name), f"`{name}` is no VLAN name", f"{remedy}, {_VLAN_NAME_LENGTH} at most")
    for name in draft.raw.hosts:
        if not is_label(name):
            yield Problem(("hosts", name), f"`{name}` is no host name (RFC 1123)", f"{remedy}, 63 at most")


def _site(draft: Draft) -> Iterator[Problem]:
    if not (draft.raw.variant and (span := draft.raw.variant.site)):
        return
    first, last = span.first, span.last
    if first > last:
        yield Problem(("variant", "site"), f"the sites end ({last}) before they begin ({first})", "swap from and to")
    elif not first <= draft.values.site <= last:
        yield Problem(("site",), f"site {draft.values.site} is outside the variant", f"use {first} to {last}")


def _ids(draft: Draft) -> Iterator[Problem]:
    owners: dict[int, str] = {}
    for name, entry in draft.raw.vlans.items():
        loc, number = ("vlans", name, "id"), draft.values.ids.get(name, entry.id)
        if number not in _IDS:
            yield Problem(loc, f"VLAN {number} does not exist (IEEE 802.1Q)", "use 2 to 1001 or 1006 to 4094")
        elif number in _TAKEN:
            yield Problem(loc, f"VLAN {number} is every switch's own", "use 2 to 1001 or 1006 to 4094")
        elif (owner := owners.setdefault(number, name)) != name:
            yield Problem(loc, f"VLAN {number} is already `{owner}`", "give one of them another id")


def _overlaps(draft: Draft) -> Iterator[Problem]:
    blocks = [Block(net, f"VLAN `{name}`", ("vlans", name, "subnet")) for name, net in draft.subnets.items()]
    for block, other in overlaps([*blocks, *RESERVED]):
        inner, outer = (block, other) if block.loc else (other, block)
        message = f"{inner.network} overlaps {outer.network} of {outer.title}"
        yield Problem(inner.loc or (), message, "move or shrink one of them")


def _layer2(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.vlans.items():
        for key in ("gateway", "dhcp"):
            if entry.subnet is None and getattr(entry, key) is not None:
                yield Problem(("vlans", name, key), f"VLAN `{name}` has no subnet for it", "add `subnet:`")


def _gateways(draft: Draft) -> Iterator[Problem]:
    for name, entry, subnet in _subnetted(draft):
        position = gateway_position(entry, subnet)
        if position is not None and (mistake := _outside(subnet, position)):
            yield Problem(("vlans", name, "gateway"), f"gateway {mistake}", _positions(subnet))


def _ranges(draft: Draft) -> Iterator[Problem]:
    for name, entry, subnet in _subnetted(draft):
        if not (positions := dhcp_positions(entry, subnet)):
            continue
        (first, last), loc, gateway = positions, ("vlans", name, "dhcp"), gateway_position(entry, subnet)
        for key, position in {"first": first, "last": last}.items():
            if mistake := _outside(subnet, position):
                yield Problem((*loc, key), f"{key} address of the DHCP range {mistake}", _positions(subnet))
        if first > last:
            yield Problem(loc, f"the DHCP range ends ({last}) before it begins ({first})", "swap them")
        elif gateway is not None and first <= gateway <= last and not _outside(subnet, gateway):
            message = f"the gateway {nth(subnet, gateway)} lies in the DHCP range: it would be leased to a client"
            yield Problem(loc, message, "begin the range after the gateway")


def _hosts(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.hosts.items():
        loc = ("hosts", name, "vlan")
        if entry.vlan not in draft.raw.vlans:
            yield Problem(loc, f"there is no VLAN `{entry.vlan}`", near(entry.vlan, draft.raw.vlans))
        elif draft.raw.vlans[entry.vlan].subnet is None:
            yield Problem(loc, f"VLAN `{entry.vlan}` has no subnet", "add it, or use another VLAN")


def _addresses(draft: Draft) -> Iterator[Problem]:
    owners: dict[IPv4Address, str] = {}
    for name, entry in draft.raw.hosts.items():
        if not (subnet := draft.subnets.get(entry.vlan)):
            continue
        mistake = _outside(subnet, entry.address)
        if mistake is None:
            address = nth(subnet, entry.address)
            owner = owners.setdefault(address, name)
            mistake = f"has the address of `{owner}` ({address})" if owner != name else None
        mistake = mistake or _taken(draft.raw.vlans[entry.vlan], subnet, entry.address)
        if mistake:
            yield Problem(("hosts", name, "address"), f"host `{name}` {mistake}", _positions(subnet))


def _taken(vlan: VlanEntry, subnet: IPv4Network, position: int) -> str | None:
    """Who of the VLAN itself has the address at POSITION: its gateway or its DHCP clients."""
    if position == gateway_position(vlan, subnet):
        return f"has the address of its gateway ({nth(subnet, position)})"
    leased = dhcp_positions(vlan, subnet)
    if leased and leased[0] <= position <= leased[1]:
        return f"has an address ({nth(subnet, position)}) inside the DHCP range"
    return None


def _outside(subnet: IPv4Network, position: int) -> str | None:
    """Why no machine may have the address at POSITION of SUBNET."""
    if position == 0:
        return f"is the network address of {subnet}"
    if position == last_host(subnet) + 1:
        return f"is the broadcast address of {subnet}"
    return None if 0 < position <= last_host(subnet) else f"(position {position}) is outside {subnet}"


def _positions(subnet: IPv4Network) -> str:
    return f"use a free position from 1 to {last_host(subnet)}"


def _subnetted(draft: Draft) -> Iterator[tuple[str, VlanEntry, IPv4Network]]:
    for name, subnet in draft.subnets.items():
        yield name, draft.raw.vlans[name], subnet


RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _names,
    _site,
    _ids,
    _overlaps,
    _layer2,
    _gateways,
    _ranges,
    _hosts,
    _addresses,
)
"""Each rule looks at the whole plan and tells what breaks it."""
