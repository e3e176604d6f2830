"""Which unit a name means, and what starts with the device."""

import pytest
from ccp3units.enabling import Enabling
from ccp3units.errors import UnitError

INSTALL = ("[Service]", "ExecStart=/usr/sbin/named", "[Install]", "WantedBy=multi-user.target", "Alias=bind9.service")


@pytest.fixture
def enabling(device) -> Enabling:
    return Enabling(device.library)


def test_with_and_without_its_ending(device) -> None:
    device.write("named.service", *INSTALL)
    assert device.library.get("named") == device.library.get("named.service")


def test_the_administrators_file_comes_first(device) -> None:
    device.write("named.service", "ExecStart=/usr/sbin/named")
    device.write("named.service", "ExecStart=/opt/named", place="etc/systemd/system")
    assert device.library.get("named").one("Service", "ExecStart") == "/opt/named"


def test_drop_ins_in_the_order_of_their_names(device) -> None:
    device.write("named.service", "ExecStart=/usr/sbin/named")
    device.write("named.service.d/b.conf", "ExecStart=", "ExecStart=b", place="etc/systemd/system")
    device.write("named.service.d/a.conf", "ExecStart=", "ExecStart=a", place="etc/systemd/system")
    unit = device.write("named.service.d/a.conf", "ExecStart=", "ExecStart=hidden")
    assert unit.all("Service", "ExecStart") == ("b",)
    assert [path.name for path in unit.drop_ins] == ["a.conf", "b.conf"]
    assert "hidden" not in unit.drop_ins[0].read_text()


@pytest.mark.parametrize("name", ["nothing", "../named", "named@x"])
def test_no_such_unit(name, device) -> None:
    device.write("named.service", *INSTALL)
    with pytest.raises(UnitError, match="not found") as refused:
        device.library.get(name)
    assert refused.value.code == 5


def test_all_units_once_and_no_template(device, enabling) -> None:
    enabling.enable(device.write("named.service", *INSTALL))
    device.write("vpn@.service", "ExecStart=/bin/vpn")
    assert [unit.name for unit in device.library.units()] == ["named.service"]


def test_enable_and_disable(device, enabling) -> None:
    unit = device.write("named.service", *INSTALL)
    assert enabling.state(unit) == "disabled"
    made = enabling.enable(unit)
    assert [line.split("'")[1].rpartition("/")[2] for line in made] == ["named.service", "bind9.service"]
    assert enabling.state(unit) == "enabled"
    assert enabling.enable(unit) == [], "twice changes nothing"
    assert device.library.get("bind9").name == "named.service"
    assert len(enabling.disable(unit)) == 2
    assert (enabling.state(unit), device.library.find("bind9")) == ("disabled", None)


def test_a_unit_that_nothing_can_want(device, enabling) -> None:
    unit = device.write("x.service", "ExecStart=/bin/x")
    assert (enabling.state(unit), enabling.enable(unit)) == ("static", [])


def test_a_masked_unit_can_neither_start_nor_be_enabled(device, enabling) -> None:
    device.write("named.service", *INSTALL)
    enabling.mask("named")
    unit = device.library.get("named")
    assert (unit.masked, enabling.state(unit)) == (True, "masked")
    with pytest.raises(UnitError, match="is masked"):
        device.jobs.start(unit)
    with pytest.raises(UnitError, match="is masked"):
        enabling.enable(unit)
    assert enabling.unmask("named")
    assert not device.library.get("named").masked
    assert enabling.unmask("named") == []


def test_a_file_of_the_administrator_is_not_masked_away(device, enabling) -> None:
    device.write("named.service", *INSTALL, place="etc/systemd/system")
    with pytest.raises(UnitError, match="already exists"):
        enabling.mask("named")
