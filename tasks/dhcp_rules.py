"""Every rule that the section `dhcp` must keep, each broken one a Problem with its place. Pure."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain

from ccp3lab.company import Company
from ccp3lab.problem import Problem, near
from tasks.dhcp_scopes import attached
from tasks.dhcp_section import DhcpSection
from tasks.routing_paths import router_of

_IOS_SHORTEST = timedelta(minutes=2)


def rules(data: DhcpSection, company: Company) -> Iterator[Problem]:
    """Everything wrong with DATA, places relative to the section."""
    return chain.from_iterable(rule(data, company) for rule in RULES)


def _vlans(data: DhcpSection, company: Company) -> Iterator[Problem]:
    """A scope is a VLAN of the plan with a range to lease from and a gateway to tell."""
    for name in data.scopes:
        vlan, loc = company.plan.vlans.get(name), ("scopes", name)
        if vlan is None:
            yield Problem(loc, f"the plan has no VLAN `{name}`", near(name, company.plan.vlans))
        elif vlan.dhcp is None:
            yield Problem(loc, f"VLAN `{name}` has no range to lease from", "give it `dhcp:` in plan.yml")
        elif vlan.gateway is None:
            yield Problem(loc, f"VLAN `{name}` has no gateway to tell its clients", "give it `gateway:` in plan.yml")


def _servers(data: DhcpSection, company: Company) -> Iterator[Problem]:
    """The server exists, and its clients' requests find it: on the spot, or by a relay to its address in the plan."""
    for name, server in data.scopes.items():
        loc, router = ("scopes", name), router_of(company, name)
        if name not in company.plan.vlans:
            continue
        if server not in company.devices:
            yield Problem(loc, f"there is no device `{server}`", near(server, company.devices))
        elif server == router or attached(company, server, name):
            continue
        elif router is None:
            message = f"no request of VLAN `{name}` reaches `{server}`: the VLAN has no router that could relay"
            yield Problem(loc, message, "add the VLAN to a router of `routing:`, or plug the server into it")
        elif server not in company.plan.hosts:
            message = f"`{server}` has no address in the plan for the relay of VLAN `{name}`"
            yield Problem(loc, message, "add it to `hosts:` of plan.yml")
        elif (home := company.plan.host(server).vlan) != name and router_of(company, home) is None:
            message = f"`{server}` cannot answer the relay of VLAN `{name}`: its own VLAN `{home}` has no router"
            yield Problem(loc, message, f"add `{home}` to a router of `routing:`")


def _leases(data: DhcpSection, company: Company) -> Iterator[Problem]:
    """A switch counts leases in minutes (`lease D H M`)."""
    for name, server in data.scopes.items():
        in_minutes = data.lease % timedelta(minutes=1) == timedelta(0) and data.lease >= _IOS_SHORTEST
        if server == router_of(company, name) and not in_minutes:
            message = f"switch `{server}` leases the addresses of VLAN `{name}` for whole minutes, 2 at least"
            yield Problem(("lease",), message, "write it in m, h or d")


def _dns(data: DhcpSection, company: Company) -> Iterator[Problem]:
    for number, host in enumerate(data.dns):
        if host not in company.plan.hosts:
            message = f"the plan has no host `{host}` that clients could ask"
            yield Problem(("dns", number), message, near(host, company.plan.hosts))


def _clients(data: DhcpSection, company: Company) -> Iterator[Problem]:
    """Whoever waits for DHCP is served: reservations of the plan, hosts on access ports that the plan does not name."""
    for name, vlan in _waiting(company):
        if vlan not in data.scopes:
            message = f"`{name}` waits for DHCP in VLAN `{vlan}`, and no scope serves it"
            yield Problem(("scopes",), message, f"add `{vlan}:` with the device that serves it")


def _waiting(company: Company) -> Iterator[tuple[str, str]]:
    """(device, VLAN) of every client of DHCP."""
    for link in company.links:
        host = company.plan.hosts.get(link.ends[1].device)
        if link.access and (host is None or host.mac):
            yield link.ends[1].device, link.access


RULES: tuple[Callable[[DhcpSection, Company], Iterator[Problem]], ...] = (_vlans, _servers, _leases, _dns, _clients)
"""Each rule looks at the whole section and tells what breaks it."""
