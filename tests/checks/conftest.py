"""A small company, and a way to ask one check of what devices printed."""

from collections.abc import Mapping
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import Any, Protocol

import pytest

from ccp3lab.company import Company, Device, Endpoint, Link
from ccp3lab.grading import CHECKS, BoundCheck, Observation, Place, Verdict
from ccp3lab.grading.need import unseen
from ccp3lab.grading.run import judge
from ccp3lab.plan import Host, Plan, Transit, Vlan


def vlan(name: str, number: int, title: str) -> Vlan:
    return Vlan(name, number, IPv4Network(f"10.0.{number}.0/24"), title=title)


VLANS = {
    v.name: v
    for v in (
        vlan("RH", 10, "ressources humaines"),
        vlan("atelier", 20, "atelier"),
        vlan("gestion", 90, "gestion"),
        vlan("natif", 99, "natif"),
    )
}
HOSTS = {
    "pc-rh-1": Host("pc-rh-1", "RH", IPv4Interface("10.0.10.15/24")),
    "pc-rh-2": Host("pc-rh-2", "RH", IPv4Interface("10.0.10.16/24")),
    "pc-at-2": Host("pc-at-2", "atelier", IPv4Interface("10.0.20.15/24")),
    "absent": Host("absent", "RH", IPv4Interface("10.0.10.99/24")),
}


def cable(one: str, other: str, **what: Any) -> Link:
    first, second = (Endpoint(*end.split(":")) for end in (one, other))
    return Link((first, second), **what)


@pytest.fixture
def company() -> Company:
    names = {
        "sw1": "switch",
        "sw2": "switch",
        "pc-rh-1": "workstation",
        "pc-rh-2": "workstation",
        "pc-at-2": "workstation",
    }
    port = "GigabitEthernet1/0/{}".format
    return Company(
        "essai",
        "Essai",
        Plan("Essai", "essai.lan", 1, VLANS, HOSTS),
        {name: Device(name, image, name) for name, image in names.items()},
        (
            cable(f"sw1:{port(24)}", f"sw2:{port(24)}", trunk=("RH", "atelier", "natif"), native="natif"),
            cable(f"sw1:{port(1)}", "pc-rh-1:eth1", access="RH"),
            cable(f"sw2:{port(1)}", "pc-rh-2:eth1", access="RH"),
            cable(f"sw2:{port(2)}", "pc-at-2:eth1", access="atelier"),
        ),
    )


class Ask(Protocol):
    def __call__(
        self, name: str, device: str, given: Mapping[str, object], gone: str = "", **seen: Observation | str
    ) -> Verdict: ...


@pytest.fixture
def ask(company: Company) -> Ask:
    """Verdict of check NAME on DEVICE when its needs come back as SEEN (text, or a whole observation).

    Every device can be looked at but GONE.
    """

    def asked(
        name: str, device: str, given: Mapping[str, object], gone: str = "", **seen: Observation | str
    ) -> Verdict:
        kind, place = CHECKS.get(name), Place(company, company.device(device))
        assert kind is not None
        check = kind.model_validate(given, context=place)
        needs = check.needs(place)
        assert needs.keys() == seen.keys()
        told = {key: Observation("") for key in check.witnesses(place).values()}
        told |= {needs[key]: Observation(what) if isinstance(what, str) else what for key, what in seen.items()}
        told |= {key: unseen("ne répond pas") for key in told if key[0] == gone}
        return judge(BoundCheck("x", name, "X", 1, check, place), told, {}).verdict

    return asked


@pytest.fixture
def two_sites(company: Company) -> Company:
    """The same with gateways, sw1 routing between the VLANs and, over a transit, to r1 and its workstation."""
    port, held = "GigabitEthernet1/0/{}".format, IPv4Interface
    vlans = {
        name: replace(one, gateway=one.subnet[1] if one.subnet else None) for name, one in company.plan.vlans.items()
    }
    vlans["depot"] = Vlan("depot", 30, IPv4Network("172.16.0.0/26"), IPv4Address("172.16.0.1"), title="dépôt")
    link = Transit(
        "liaison",
        "liaison",
        IPv4Network("10.0.255.0/30"),
        {"siege": held("10.0.255.1/30"), "depot": held("10.0.255.2/30")},
    )
    more = {
        "pc-depot": Host("pc-depot", "depot", held("172.16.0.5/26")),
        "sw2": Host("sw2", "gestion", held("10.0.90.12/24")),
    }
    plan = replace(company.plan, vlans=vlans, hosts={**company.plan.hosts, **more}, transits={"liaison": link})
    devices = {"r1": Device("r1", "switch", "r1"), "pc-depot": Device("pc-depot", "workstation", "pc-depot")}
    links = (
        cable(f"sw1:{port(23)}", f"r1:{port(24)}", transit="liaison"),
        cable(f"r1:{port(1)}", "pc-depot:eth1", access="depot"),
    )
    return replace(company, plan=plan, devices={**company.devices, **devices}, links=(*company.links, *links))
