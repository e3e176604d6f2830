"""What is allowed in a plan and should be thought about: little room left, clients without a way out. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from ccp3lab.plan.placement import length_for
from ccp3lab.plan.plan import Plan, Pool, Transit, Vlan
from ccp3lab.problem import Problem

_FULL = 5  # less than one address in five left
_POINT_TO_POINT = 2  # usable addresses of a /30: it is full by design
_WASTE = 2  # bits: four times the size that the need asks for


def warnings(plan: Plan) -> list[Problem]:
    """What of the sound PLAN deserves a second look, each with its place in plan.yml; none of it makes it unsound."""
    return [warning for look in LOOKS for warning in look(plan)]


def _little_left(plan: Plan) -> Iterator[Problem]:
    fixed = _fixed(plan)
    used = {("vlans", key): _used(vlan, fixed[key]) for key, vlan in plan.vlans.items()}
    used |= {("pools", key): pool.need + 1 if pool.need else 0 for key, pool in plan.pools.items()}
    for (kind, key), taken in used.items():
        subnet = _entries(plan, kind)[key].subnet
        room = subnet.num_addresses - 2 if subnet else 0
        if room > _POINT_TO_POINT and (room - taken) * _FULL < room:
            message = f"`{key}` has {max(0, room - taken)} of {room} addresses of {subnet} left"
            yield Problem((kind, key), message, "give it more room while nobody uses it")


def _entries(plan: Plan, kind: str) -> Mapping[str, Vlan | Pool]:
    return plan.vlans if kind == "vlans" else plan.pools


def _used(vlan: Vlan, fixed: int) -> int:
    """The addresses of VLAN that are spoken for: by its need, or by its DHCP range and machines with a fixed one."""
    leased = int(vlan.dhcp.last) - int(vlan.dhcp.first) + 1 if vlan.dhcp else 0
    return max(vlan.need, leased + fixed) + (vlan.gateway is not None)


def _fixed(plan: Plan) -> Counter[str]:
    """How many machines have an address outside the DHCP range, by VLAN."""
    ranges = {key: vlan.dhcp for key, vlan in plan.vlans.items()}
    return Counter(host.vlan for host in plan.hosts.values() if host.address not in (ranges[host.vlan] or ()))


def _full_blocks(plan: Plan) -> Iterator[Problem]:
    taken: Counter[str] = Counter()
    entries: tuple[Vlan | Transit | Pool, ...] = (*plan.vlans.values(), *plan.transits.values(), *plan.pools.values())
    for entry in entries:
        taken[entry.site] += entry.subnet.num_addresses if entry.subnet else 0
    for name, site in plan.sites.items():
        left = site.block.num_addresses - taken[name]
        if left * _FULL < site.block.num_addresses:
            message = f"{left} of {site.block.num_addresses} addresses of {site.block} are in no subnet"
            yield Problem(("sites", name, "block"), message, "a longer block now is easier than a second one later")


def _no_way_out(plan: Plan) -> Iterator[Problem]:
    for key, vlan in plan.vlans.items():
        if vlan.dhcp and vlan.gateway is None:
            message = f"the DHCP clients of VLAN `{key}` have no gateway"
            yield Problem(("vlans", key, "dhcp"), message, "add `gateway:`, unless they are to stay among themselves")


def _beyond_the_need(plan: Plan) -> Iterator[Problem]:
    for key, count in Counter(host.vlan for host in plan.hosts.values()).items():
        if (need := plan.vlans[key].need) and count > need:
            message = f"VLAN `{key}` is for {need} machines, and {count} have a fixed address there"
            yield Problem(("vlans", key, "hosts"), message, "raise `hosts:`")


def _waste(plan: Plan) -> Iterator[Problem]:
    for kind in ("vlans", "pools"):
        for key, entry in _entries(plan, kind).items():
            if entry.need and entry.subnet and length_for(entry.need) - entry.subnet.prefixlen >= _WASTE:
                message = f"{entry.subnet} is large for {entry.need} machines"
                yield Problem((kind, key, "subnet"), message, f"a /{length_for(entry.need)} would do")


LOOKS: tuple[Callable[[Plan], Iterator[Problem]], ...] = (
    _little_left,
    _full_blocks,
    _no_way_out,
    _beyond_the_need,
    _waste,
)
"""Each looks at the whole plan."""
