"""The topology file: least rights, static addresses, the company's links; as containerlab would read it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from ccp3lab.instance import Record
from ccp3lab.operations.scene import Scene
from ccp3lab.providers.containerlab.topology import topology
from tests.providers.conftest import REFERENCES

Document = dict[str, Any]


@pytest.fixture
def text(scene: Scene, record: Record) -> str:
    return topology(scene.instance, record, scene.company, scene.images)


@pytest.fixture
def document(text: str) -> Document:
    found: Document = yaml.safe_load(text)
    return found


@pytest.fixture
def nodes(document: Document) -> dict[str, Document]:
    found: dict[str, Document] = document["topology"]["nodes"]
    return found


def test_lab_and_network_bear_the_instances_own_name(scene: Scene, record: Record, document: Document) -> None:
    assert document["name"] == document["mgmt"]["network"] == scene.instance.name
    assert document["mgmt"]["ipv4-subnet"] == str(record.network)
    assert document["mgmt"]["external-access"] is False
    assert document["mgmt"]["mtu"] == 1500


def test_no_node_is_privileged_pulled_or_restarted_by_itself(document: Document, nodes: dict[str, Document]) -> None:
    defaults = document["topology"]["defaults"]
    assert defaults["privileged"] is False
    assert defaults["kind"] == "linux"
    assert defaults["image-pull-policy"] == "Never"
    assert defaults["restart-policy"] == "no"
    for node in nodes.values():
        assert set(node) <= {"image", "mgmt-ipv4", "binds", "cap-add", "devices", "sysctls"}


def test_labels_tell_whose_instance_it_is(document: Document) -> None:
    assert document["topology"]["defaults"]["labels"] == {"ccp3.lab": "vlan-trunk", "ccp3.learner": "agnes"}


def test_a_node_gets_what_its_image_says_and_nothing_more(scene: Scene, nodes: dict[str, Document]) -> None:
    for name, node in nodes.items():
        image = yaml.safe_load((scene.house.images / scene.company.devices[name].image / "image.yml").read_text())
        for told, given in (("capabilities", "cap-add"), ("devices", "devices"), ("sysctls", "sysctls")):
            assert node.get(given) == image.get(told)


def test_only_the_nodes_own_folder_is_bound_and_read_only(scene: Scene, nodes: dict[str, Document]) -> None:
    for name, node in nodes.items():
        (bind,) = node["binds"]
        source, target, mode = bind.split(":")
        assert (target, mode) == ("/etc/ccp3", "ro")
        assert source == str(scene.instance.device_folder(name))
        assert {path.name for path in Path(source).iterdir()} >= {"authorized_keys", "ssh_host_ed25519_key"}


def test_addresses_are_static_distinct_and_inside_the_network(record: Record, nodes: dict[str, Document]) -> None:
    given = {name: node["mgmt-ipv4"] for name, node in nodes.items()}
    assert given == {node.name: str(node.address) for node in record.nodes}
    assert len(set(given.values())) == len(given)
    assert all(node.address in list(record.network.hosts())[1:] for node in record.nodes)


def test_images_are_the_records_references(nodes: dict[str, Document], scene: Scene) -> None:
    assert {n: node["image"] for n, node in nodes.items()} == {
        name: REFERENCES[device.image] for name, device in scene.company.devices.items()
    }


def test_each_link_of_the_company_is_there_once(scene: Scene, document: Document) -> None:
    links = [frozenset((end["node"], end["interface"]) for end in link["endpoints"]) for link in _links(document)]
    assert len(links) == len(set(links)) == len(scene.company.links)
    assert frozenset({("sw1", "eth24"), ("sw2", "eth24")}) in links
    assert frozenset({("sw2", "eth2"), ("pc-atelier-2", "eth1")}) in links


def test_links_are_plain_ethernet(document: Document) -> None:
    assert {(link["type"], link["mtu"]) for link in _links(document)} == {("veth", 1500)}


def test_no_interface_is_used_twice_and_none_is_the_management(document: Document) -> None:
    ends = [(end["node"], end["interface"]) for link in _links(document) for end in link["endpoints"]]
    assert len(ends) == len(set(ends))
    assert all(interface != "eth0" for _, interface in ends)


def test_every_port_has_a_hardware_address_of_its_own_and_keeps_it(text: str, scene: Scene, record: Record) -> None:
    """Else the neighbours of a device that was started again would look for its old address for 10 s."""
    links = _links(yaml.safe_load(text))
    macs = [end["mac"] for link in links for end in link["endpoints"]]
    assert len(macs) == len(set(macs)) == 2 * len(scene.company.links)
    assert all(re.fullmatch(r"02(:[0-9a-f]{2}){5}", mac) for mac in macs)  # locally administered, one host
    assert topology(scene.instance, record, scene.company, scene.images) == text


@pytest.mark.parametrize("sign", ["{{", "$"])
def test_nothing_is_left_for_containerlabs_own_templates(text: str, sign: str) -> None:
    assert sign not in text


def _links(document: Document) -> list[Document]:
    found: list[Document] = document["topology"]["links"]
    return found


def test_the_port_of_a_reservation_has_the_planned_card(scene: Scene, record: Record) -> None:
    plan, card = scene.company.plan, "02:cc:00:00:00:0a"
    hosts = {**plan.hosts, "pc-compta-1": replace(plan.host("pc-compta-1"), mac=card)}
    company = replace(scene.company, plan=replace(plan, hosts=hosts))
    links = yaml.safe_load(topology(scene.instance, record, company, scene.images))["topology"]["links"]
    cards = {end["node"]: end["mac"] for link in links for end in link["endpoints"]}
    assert cards["pc-compta-1"] == card
    assert card not in {cards[name] for name in cards if name != "pc-compta-1"}
