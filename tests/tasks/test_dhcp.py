"""What each device is sent for the service `dhcp`, on the real company: Kea's file, relays, pools of a switch."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from ipaddress import IPv4Address
from typing import Any

import pytest
import yaml
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.whole import whole

from ccp3lab.company import Company, load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.house import here
from ccp3lab.plan import Range
from ccp3lab.services import Site, parts
from tasks.dhcp import dhcp, ios_lease
from tasks.dhcp_scopes import Scope, excluded, scopes
from tasks.dhcp_section import DhcpSection

LAB = ("sw1", "sw2", "srv1", "pc-compta-3", "pc-atelier-3", "imprimante-1")


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo")


@pytest.fixture(scope="module")
def lab(company: Company) -> Company:
    return company.only(LAB, ("routing", "dhcp"))


def asked(company: Company, **changes: Any) -> Company:
    """COMPANY with another section `dhcp`."""
    data = company.asked("dhcp", DhcpSection)
    assert data is not None
    return replace(company, sections={**company.sections, "dhcp": data.model_copy(update=changes)})


def sent(company: Company, name: str) -> str:
    device = company.device(name)
    image = load_image(here(), device.image)
    return candidate(image.platform, dhcp(Site(company, device, image, "")), Renderer(here().templates))


def kea(company: Company) -> dict[str, Any]:
    """Kea's configuration on srv1, read as Kea does: JSON with comments."""
    (file,) = yaml.safe_load(sent(company, "srv1"))["files"]
    assert file["path"] == "/etc/kea/kea-dhcp4.conf"
    found: dict[str, Any] = json.loads(re.sub(r"^\s*//.*$", "", file["content"], flags=re.MULTILINE))
    return found["Dhcp4"]  # type: ignore[no-any-return]


def test_kea_serves_the_scopes_of_the_head_office(company: Company) -> None:
    compta, atelier = kea(company)["subnet4"]
    plan = company.plan
    vlan = plan.vlan("compta")
    assert vlan.dhcp is not None
    assert (compta["id"], compta["subnet"], compta["valid-lifetime"]) == (vlan.id, str(vlan.subnet), 8 * 3600)
    assert compta["pools"] == [{"pool": f"{vlan.dhcp.first} - {vlan.dhcp.last}"}]
    assert {option["name"]: option["data"] for option in compta["option-data"]} == {
        "routers": str(vlan.gateway),
        "domain-name-servers": f"{plan.host('srv1').address}, {plan.host('srv2').address}",
        "domain-name": plan.domain,
    }
    printer = plan.host("imprimante-1")
    (reservation,) = compta["reservations"]
    assert (reservation["hw-address"], reservation["ip-address"]) == (printer.mac, str(printer.address))
    assert (atelier["id"], atelier["reservations"]) == (plan.vlan("atelier").id, [])


def test_kea_hears_relays_alone_and_can_be_told_to_reload(company: Company) -> None:
    found = kea(company)
    assert found["interfaces-config"] == {"interfaces": ["eth1"], "dhcp-socket-type": "udp"}
    assert found["control-socket"]["socket-name"] == "/run/kea/kea4-ctrl-socket"
    (unit,) = yaml.safe_load(sent(company, "srv1"))["services"]
    assert "lab-service reload kea-dhcp4-server" in unit["reload"]
    assert unit["name"] == unit["unit"] == "kea-dhcp4-server"


def test_the_router_of_a_vlan_relays_to_a_server_elsewhere(company: Company) -> None:
    address = company.plan.host("srv1").address
    assert sent(company, "sw1").splitlines() == [
        "interface Vlan10",
        f" ip helper-address {address}",
        "interface Vlan20",
        f" ip helper-address {address}",
        "!",
        "end",
    ]


POOL = """\
ip dhcp excluded-address 172.16.1.1 172.16.1.9
ip dhcp excluded-address 172.16.1.41 172.16.1.62
ip dhcp pool agence-postes
 network 172.16.1.0 255.255.255.192
 default-router 172.16.1.1
 dns-server 10.1.30.10 10.1.30.11
 domain-name atelier-velo.lan
 lease 0 8
!
end
"""
RESERVED = """\
ip dhcp pool imprimante-1
 host 10.1.10.21 255.255.255.0
 hardware-address 02:cc:a9:00:00:15
"""


def test_a_router_that_serves_has_a_pool_and_keeps_to_the_range(company: Company) -> None:
    assert sent(company, "r1") == POOL


def test_a_reservation_of_a_switch_is_a_pool_of_its_own(lab: Company) -> None:
    text = sent(asked(lab, scopes={"compta": "sw1"}), "sw1")
    assert RESERVED in text
    assert "helper-address" not in text


@pytest.mark.parametrize("server", ["srv1", "sw1"])
def test_the_switch_takes_every_line(lab: Company, server: str) -> None:
    of = asked(lab, scopes={"compta": server, "atelier": server})
    device = of.device("sw1")
    image = load_image(here(), device.image)
    text = candidate(image.platform, parts(Site(of, device, image, "9 $9$x")), Renderer(here().templates))
    reading = whole(GRAMMAR, text.replace("secret 9 9 $9$x", "secret velo"), 24)
    assert [refused.line for refused in reading.refused] == []


@pytest.mark.parametrize("name", ["sw2", "srv2", "pc-compta-1"])
def test_others_are_sent_nothing(company: Company, name: str) -> None:
    device = company.device(name)
    assert list(dhcp(Site(company, device, load_image(here(), device.image), ""))) == []


@pytest.mark.parametrize(
    ("devices", "services", "left"),
    [
        (LAB, ("routing", "dhcp"), [("compta", "sw1"), ("atelier", "sw1")]),
        (LAB, ("dhcp",), []),
        (LAB, ("routing",), []),
        (("sw1", "sw2", "pc-compta-3"), ("routing", "dhcp"), []),
        (("srv1", "r1", "pc-agence-1"), ("routing", "dhcp"), [("agence-postes", None)]),
    ],
)
def test_a_lab_has_the_scopes_that_it_can_serve(company, devices, services, left) -> None:
    assert [(scope.name, scope.relay) for scope in scopes(company.only(devices, services))] == left


def test_a_server_in_the_vlan_itself_needs_no_relay(lab: Company) -> None:
    vlan = lab.plan.vlan("serveurs")
    assert vlan.subnet is not None
    served = replace(vlan, dhcp=Range(vlan.subnet[100], vlan.subnet[120]))
    near = replace(lab, plan=replace(lab.plan, vlans={**lab.plan.vlans, "serveurs": served}))
    (scope,) = scopes(asked(near, scopes={"serveurs": "srv1"}))
    assert (scope.relay, scope.address) == (None, lab.plan.host("srv1").address)
    assert kea(asked(near, scopes={"serveurs": "srv1"}))["interfaces-config"] == {"interfaces": ["eth1"]}


@pytest.fixture
def scope(company: Company) -> Scope:
    return next(scopes(company))


@pytest.mark.parametrize(
    ("first", "last", "apart"),
    [
        (50, 199, [(1, 49), (200, 254)]),
        (1, 254, []),
        (2, 253, [(1, 1), (254, 254)]),
    ],
)
def test_what_lies_beside_a_range(scope, first, last, apart) -> None:
    at: Callable[[int], IPv4Address] = lambda position: scope.subnet[position]  # noqa: E731
    of = replace(scope, range=Range(at(first), at(last)))
    assert list(excluded(of)) == [Range(at(low), at(high)) for low, high in apart]


@pytest.mark.parametrize(
    ("lease", "words"),
    [("8h", "0 8"), ("1d", "1"), ("90m", "0 1 30"), ("2d", "2"), ("120s", "0 0 2"), ("25h", "1 1"), ("365d", "365")],
)
def test_leases_as_ios_counts_them(lease: str, words: str) -> None:
    assert ios_lease(DhcpSection(lease=lease, dns=(), scopes={}).lease) == words  # type: ignore[arg-type]


@pytest.mark.parametrize("lease", ["8", 8, "h", "-1h", "0s", "366d", "1.5h", "8 heures", None, "9999999999d"])
def test_what_is_no_lease(lease: object) -> None:
    with pytest.raises(ValueError, match="time"):
        DhcpSection(lease=lease, dns=(), scopes={})  # type: ignore[arg-type]


def test_a_lease_is_a_time() -> None:
    assert DhcpSection(lease="90m", dns=(), scopes={}).lease == timedelta(minutes=90)  # type: ignore[arg-type]
