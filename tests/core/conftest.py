"""A house with nothing in it, an instance of it, the record of two nodes."""

import sys
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import pytest

from ccp3lab.house import House
from ccp3lab.instance import Instance, Node, Phase, Record

sys.path.insert(0, str(Path(__file__).parents[2] / "images" / "switch"))  # the switch's own reading of passwords


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "checkout", tmp_path / "home")


@pytest.fixture
def place(house: House) -> Instance:
    return Instance(house.home, "vlan-trunk", "agnes")


def node(name: str, platform: str = "cisco_ios", last: int = 11) -> Node:
    image = {"cisco_ios": "switch", "linux": "workstation"}[platform]
    return Node.model_validate(
        {
            "name": name,
            "image": image,
            "reference": f"ccp3/{image}:1",
            "platform": platform,
            "address": IPv4Address(f"172.31.7.{last}"),
            "container": f"clab-x-{name}",
        }
    )


@pytest.fixture
def record(place: Instance) -> Record:
    return Record(
        name=place.name,
        lab=place.lab,
        learner=place.learner,
        company="atelier-velo",
        site=7,
        provider="containerlab",
        network=IPv4Network("172.31.7.0/24"),
        phase=Phase.READY,
        state="start",
        nodes=(node("sw1"), node("sw2", last=12), node("pc1", "linux", 13)),
    )


@pytest.fixture
def deployed(place: Instance, record: Record) -> Instance:
    record.save(place.record_file)
    return place
