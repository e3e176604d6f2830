"""A loaded company: ports under their full names, who is plugged where, what a lab cuts out of it."""

from functools import partial

import pytest

from ccp3lab.company import Company, Device, Endpoint, Link, companies, load_company, load_image
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House
from ccp3lab.plan import written

TRUNK = Link(
    (Endpoint("sw1", "GigabitEthernet1/0/24"), Endpoint("sw2", "GigabitEthernet1/0/24")),
    trunk=("bureau", "garage", "natif"),
    native="natif",
)
BUREAU = Link((Endpoint("sw1", "GigabitEthernet1/0/1"), Endpoint("pc-bureau", "eth1")), access="bureau")
GARAGE = Link((Endpoint("sw2", "GigabitEthernet1/0/2"), Endpoint("pc-garage", "eth1")), access="garage")


@pytest.fixture
def company(house: House) -> Company:
    return load_company(house, "garage")


def test_names(company: Company, house: House) -> None:
    assert (company.key, company.title) == ("garage", "Garage")
    assert companies(house) == ("garage",)


def test_devices(company: Company) -> None:
    assert company.device("sw1") == Device("sw1", "switch", "commutateur du bureau")
    assert company.device("sw2") == Device("sw2", "switch", "commutateur", ("acces",))  # the image's own title
    assert list(company.devices) == ["sw1", "sw2", "pc-bureau", "pc-garage"]


def test_links_have_full_names_and_the_switch_first(company: Company) -> None:
    assert company.links == (TRUNK, BUREAU, GARAGE)


def test_what_a_link_carries() -> None:
    assert TRUNK.carried == ("bureau", "garage", "natif")
    assert BUREAU.carried == ("bureau",)
    assert Link(TRUNK.ends).carried == ()


def test_ports_are_seen_from_the_device(company: Company) -> None:
    trunk, bureau = TRUNK.ends, BUREAU.ends
    assert list(company.ports("sw1")) == [(trunk[0], TRUNK, trunk[1]), (bureau[0], BUREAU, bureau[1])]
    assert list(company.ports("pc-bureau")) == [(bureau[1], BUREAU, bureau[0])]
    assert list(company.ports("nobody")) == []


def test_port_to_a_peer(company: Company) -> None:
    assert company.port("sw1", "sw2") == Endpoint("sw1", "GigabitEthernet1/0/24")
    assert company.port("sw2", "sw1") == Endpoint("sw2", "GigabitEthernet1/0/24")
    assert company.port("pc-garage", "sw2") == Endpoint("pc-garage", "eth1")


def test_no_port_to_a_stranger(company: Company) -> None:
    with pytest.raises(DefinitionError, match="no link joins `sw1` and `pc-garage`; there is: pc-bureau, sw2"):
        company.port("sw1", "pc-garage")


def test_where_a_host_is_plugged(company: Company) -> None:
    assert company.host_link("pc-garage") == (GARAGE.ends[0], GARAGE, GARAGE.ends[1])


@pytest.mark.parametrize("name", ["sw1", "nobody"])
def test_a_switch_is_plugged_into_no_access_port(company: Company, name: str) -> None:
    with pytest.raises(DefinitionError, match=f"`{name}` is plugged into no access port"):
        company.host_link(name)


def test_vlans_of_a_device_are_those_of_its_links_by_id(company: Company) -> None:
    assert [vlan.name for vlan in company.vlans("sw2")] == ["bureau", "garage", "natif"]
    assert [vlan.id for vlan in company.vlans("pc-garage")] == [20]
    assert company.vlans("nobody") == ()


def test_only_keeps_devices_in_the_order_of_the_lab_and_whole_links(company: Company) -> None:
    small = company.only(["pc-bureau", "sw1"])
    assert list(small.devices) == ["pc-bureau", "sw1"]
    assert small.links == (BUREAU,)
    assert small.plan == company.plan
    assert company.links == (TRUNK, BUREAU, GARAGE)


def test_only_of_an_unknown_device(company: Company) -> None:
    with pytest.raises(DefinitionError, match="garage has no device `sw3`; did you mean `sw2`\\?"):
        company.only(["sw3"])


def test_unknown_device(company: Company) -> None:
    with pytest.raises(DefinitionError, match="garage has no device `pc-burau`; did you mean `pc-bureau`\\?"):
        company.device("pc-burau")


def test_another_site(house: House) -> None:
    assert str(load_company(house, "garage", partial(written, site=8)).plan.host("sw1").interface) == "10.8.10.2/24"


def test_images(house: House) -> None:
    assert load_image(house, "switch").platform == "cisco_ios"
    with pytest.raises(DefinitionError, match="there is no image `swich`; did you mean `switch`\\?"):
        load_image(house, "swich")


def test_a_link_between_hosts_needs_no_vlan(house: House) -> None:
    path = house.inventories / "garage" / "devices.yml"
    path.write_text(path.read_text(encoding="utf-8") + '  - ends: ["pc-bureau:eth2", "pc-garage:eth2"]\n', "utf-8")
    assert load_company(house, "garage").links[-1] == Link(
        (Endpoint("pc-bureau", "eth2"), Endpoint("pc-garage", "eth2"))
    )
