"""Every rule that the section `routing` must keep, each broken one a Problem with its place. Pure."""

from collections.abc import Callable, Iterator
from itertools import chain

from ccp3lab.company import Company
from ccp3lab.plan import Public
from ccp3lab.problem import Loc, Problem, near
from tasks.routing_paths import public_side
from tasks.routing_section import Outside, RoutingSection


def rules(data: RoutingSection, company: Company) -> Iterator[Problem]:
    """Everything wrong with DATA, places relative to the section."""
    return chain.from_iterable(rule(data, company) for rule in RULES)


def _routers(data: RoutingSection, company: Company) -> Iterator[Problem]:
    for name in data.routers:
        if name not in company.devices:
            yield Problem(("routers", name), f"there is no device `{name}`", near(name, company.devices))


def _vlans(data: RoutingSection, company: Company) -> Iterator[Problem]:
    """Each VLAN has one router, and the plan a gateway address for it."""
    owners: dict[str, str] = {}
    for router, entry in data.routers.items():
        for number, name in enumerate(entry.vlans):
            loc, vlan = ("routers", router, "vlans", number), company.plan.vlans.get(name)
            if vlan is None:
                yield Problem(loc, f"the plan has no VLAN `{name}`", near(name, company.plan.vlans))
            elif vlan.gateway is None:
                yield Problem(loc, f"VLAN `{name}` has no gateway address", "give it `gateway:` in plan.yml")
            if name in owners:
                message = f"VLAN `{name}` has its gateway on `{owners[name]}` already"
                yield Problem(loc, message, "one device has the address of a gateway: keep one of them")
            owners.setdefault(name, router)


def _reached(data: RoutingSection, company: Company) -> Iterator[Problem]:
    """The VLANs of a router come to it by a cable; else their SVI would be down."""
    for router, entry in data.routers.items():
        carried = {name for _, link, _ in company.ports(router) for name in link.carried}
        for number, name in enumerate(entry.vlans):
            if router in company.devices and name in company.plan.vlans and name not in carried:
                message = f"no cable of `{router}` carries VLAN `{name}`: its gateway would never be up"
                yield Problem(("routers", router, "vlans", number), message, near(name, carried))


def _own_address(data: RoutingSection, company: Company) -> Iterator[Problem]:
    """An interface has one address: a router's own one in the plan is in a VLAN that it does not route."""
    for router, entry in data.routers.items():
        host = company.plan.hosts.get(router)
        if host and host.vlan in entry.vlans:
            loc = ("routers", router, "vlans", entry.vlans.index(host.vlan))
            message = f"`{router}` has its own address in VLAN `{host.vlan}`, where it would be the gateway, too"
            yield Problem(loc, message, f"leave `{host.vlan}` out, or take `{router}` out of `hosts:` in plan.yml")


def _transits(data: RoutingSection, company: Company) -> Iterator[Problem]:
    """Both ends of a routed cable route, each for a site whose block the other's route can name."""
    for link in company.links:
        if link.transit is None:
            continue
        for end in link.ends:
            if end.device not in data.routers:
                message = f"`{end.device}` is an end of transit `{link.transit}` and routes nothing"
                yield Problem(("routers",), message, f"add `{end.device}:` here, or make the link a trunk")
        for site in company.plan.transits[link.transit].ends:
            if site not in company.plan.sites:
                message = f"transit `{link.transit}` ends at `{site}`, which is no site: no route can name its block"
                yield Problem(("routers",), message, "name sites in `ends:` of plan.yml")


def _outside(data: RoutingSection, company: Company) -> Iterator[Problem]:
    """Who has the cable to the provider has an address there, and nobody else."""
    for router, entry in data.routers.items():
        loc, public = ("routers", router), public_side(company, router)
        if entry.outside is None and public:
            message = f"`{router}` has the cable to `{public.name}` and no address there"
            yield Problem(loc, message, "add `outside: {address: NAME}`, an entry of the plan's public side")
        elif entry.outside and public is None:
            message = f"no cable leads from `{router}` to the provider"
            yield Problem((*loc, "outside"), message, "add its link with `public:` to devices.yml, or leave this out")
        elif entry.outside and public:
            yield from _published((*loc, "outside"), entry.outside, public, company)


def _published(loc: Loc, outside: Outside, public: Public, company: Company) -> Iterator[Problem]:
    """The addresses are the plan's, the machines behind them too, and the router's own is nobody else's."""
    for place, name in ((("address",), outside.address), *((("publish", name), name) for name in outside.publish)):
        if name not in public.hosts:
            message = f"`{public.name}` of the plan has no address `{name}`"
            yield Problem((*loc, *place), message, near(name, public.hosts))
    for name, host in outside.publish.items():
        if name == outside.address:
            message = f"`{name}` is the router's own address: it cannot be a machine's, too"
            yield Problem((*loc, "publish", name), message, "take another one")
        if host not in company.plan.hosts:
            yield Problem((*loc, "publish", name), f"the plan has no host `{host}`", near(host, company.plan.hosts))


RULES: tuple[Callable[[RoutingSection, Company], Iterator[Problem]], ...] = (
    _routers,
    _vlans,
    _reached,
    _own_address,
    _transits,
    _outside,
)
"""Each rule looks at the whole section and tells what breaks it."""
