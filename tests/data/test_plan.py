"""A resolved plan: addresses, lookups, and what they say about an unknown name."""

from dataclasses import replace
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

import pytest

from ccp3lab.errors import PlanError
from ccp3lab.plan import Host, Plan, PlanFile, Range, Vlan, problems, resolve, written
from ccp3lab.plan.names import domain_mistake, is_label
from ccp3lab.plan.subnets import network_of, nth

RAW = PlanFile.model_validate(
    {
        "company": "Garage",
        "domain": "garage.lan",
        "site": 4,
        "vlans": {
            "bureau": {
                "id": 10,
                "title": "bureaux",
                "subnet": "10.{site}.10.0/24",
                "gateway": "first",
                "dhcp": {"first": 50, "last": 99},
            },
            "garage": {"id": 20, "subnet": "192.168.20.64/26", "gateway": "last"},
            "labo": {"id": 30, "subnet": "192.168.30.0/30", "gateway": 2},
            "natif": {"id": 99},
        },
        "hosts": {
            "srv1": {"vlan": "bureau", "address": 10},
            "pc1": {"vlan": "garage", "address": 1},
        },
    }
)


@pytest.fixture
def plan() -> Plan:
    return resolve(RAW)


def test_a_vlan_has_real_addresses(plan: Plan) -> None:
    assert plan.vlan("bureau") == Vlan(
        name="bureau",
        id=10,
        subnet=IPv4Network("10.4.10.0/24"),
        gateway=IPv4Address("10.4.10.1"),
        dhcp=Range(IPv4Address("10.4.10.50"), IPv4Address("10.4.10.99")),
        title="bureaux",
    )


def test_last_and_numbered_gateways(plan: Plan) -> None:
    assert plan.vlan("garage").gateway == IPv4Address("192.168.20.126")
    assert plan.vlan("labo").gateway == IPv4Address("192.168.30.2")


def test_a_vlan_of_layer_2_alone(plan: Plan) -> None:
    natif = plan.vlan("natif")
    assert (natif.subnet, natif.gateway, natif.dhcp) == (None, None, None)


def test_without_title_a_vlan_is_called_by_its_name(plan: Plan) -> None:
    assert plan.vlan("garage").title == "garage"


def test_a_host_has_the_length_of_its_subnet(plan: Plan) -> None:
    assert plan.host("pc1") == Host("pc1", "garage", IPv4Interface("192.168.20.65/26"))
    assert plan.host("srv1").address == IPv4Address("10.4.10.10")


def test_another_site_moves_what_names_the_site_alone() -> None:
    plan = resolve(RAW, replace(written(RAW), site=9))
    assert plan.site == 9
    assert plan.vlan("bureau").subnet == IPv4Network("10.9.10.0/24")
    assert plan.host("srv1").interface == IPv4Interface("10.9.10.10/24")
    assert plan.vlan("garage").subnet == IPv4Network("192.168.20.64/26")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bureaux", "the plan has no VLAN `bureaux`; did you mean `bureau`?"),
        ("xyz", "the plan has no VLAN `xyz`; there is: bureau, garage, labo, natif"),
    ],
)
def test_unknown_vlan(plan: Plan, name: str, said: str) -> None:
    with pytest.raises(PlanError) as caught:
        plan.vlan(name)
    assert str(caught.value) == said


def test_unknown_host(plan: Plan) -> None:
    with pytest.raises(PlanError, match="the plan has no host `srv`; did you mean `srv1`\\?"):
        plan.host("srv")


def test_an_invalid_plan_is_not_resolved() -> None:
    raw = RAW.model_copy(update={"domain": "garage"})
    assert len(problems(raw)) == 1
    with pytest.raises(PlanError, match="domain: `garage` has one label only"):
        resolve(raw)


def test_a_range_holds_its_ends() -> None:
    leases = Range(IPv4Address("10.0.0.5"), IPv4Address("10.0.0.9"))
    inside = [n for n in range(12) if IPv4Address(f"10.0.0.{n}") in leases]
    assert inside == [5, 6, 7, 8, 9]


LABELS = {
    "pc-compta-1": True,
    "a": True,
    "1a": True,
    "a" * 63: True,
    "a" * 64: False,
    "": False,
    "-a": False,
    "a-": False,
    "A": False,
    "a_b": False,
    "a.b": False,
    "é": False,
    "a\n": False,
    "../x": False,
}


@pytest.mark.parametrize(("name", "good"), LABELS.items())
def test_labels(name: str, good: bool) -> None:
    assert is_label(name) is good


DOMAINS = {
    "atelier-velo.lan": True,
    "a.b.c.example.fr": True,
    "velo.internal": True,
    "velo": False,
    "velo.local": False,
    "velo.local.lan": True,
    "velo..lan": False,
    ".lan": False,
    "velo.lan.": False,
    "Velo.lan": False,
    ".".join(["a" * 60] * 5): False,
}


@pytest.mark.parametrize(("name", "good"), DOMAINS.items())
def test_domains(name: str, good: bool) -> None:
    assert (domain_mistake(name) is None) is good


def test_network_of_fills_in_the_site() -> None:
    assert network_of("10.{site}.0.0/16", 7) == IPv4Network("10.7.0.0/16")
    assert network_of("10.1.{site}.0/24", 255) == IPv4Network("10.1.255.0/24")


@pytest.mark.parametrize(
    "text",
    ["10.{site}.0.0/16", "256.0.0.0/8", "10.1/16", "10.1.2.0/ 24", "", "::/64", "1\u0661.0.0.0/8", "10.0.0.0/\u0668"],
)
def test_network_of_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"^`.*`[: ]"):
        network_of(text, 256)


def test_positions_may_lie_anywhere() -> None:
    subnet = IPv4Network("10.0.1.0/24")
    assert nth(subnet, 0) == IPv4Address("10.0.1.0")
    assert nth(subnet, 256) == IPv4Address("10.0.2.0")
    assert nth(subnet, -1) == IPv4Address("10.0.0.255")
