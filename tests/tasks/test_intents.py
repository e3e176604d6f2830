"""What each service wants of a device, on the real company: it follows from the plan and the links alone."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from ccp3lab.company import Company
from ccp3lab.parts import Lines, ManagedFile
from ccp3lab.plan import Vlan
from ccp3lab.services import SERVICES, Site, parts
from tasks.addressing import CHECK, NETWORKING, Addressed, addressing, interfaces
from tasks.switching import AccessPort, Switching, TrunkPort, intent, switching
from tasks.system import system
from tests.tasks.conftest import DEVICES, SECRET, SITE

SWITCHES = ("sw1", "sw2")
HOSTS = tuple(name for name in DEVICES if name not in SWITCHES)
TRUNK = ("compta", "atelier", "gestion", "natif")


def named(vlans: Iterable[Vlan]) -> tuple[str, ...]:
    return tuple(vlan.name for vlan in vlans)


@pytest.mark.parametrize(
    ("device", "access", "peer"),
    [
        ("sw1", {"1": ("pc-compta-1", "compta"), "2": ("pc-atelier-1", "atelier")}, "sw2"),
        ("sw2", {"1": ("pc-compta-2", "compta"), "2": ("pc-atelier-2", "atelier")}, "sw1"),
    ],
)
def test_switching(company: Company, device: str, access: dict[str, tuple[str, str]], peer: str) -> None:
    plan = company.plan
    assert intent(company, company.device(device)) == Switching(
        vlans=tuple(plan.vlan(name) for name in TRUNK),
        access=tuple(
            AccessPort(f"GigabitEthernet1/0/{number}", plugged, plan.vlan(vlan))
            for number, (plugged, vlan) in access.items()
        ),
        trunks=(TrunkPort("GigabitEthernet1/0/24", peer, tuple(map(plan.vlan, TRUNK)), plan.vlan("natif")),),
    )


@pytest.mark.parametrize("device", SWITCHES)
def test_vlans_come_by_id_and_none_is_left_out(company: Company, device: str) -> None:
    wanted = intent(company, company.device(device))
    ids = [vlan.id for vlan in wanted.vlans]
    assert ids == sorted(set(ids))
    used = {port.vlan.name for port in wanted.access} | {name for port in wanted.trunks for name in named(port.allowed)}
    assert used == set(named(wanted.vlans))


def test_both_ends_of_a_trunk_agree(company: Company) -> None:
    one, two = (intent(company, company.device(name)).trunks[0] for name in SWITCHES)
    assert (one.allowed, one.native) == (two.allowed, two.native)
    assert (one.peer, two.peer) == ("sw2", "sw1")


def test_a_switch_cut_off_from_its_neighbours_keeps_its_own_ports(company: Company) -> None:
    alone = company.only(["sw1", "pc-compta-1"])
    wanted = intent(alone, alone.device("sw1"))
    assert (named(wanted.vlans), wanted.trunks) == (("compta",), ())
    assert [port.peer for port in wanted.access] == ["pc-compta-1"]


@pytest.mark.parametrize("device", HOSTS)
def test_a_host_is_plugged_into_the_port_that_expects_it(company: Company, device: str) -> None:
    end, link, _ = company.host_link(device)
    ports = {port.name: port for port in intent(company, company.device(end.device)).access}
    assert (ports[end.port].peer, ports[end.port].vlan.name) == (device, link.access)
    assert ports[end.port].vlan.name == company.plan.host(device).vlan


@pytest.mark.parametrize("device", HOSTS)
def test_a_host_has_its_planned_address_and_gateway(company: Company, device: str) -> None:
    host = company.plan.host(device)
    gateway = company.plan.vlan(host.vlan).gateway
    assert list(interfaces(company, company.device(device))) == [Addressed("eth1", host.interface, gateway)]
    assert gateway is not None
    assert gateway in host.interface.network
    assert f".{SITE}." in str(host.interface)


def test_a_host_without_a_cable_gets_no_address(company: Company) -> None:
    alone = company.only(["pc-compta-1"])
    assert list(interfaces(alone, alone.device("pc-compta-1"))) == []


def test_parts_of_a_switch(site: Callable[[str], Site], company: Company) -> None:
    place = site("sw1")
    assert [part.template for part in parts(place)] == [
        "addressing/cisco_ios.j2",
        "switching/cisco_ios.j2",
        "system/cisco_ios.j2",
    ]
    (lines,) = addressing(place)
    assert isinstance(lines, Lines)
    gestion = company.plan.vlan("gestion")
    assert lines.values == {
        "vlan": gestion,
        "address": company.plan.host("sw1").interface,
        "gateway": gestion.gateway,
    }
    (own,) = system(place)
    assert own.values == {"name": "sw1", "domain": "atelier-velo.lan", "secret": SECRET}


def test_parts_of_a_workstation(site: Callable[[str], Site]) -> None:
    network, hosts = parts(site("pc-compta-1"))
    assert isinstance(network, ManagedFile)
    assert (network.path, network.check, network.service) == ("/etc/network/interfaces", CHECK, NETWORKING)
    assert isinstance(hosts, ManagedFile)
    assert (hosts.path, hosts.service) == ("/etc/hosts", None)
    assert list(switching(site("pc-compta-1"))) == []


@pytest.mark.parametrize("device", DEVICES)
def test_the_secret_reaches_switches_alone(site: Callable[[str], Site], device: str) -> None:
    holding = [part.template for part in parts(site(device)) if SECRET in map(str, part.values.values())]
    assert holding == (["system/cisco_ios.j2"] if device in SWITCHES else [])


@pytest.mark.parametrize(
    ("without", "left"),
    [
        ((), ["addressing", "switching", "system"]),
        (("switching",), ["addressing", "system"]),
        (("switching", "system", "addressing"), []),
        (("dhcp",), ["addressing", "switching", "system"]),
    ],
)
def test_a_service_can_be_left_to_the_learner(site: Callable[[str], Site], without: tuple[str, ...], left) -> None:
    assert [part.template.partition("/")[0] for part in parts(site("sw1"), without)] == left


def test_a_device_that_is_no_host_of_the_plan_has_no_address(company: Company, site: Callable[[str], Site]) -> None:
    hosts = {name: host for name, host in company.plan.hosts.items() if name != "sw1"}
    elsewhere = replace(company, plan=replace(company.plan, hosts=hosts))
    assert list(addressing(replace(site("sw1"), company=elsewhere))) == []


def test_every_service_says_what_it_does() -> None:
    assert {name for name, _ in SERVICES.items()} >= {"addressing", "switching", "system"}
    assert all((say.__doc__ or "").strip() for _, say in SERVICES.items())
