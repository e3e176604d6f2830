"""The rubric of routage-inter-vlan against a model of IPv4 forwarding: on paper what `ccp3 selftest` proves."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from ipaddress import IPv4Address

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.house import here
from ccp3lab.lab import Lab, filled, load_lab
from ccp3lab.lab.change import Change
from ccp3lab.plan import drawn, written
from tests.data.routed import Interface, Network, Node
from tests.data.rubric import Paper

KEY = "routage-inter-vlan"
ROUTERS = {"sw1": ("siege", "agence", ("compta", "atelier")), "r1": ("agence", "siege", ("agence-postes",))}


def start(company: Company) -> Network:
    """Layer 2 alone: workstations and the switches' management addresses, nobody routes."""
    nodes: dict[str, Node] = {}
    for name in company.devices:
        node = nodes[name] = Node()
        if name not in company.plan.hosts:
            continue
        host = company.plan.host(name)
        vlan = company.plan.vlan(host.vlan)
        node.gateway = vlan.gateway
        own = f"Vlan{vlan.id}" if name.startswith("sw") else "eth1"
        node.interfaces[own] = Interface(host.interface)
        node.routed |= {own}
    return Network(company, nodes)


def solved(company: Company) -> Network:
    """What the request asks for, straight from plan and links."""
    network, ends = start(company), company.plan.transits["siege-agence"].ends
    for name, (site, far, vlans) in ROUTERS.items():
        node = network.nodes[name]
        node.routing = True
        for vlan in map(company.plan.vlan, vlans):
            assert vlan.subnet
            node.type(f"interface Vlan{vlan.id}")
            node.type(f"ip address {vlan.gateway} {vlan.subnet.netmask}")
        node.type(f"interface {company.port(name, 'r1' if name == 'sw1' else 'sw1').port}")
        node.type("no switchport")
        node.type(f"ip address {ends[site].ip} {ends[site].netmask}")
        block = company.plan.sites[far].block
        node.type(f"ip route {block.network_address} {block.netmask} {ends[far].ip}")
    return network


def changed(company: Company, change: Change) -> Network:
    """The solution with a change; what is typed after it is not saved."""
    network = solved(company)
    for kind in (change.lines, change.typed, change.run):
        for name, lines in kind.items():
            for line in lines:
                network.nodes[name].type(line)
    for name in change.typed:
        network.nodes[name].saved = False
    return network


def _gateway(network: Network, device: str, on: str) -> bool:
    gateway = network.company.plan.vlan(network.company.plan.host(device).vlan).gateway
    assert gateway
    assert on in ROUTERS
    return network.ping(device, gateway)


def _end(network: Network, router: str) -> IPv4Address:
    return network.company.plan.transits["siege-agence"].ends[ROUTERS[router][0]].ip


def _path(network: Network, device: str, to: str, through: list[str]) -> bool:
    plan = network.company.plan
    far = [_end(network, router) for router in through[1:]]
    planned = [plan.vlan(plan.host(device).vlan).gateway, *far, plan.host(to).address]
    return network.trace(device, plan.host(to).address) == planned


def _route(network: Network, device: str, to: str, through: str) -> bool:
    hop = network.next_hop(device, network.company.plan.host(to).address)
    return network.nodes[device].routing and hop == _end(network, through)


def _ping(network: Network, device: str, to: str, by: list[str]) -> bool:
    assert set(by) <= set(ROUTERS)
    return network.ping(device, network.company.plan.host(to).address)


def _denied(network: Network, device: str, to: str, control: str, by: list[str]) -> bool:
    there = network.holds(to, network.company.plan.host(to).address)
    return there and _ping(network, device, control, by) and not _ping(network, device, to, by)


def _mask(network: Network, device: str, vlan: str) -> bool:
    planned, switches = network.company.plan.vlan(vlan), ("sw1", "sw2", "r1")
    assert device in switches
    every = [one for name in switches for one in network.nodes[name].interfaces.values() if one.up and one.address]
    held = [one.address for one in every if one.address and one.address.ip == planned.gateway]
    return [address.network for address in held] == [planned.subnet]


TRUTHS: Mapping[str, Callable[..., bool]] = {
    "routing.gateway": _gateway,
    "routing.transit": lambda network, device, to: network.ping(device, _end(network, to)),
    "routing.mask": _mask,
    "routing.path": _path,
    "routing.route": _route,
    "reach.ping": _ping,
    "reach.denied": _denied,
    "switching.saved": lambda network, device: network.nodes[device].saved,
}

PAPER = Paper(TRUTHS, start, changed)


@pytest.fixture(scope="module", params=[written, *(partial(drawn, seed=seed) for seed in (b"agnes", b"bruno"))])
def company(request: pytest.FixtureRequest) -> Company:
    return load_company(here(), "atelier-velo", request.param).only(load_lab(here(), KEY).devices, ["routing"])


@pytest.fixture
def lab(company: Company) -> Lab:
    return filled(load_lab(here(), KEY), company)


def test_the_rubric_says_what_the_model_does(lab: Lab, company: Company) -> None:
    assert PAPER.surprises(lab, company) == []


@pytest.mark.parametrize("answer", [True, False])
def test_no_check_can_be_made_constant_unnoticed(lab: Lab, company: Company, answer: bool) -> None:
    unnoticed = [check.id for check in lab.checks if not PAPER.surprises(lab, company, {check.id: answer})]
    assert unnoticed == []


def test_a_fault_that_forgets_a_check_is_noticed(lab: Lab, company: Company) -> None:
    for key, fault in lab.faults.items():
        short = replace(lab, faults={key: replace(fault, loses=fault.loses[1:])})
        assert PAPER.surprises(short, company), key


def test_twenty_points_and_mistakes_of_every_kind(lab: Lab) -> None:
    assert sum(check.points for check in lab.checks) == lab.points == 20
    assert len(lab.checks) >= 12
    assert len(lab.faults) >= 6
    assert {check.check for check in lab.checks} == set(TRUTHS)


def test_no_single_mistake_takes_more_than_three_fifths_of_the_mark(lab: Lab) -> None:
    points = {check.id: check.points for check in lab.checks}
    for fault in lab.faults.values():
        assert sum(points[name] for name in fault.loses) <= lab.points * 3 // 5, fault.key


def test_in_start_nobody_leaves_a_network(company: Company) -> None:
    hosts = [company.plan.host(name) for name in company.devices if name.startswith("pc-")]
    assert not any(start(company).ping(one.name, other.address) for one in hosts for other in hosts if one != other)


def test_solved_joins_every_workstation_to_every_other(company: Company) -> None:
    hosts = [company.plan.host(name) for name in company.devices if name.startswith("pc-")]
    assert all(solved(company).ping(one.name, other.address) for one in hosts for other in hosts if one != other)


def test_two_default_routes_face_to_face_go_round_in_circles(company: Company) -> None:
    network, nowhere = solved(company), IPv4Address("192.0.2.1")
    for router, peer in (("sw1", "r1"), ("r1", "sw1")):
        network.nodes[router].type(f"ip route 0.0.0.0 0.0.0.0 {_end(network, peer)}")
    assert not network.ping("pc-compta-2", nowhere)
    assert network.next_hop("sw1", nowhere) == _end(network, "r1")


def test_a_line_that_the_model_does_not_know_is_no_silent_success(company: Company) -> None:
    node = solved(company).nodes["sw1"]
    with pytest.raises(AssertionError, match="knows no `ip ospf 1`"):
        node.type("ip ospf 1")
