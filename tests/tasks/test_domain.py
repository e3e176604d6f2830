"""Machines of the domain: what a controller is given, whom they ask for names, what they call themselves."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import yaml

from ccp3lab.company import Company, load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.house import here
from ccp3lab.services import Service, Site
from tasks.domain import controller, domain, names
from tasks.system import system

Sent = Callable[..., dict[str, str]]


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo")


@pytest.fixture(scope="module")
def sent(company: Company) -> Sent:
    """sent(SERVICE, DEVICE): the files that this service alone makes; a member is a server whose image says so."""

    def make(say: Service, name: str, of: Company = company, member: bool = False) -> dict[str, str]:
        image = load_image(here(), of.device(name).image)
        seen = image.model_copy(update={"given": ("domain",)}) if member else image
        text = candidate(image.platform, say(Site(of, of.device(name), seen, "")), Renderer(here().templates))
        return {file["path"]: file["content"] for file in yaml.safe_load(text)["files"]}

    return make


def test_the_controller_is_told_the_plans_names(company: Company) -> None:
    facts = json.loads(domain(company, company.device("dc1")))
    plan = company.plan
    assert facts == {
        "realm": f"AD.{plan.domain.upper()}",
        "workgroup": "ATELIERVELO",
        "host": "dc1",
        "address": str(plan.host("dc1").interface),
        "forwarder": str(plan.host("srv1").address),
    }


@pytest.mark.parametrize(
    ("devices", "services"), [(["dc1"], ["dns"]), (["dc1", "srv2"], ["dns"]), (["dc1", "srv1"], [])]
)
def test_without_the_companys_own_server_nobody_is_asked_further(company: Company, devices, services) -> None:
    part = company.only(devices, services)
    assert json.loads(domain(part, part.device("dc1")))["forwarder"] is None


@pytest.mark.parametrize(("name", "member"), [("dc1", False), ("srv2", True)])
def test_the_controller_is_asked_by_its_members_and_by_itself(sent: Sent, company: Company, name, member) -> None:
    text = sent(names, name, member=member)["/etc/resolv.conf"]
    domain, address = company.plan.domain, company.plan.host("dc1").address
    assert text == f"search ad.{domain} {domain}\nnameserver {address}\n"


def test_others_are_told_nothing_of_it(sent: Sent) -> None:
    assert sent(names, "srv1") == {}
    assert sent(names, "pc-compta-1") == {}


def test_where_no_controller_takes_part_nobody_is_told(sent: Sent, company: Company) -> None:
    alone = company.only(["srv2"])
    assert sent(names, "srv2", alone, member=True) == {}
    assert "127.0.1.1 srv2.atelier-velo.lan srv2" in sent(system, "srv2", alone, member=True)["/etc/hosts"]


@pytest.mark.parametrize(("name", "member"), [("dc1", False), ("srv2", True)])
def test_it_calls_itself_by_its_name_in_the_domain(sent: Sent, company: Company, name, member) -> None:
    lines = sent(system, name, member=member)["/etc/hosts"].splitlines()
    assert lines[-1] == f"{company.plan.host(name).address} {name}.ad.{company.plan.domain} {name}"
    assert not [line for line in lines if line.startswith("127.0.1.1")]


def test_others_call_themselves_by_the_companys(sent: Sent, company: Company) -> None:
    assert sent(system, "srv1")["/etc/hosts"].endswith(f"127.0.1.1 srv1.{company.plan.domain} srv1\n")


def test_a_controller_without_an_address_of_the_plan_is_none(company: Company) -> None:
    hosts = {name: host for name, host in company.plan.hosts.items() if name != "dc1"}
    assert controller(replace(company, plan=replace(company.plan, hosts=hosts))) is None
    assert controller(company) == company.plan.host("dc1")
