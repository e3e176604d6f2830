"""What each router is sent: gateways, routed ports, routes, translation follow from the plan and the cables."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from ipaddress import IPv4Interface, IPv4Network

import pytest

from ccp3lab.company import Company, Endpoint, Link, load_company, load_image
from ccp3lab.house import here
from ccp3lab.parts import Lines
from ccp3lab.plan import Plan
from ccp3lab.services import Site
from tasks.addressing import Addressed, interfaces
from tasks.routing import Routing, routing
from tasks.routing_paths import DEFAULT, router_of, routes

AGENCY = ("sw1", "r1", "pc-compta-1", "pc-atelier-1", "pc-agence-1")


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo")


@pytest.fixture(scope="module")
def sent() -> Callable[[Company, str], Routing]:
    """sent(company, "sw1"): what the service wants of that router."""

    def make(company: Company, name: str) -> Routing:
        device = company.device(name)
        (part,) = routing(Site(company, device, load_image(here(), device.image), ""))
        assert isinstance(part, Lines)
        found: Routing = part.values["routing"]
        return found

    return make


def lab(company: Company, devices: Iterable[str]) -> Company:
    return company.only(devices, ["routing"])


def test_gateways_of_the_vlans_that_are_there(company: Company, sent: Callable[[Company, str], Routing]) -> None:
    assert [vlan.id for vlan in sent(company, "sw1").vlans] == [company.plan.vlan(v).id for v in ("compta", "atelier", "serveurs")]  # fmt: skip  # noqa: E501
    assert [vlan.name for vlan in sent(lab(company, AGENCY), "sw1").vlans] == ["compta", "atelier"]


def test_routes_go_both_ways_over_the_transit(company: Company, sent: Callable[[Company, str], Routing]) -> None:
    plan, here_ = company.plan, lab(company, AGENCY)
    head, agency = (interface.ip for interface in plan.transits["siege-agence"].ends.values())
    there, back = sent(here_, "sw1"), sent(here_, "r1")
    assert [(r.network, r.gateway) for r in there.routes] == [(plan.sites["agence"].block, agency)]
    assert [(r.network, r.gateway) for r in back.routes] == [(plan.sites["siege"].block, head)]
    assert [(p.name, p.peer, p.address.ip) for p in there.ports] == [("GigabitEthernet1/0/23", "r1", head)]
    assert [(p.name, p.peer, p.address.ip) for p in back.ports] == [("GigabitEthernet1/0/24", "sw1", agency)]
    assert there.translation is None


def test_default_routes_lead_to_the_provider(company: Company, sent: Callable[[Company, str], Routing]) -> None:
    head = next(iter(company.plan.transits["siege-agence"].ends.values())).ip
    assert sent(company, "sw1").routes[-1].gateway == company.plan.public["internet"].gateway
    assert (sent(company, "r1").routes[-1].network, sent(company, "r1").routes[-1].gateway) == (DEFAULT, head)


def test_translation_hides_the_sites_and_publishes_a_server(
    company: Company, sent: Callable[[Company, str], Routing]
) -> None:
    plan, found = company.plan, sent(company, "sw1").translation
    assert found
    assert found.inside == tuple(site.block for site in plan.sites.values())
    assert found.static == ((plan.host("srv1").address, plan.public["internet"].hosts["web"].ip),)
    assert found.port.address == plan.public["internet"].hosts["pare-feu"]


def test_a_site_behind_a_site_is_reached_by_the_first_hop(company: Company) -> None:
    """siege - agence - depot in a row, and a second cable siege - depot makes the way shorter."""
    plan = _with_depot(company.plan)
    far = Link((Endpoint("r1", "GigabitEthernet1/0/2"), Endpoint("r2", "GigabitEthernet1/0/1")), transit="agence-depot")
    row = replace(
        company, plan=plan, devices={**company.devices, "r2": company.device("r1")}, links=(*company.links, far)
    )
    first = plan.transits["siege-agence"].ends["agence"].ip
    block = plan.sites["depot"].block
    assert {r.network: r.gateway for r in routes(row, "sw1")}[block] == first
    short = Link(
        (Endpoint("sw1", "GigabitEthernet1/0/5"), Endpoint("r2", "GigabitEthernet1/0/2")), transit="siege-depot"
    )
    ring = replace(row, links=(*row.links, short))
    assert {r.network: r.gateway for r in routes(ring, "sw1")}[block] == plan.transits["siege-depot"].ends["depot"].ip


def _with_depot(plan: Plan) -> Plan:
    block, given = IPv4Network("172.31.0.0/24"), plan.transits["siege-agence"]
    made = {"agence-depot": ("agence", "depot", 0), "siege-depot": ("siege", "depot", 8)}
    transits = {
        name: replace(given, name=name, ends={one: _interface(block, n + 1), two: _interface(block, n + 2)})
        for name, (one, two, n) in made.items()
    }
    sites = {**plan.sites, "depot": replace(plan.sites["agence"], name="depot", block=block)}
    return replace(plan, sites=sites, transits={**plan.transits, **transits})


def _interface(block: IPv4Network, position: int) -> IPv4Interface:
    return IPv4Interface((block[position], 30))


def test_who_routes_a_vlan(company: Company) -> None:
    assert (router_of(company, "compta"), router_of(company, "agence-postes"), router_of(company, "gestion")) == (
        "sw1",
        "r1",
        None,
    )
    assert router_of(lab(company, ["sw1"]), "agence-postes") is None


def test_hosts_that_the_plan_does_not_name_and_reservations_ask_dhcp(company: Company) -> None:
    for name in ("pc-compta-3", "imprimante-1"):
        assert list(interfaces(company, company.device(name))) == [Addressed("eth1", None)]


def test_the_internet_has_the_address_of_the_provider(company: Company) -> None:
    (found,) = interfaces(company, company.device("internet"))
    public = company.plan.public["internet"]
    assert found.address
    assert (found.address.ip, found.address.network, found.gateway) == (public.gateway, public.subnet, None)
