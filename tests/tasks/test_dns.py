"""What each device is sent for the service `dns`, on the real company."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from ccp3lab.company import Company, load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.house import here
from ccp3lab.services import Site
from tasks.dns import dns
from tasks.dns_named import SERIAL

Document = dict[str, Any]


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo")


@pytest.fixture(scope="module")
def sent(company: Company) -> Callable[..., Document]:
    """sent("srv1"): the candidate document that `dns` alone makes; `of` is a part of the company."""

    def make(name: str, of: Company = company) -> Document:
        device = of.device(name)
        image = load_image(here(), device.image)
        text = candidate(image.platform, dns(Site(of, device, image, "")), Renderer(here().templates))
        document: Document = yaml.safe_load(text)
        return document

    return make


def texts(document: Document) -> dict[str, str]:
    return {file["path"]: file["content"] for file in document["files"]}


def test_the_primary_has_a_file_for_each_zone_and_one_checker_for_all(sent) -> None:
    document = sent("srv1")
    local = texts(document)["/etc/bind/named.conf.local"]
    named = set(re.findall(r'file "(\S+)"', local))
    assert named == {path for path in texts(document) if path.startswith("/etc/bind/zones/")}
    assert [file["path"] for file in document["files"] if file.get("check")] == ["/etc/bind/named.conf"]
    assert {file.get("service") for file in document["files"] if "/bind/" in file["path"]} == {"named"}


def test_every_zone_file_has_the_serial_that_its_pattern_finds(sent) -> None:
    counted = [file for file in sent("srv1")["files"] if "counter" in file]
    assert len(counted) == 7
    for file in counted:
        found = re.search(file["counter"], file["content"])
        assert found is not None
        assert found[1] == "1"


def test_only_the_secondary_may_copy_and_only_from_the_inner_view(sent, company) -> None:
    local = texts(sent("srv1"))["/etc/bind/named.conf.local"]
    within, _, world = local.partition('view "outside"')
    zones = within.count("zone ")
    allowed = re.findall(r"allow-transfer { (.*?) };", local)
    assert allowed == [f"{company.plan.host('srv2').address};"] * zones
    assert "allow-transfer" not in world
    assert "recursion no;" in world
    assert "allow-transfer { none; };" in texts(sent("srv1"))["/etc/bind/named.conf.options"]


def test_the_secondary_copies_what_the_primary_has_inside(sent, company) -> None:
    copied, held = (texts(sent(name))["/etc/bind/named.conf.local"] for name in ("srv2", "srv1"))
    zones = re.findall(r'zone "(\S+)"', copied)
    assert zones == re.findall(r'zone "(\S+)"', held.partition('view "outside"')[0])
    assert copied.count(f"primaries {{ {company.plan.host('srv1').address}; }};") == len(zones)
    assert "outside" not in copied
    assert not any(path.startswith("/etc/bind/zones") for path in texts(sent("srv2")))


def test_names_of_others_are_asked_of_the_provider(sent, company) -> None:
    gateway = company.plan.public["internet"].gateway
    for server in ("srv1", "srv2"):
        assert f"forwarders {{\n        {gateway};\n    }};" in texts(sent(server))["/etc/bind/named.conf.options"]
    without = company.only(["srv1", "srv2"], ["dns"])
    assert "forward" not in texts(sent("srv1", without))["/etc/bind/named.conf.options"]


def test_what_is_delegated_is_asked_there_and_not_of_the_provider(sent, company) -> None:
    for server in ("srv1", "srv2"):
        local = texts(sent(server))["/etc/bind/named.conf.local"]
        within, _, world = local.partition('view "outside"')
        (forward,) = re.findall(rf'zone "{re.escape(company.plan.domain)}" {{(.*?)\n    }};', within, re.DOTALL)
        assert "forwarders { };" in forward
        assert within.count("forwarders { };") == 1
        assert f'validate-except {{ "ad.{company.plan.domain}"; }};' in within
        assert "forwarders" not in world
        assert "validate-except" not in world


def test_without_its_server_nothing_is_delegated(sent, company) -> None:
    local = texts(sent("srv1", company.only(["srv1", "srv2"], ["dns"])))["/etc/bind/named.conf.local"]
    assert "forwarders" not in local
    assert "validate-except" not in local


@pytest.mark.parametrize("name", ["srv1", "srv2", "pc-compta-2", "pc-agence-1"])
def test_who_has_a_fixed_address_is_told_whom_to_ask(sent, company, name) -> None:
    servers = "".join(f"nameserver {company.plan.host(server).address}\n" for server in ("srv1", "srv2"))
    assert texts(sent(name))["/etc/resolv.conf"] == f"search {company.plan.domain}\n{servers}"


@pytest.mark.parametrize("name", ["pc-compta-3", "imprimante-1", "internet", "dc1"])
def test_who_has_its_address_by_dhcp_asks_the_domain_or_is_not_ours_is_told_nothing(sent, name) -> None:
    assert sent(name) == {"version": 1, "files": [], "services": []}


@pytest.mark.parametrize("services", [[], ["routing"]])
def test_not_in_play(sent, company, services) -> None:
    there = [name for name in services if name in company.sections]
    assert sent("srv1", company.only(["srv1", "srv2"], there))["files"] == []


def test_a_switch_has_no_part_in_it(company) -> None:
    device = company.device("sw1")
    assert list(dns(Site(company, device, load_image(here(), device.image), ""))) == []


def test_without_the_primary_nobody_is_told(sent, company) -> None:
    assert sent("pc-compta-1", company.only(["pc-compta-1", "srv2"], ["dns"]))["files"] == []


HAND_WRITTEN = {
    "one line": "@ IN SOA ns1 root 2026112901 3600 900 604800 600",
    "parentheses": "@ SOA ns1.x. root.x. (2026112901 1h 15m 1w 10m)",
    "lines and comments": "$TTL 1h\n@  1D IN\tSOA ns1 root (\n  ; the serial\n\t2026112901 ; serial\n 1h 15m 1w 10m )",
    "lower case": "x.lan. in soa a. b. ( ; first\n; second\n 2026112901",
}


@pytest.mark.parametrize("text", HAND_WRITTEN.values(), ids=HAND_WRITTEN)
def test_the_serial_of_a_file_written_by_hand_is_found(text) -> None:
    found = re.search(SERIAL, text)
    assert found is not None
    assert found[1] == "2026112901"


@pytest.mark.parametrize("text", ["", "@ IN NS ns1", "SOA", "@ IN SOA a b ( x )", "SOA a b (" + " " * 200_000])
def test_no_serial_is_found_where_there_is_none_and_soon(text) -> None:
    assert re.search(SERIAL, text) is None
