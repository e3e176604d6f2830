"""Zones of the real company: every host forward and reverse, further names, and what the world may see."""

from dataclasses import replace
from ipaddress import IPv4Interface, ip_address

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.house import here
from tasks.dns_section import DnsSection
from tasks.dns_servers import Server, Servers, networks, public_addresses, servers
from tasks.dns_zones import Record, Zone, inside, outside


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo")


@pytest.fixture(scope="module")
def data(company: Company) -> DnsSection:
    found = company.asked("dns", DnsSection)
    assert found is not None
    return found


def zones(data: DnsSection, company: Company) -> dict[str, Zone]:
    known = servers(data, company)
    assert known is not None
    return {zone.name: zone for zone in inside(data, company, known)}


def test_every_host_has_its_address_and_its_name_back(data: DnsSection, company: Company) -> None:
    found = zones(data, company)
    domain = company.plan.domain
    pointers = {
        (f"{record.owner}.{zone.name}", record.data)
        for zone in found.values()
        for record in zone.records
        if record.kind == "PTR"
    }
    assert pointers == {
        (host.address.reverse_pointer, f"{host.name}.{domain}.") for host in company.plan.hosts.values()
    }
    forward = {(record.owner, record.data) for record in found[domain].records if record.kind == "A"}
    assert forward >= {(host.name, str(host.address)) for host in company.plan.hosts.values()}


def test_further_names(data: DnsSection, company: Company) -> None:
    records = zones(data, company)[company.plan.domain].records
    srv1 = str(company.plan.host("srv1").address)
    assert {Record("courrier", "A", srv1), Record("www", "CNAME", "srv1"), Record("@", "MX", "10 courrier")} <= {
        *records
    }


def test_mail_servers_stand_in_the_order_in_which_they_are_tried(data: DnsSection, company: Company) -> None:
    two = data.model_copy(update={"mx": {"srv2": 20, "courrier": 5}})
    mail = [record.data for record in zones(two, company)[company.plan.domain].records if record.kind == "MX"]
    assert mail == ["5 courrier", "20 srv2"]


def test_every_zone_names_its_servers(data: DnsSection, company: Company) -> None:
    for zone in zones(data, company).values():
        names = [record.data for record in zone.records if (record.owner, record.kind) == ("@", "NS")]
        assert names == [f"{server}.{company.plan.domain}." for server in ("srv1", "srv2")]
        assert zone.server == f"srv1.{company.plan.domain}"


def test_a_reverse_zone_is_a_24_however_long_the_subnet_is(data: DnsSection, company: Company) -> None:
    interface = IPv4Interface("10.1.31.200/23")
    hosts = {**company.plan.hosts, "srv9": replace(company.plan.host("srv1"), name="srv9", interface=interface)}
    wide = replace(company, plan=replace(company.plan, hosts=hosts))
    assert zones(data, wide)["31.1.10.in-addr.arpa"].records[-1] == Record("200", "PTR", "srv9.atelier-velo.lan.")


def test_a_part_of_the_zone_is_delegated_with_its_glue(data: DnsSection, company: Company) -> None:
    found = zones(data, company)
    address = str(company.plan.host("dc1").address)
    assert {Record("ad", "NS", "dc1.ad"), Record("dc1.ad", "A", address)} <= set(found[company.plan.domain].records)
    assert {name: zone.delegated for name, zone in found.items() if zone.delegated} == {
        company.plan.domain: (f"ad.{company.plan.domain}",)
    }


def test_nothing_is_delegated_to_who_does_not_take_part(data: DnsSection, company: Company) -> None:
    found = zones(data, company.only(["srv1", "srv2"], ["dns"]))[company.plan.domain]
    assert found.delegated == ()
    assert not [record for record in found.records if record.owner.endswith("ad")]


def test_the_world_hears_nothing_of_what_is_delegated(data: DnsSection, company: Company) -> None:
    published = outside(data, company)
    assert published is not None
    assert (published.delegated, [record for record in published.records if record.kind == "NS"][1:]) == ((), [])


def test_another_zone_than_the_plans_domain(data: DnsSection, company: Company) -> None:
    other = zones(data.model_copy(update={"zone": "velo.internal"}), company)
    assert "velo.internal" in other
    assert all(zone.server == "srv1.velo.internal" for zone in other.values())


def test_the_world_sees_what_is_published_and_nothing_else(data: DnsSection, company: Company) -> None:
    zone = outside(data, company)
    assert zone is not None
    assert data.outside is not None
    assert {record.owner for record in zone.records} == {"@", *data.outside.names}
    held = {ip_address(record.data) for record in zone.records if record.kind == "A"}
    assert held <= set(public_addresses(company.plan).values())
    assert not any(address in network for address in held for network in networks(company.plan))


def test_nothing_published_no_zone_for_the_world(data: DnsSection, company: Company) -> None:
    assert outside(data.model_copy(update={"outside": None}), company) is None


def test_the_servers_that_take_part(data: DnsSection, company: Company) -> None:
    srv1, srv2 = (Server(name, company.plan.host(name).address) for name in ("srv1", "srv2"))
    gateway = company.plan.public["internet"].gateway
    assert gateway is not None
    assert servers(data, company) == Servers(srv1, (srv2,), (gateway,))
    alone = company.only(["srv1", "pc-compta-1"], ["dns"])
    assert servers(data, alone) == Servers(srv1, (), ()), "no secondary, no resolver outside: neither is there"
    assert servers(data, company.only(["srv2"], ["dns"])) is None, "without the primary nobody serves the zone"


def test_a_plan_without_sites_has_its_subnets() -> None:
    plan = load_company(here(), "atelier-velo").plan
    assert set(networks(replace(plan, sites={}))) == {vlan.subnet for vlan in plan.vlans.values() if vlan.subnet}
