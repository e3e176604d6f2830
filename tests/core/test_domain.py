"""The names of a company's Active Directory domain."""

import json
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Interface

import pytest

from ccp3lab.company import load_company
from ccp3lab.domain import Domain
from ccp3lab.house import here

CASES = {
    "atelier-velo.lan": ("ad.atelier-velo.lan", "ATELIERVELO"),
    "cidrerie.internal": ("ad.cidrerie.internal", "CIDRERIE"),
    "boulangerie-patisserie-2.lan": ("ad.boulangerie-patisserie-2.lan", "BOULANGERIEPATI"),
    "a.b.c": ("ad.a.b.c", "A"),
}


def domain(name: str) -> Domain:
    return Domain.of(replace(load_company(here(), "atelier-velo").plan, domain=name))


@pytest.mark.parametrize("name", CASES)
def test_they_come_from_the_plan(name: str) -> None:
    made = domain(name)
    assert (made.name, made.workgroup) == CASES[name]


def test_the_same_name_in_every_system() -> None:
    made = domain("atelier-velo.lan")
    assert made.realm == "AD.ATELIER-VELO.LAN"
    assert made.base_dn == "DC=ad,DC=atelier-velo,DC=lan"
    assert made.fqdn("dc1") == "dc1.ad.atelier-velo.lan"


@pytest.mark.parametrize(("forwarder", "told"), [(IPv4Address("10.1.30.10"), "10.1.30.10"), (None, None)])
def test_what_a_controller_is_told(forwarder: IPv4Address | None, told: str | None) -> None:
    text = domain("atelier-velo.lan").controller("dc1", IPv4Interface("10.1.30.20/24"), forwarder)
    assert json.loads(text) == {
        "realm": "AD.ATELIER-VELO.LAN",
        "workgroup": "ATELIERVELO",
        "host": "dc1",
        "address": "10.1.30.20/24",
        "forwarder": told,
    }
