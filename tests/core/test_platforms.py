"""Ports in every spelling that people use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ccp3lab.platforms import Image

SWITCH = Image(name="switch", platform="cisco_ios", ports=24, title="commutateur")
HOST = Image(name="workstation", platform="linux", ports=4, title="poste")


@pytest.mark.parametrize(
    ("image", "spelling", "number"),
    [
        (SWITCH, "GigabitEthernet1/0/3", 3),
        (SWITCH, "gigabitethernet1/0/3", 3),
        (SWITCH, "GIGABITETHERNET1/0/3", 3),
        (SWITCH, "Gi1/0/3", 3),
        (SWITCH, "gi1/0/3", 3),
        (SWITCH, "Gi 1/0/3", 3),
        (SWITCH, " Gi1/0/3 ", 3),
        (SWITCH, "Gi1/0/03", 3),
        (SWITCH, "Gi1/0/24", 24),
        (SWITCH, "Gi1/0/25", None),
        (SWITCH, "Gi1/0/0", None),
        (SWITCH, "Gi1/0/", None),
        (SWITCH, "Gi1/0/124", None),
        (SWITCH, "Gi0/1", None),
        (SWITCH, "Gi2/0/1", None),
        (SWITCH, "Gi1/0/1.10", None),
        (SWITCH, "Giga1/0/1", None),
        (SWITCH, "Fa1/0/1", None),
        (SWITCH, "Vlan1", None),
        (SWITCH, "eth1", None),
        (SWITCH, "", None),
        (SWITCH, "Gi1/0/1\nGi1/0/2", None),
        (HOST, "eth1", 1),
        (HOST, " eth4", 4),
        (HOST, "eth0", None),  # management
        (HOST, "eth5", None),
        (HOST, "ETH1", None),
        (HOST, "eth1.10", None),
        (HOST, "eth-1", None),
        (HOST, "Gi1/0/1", None),
    ],
)
def test_number(image: Image, spelling: str, number: int | None) -> None:
    assert image.number(spelling) == number


@given(st.sampled_from([SWITCH, HOST]), st.data())
def test_the_full_name_reads_back(image: Image, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, image.ports))
    assert image.number(image.port(number)) == number


@given(st.sampled_from([SWITCH, HOST]), st.text())
def test_any_text_is_a_port_of_the_image_or_none(image: Image, text: str) -> None:
    number = image.number(text)
    assert number is None or 1 <= number <= image.ports


@pytest.mark.parametrize(
    ("image", "name"), [(SWITCH, "GigabitEthernet1/0/7"), (HOST, "eth7")], ids=lambda given: str(given)
)
def test_port(image: Image, name: str) -> None:
    assert image.port(7) == name


@pytest.mark.parametrize("wrong", [{"platform": "junos"}, {"ports": "many"}, {"privileged": True}])
def test_an_image_file_holds_what_it_may(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Image.model_validate({"name": "x", "platform": "linux", "ports": 1, "title": "x", **wrong})
