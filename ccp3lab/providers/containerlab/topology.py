"""The topology file that containerlab is given (pure). Never written by, or from anything of, a learner."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ccp3lab.company import Company, Endpoint, Link
from ccp3lab.instance import Instance, Node, Record
from ccp3lab.platforms import Image

MTU = 1500
LABELS = {"lab": "ccp3.lab", "learner": "ccp3.learner"}


def topology(instance: Instance, record: Record, company: Company, images: Mapping[str, Image]) -> str:
    """RECORD's nodes and COMPANY's links as containerlab's YAML; IMAGES by image name say what each container needs."""
    document = {
        "name": record.name,
        "mgmt": {
            "network": record.name,
            "ipv4-subnet": str(record.network),
            "external-access": False,
            "mtu": MTU,
        },
        "topology": {
            "defaults": _defaults(record),
            "nodes": {node.name: _node(instance, node, images[node.image]) for node in record.nodes},
            "links": list(_links(record, company, images)),
        },
    }
    return yaml.safe_dump(document, sort_keys=False)


def _defaults(record: Record) -> dict[str, Any]:
    return {
        "kind": "linux",
        "image-pull-policy": "Never",
        "restart-policy": "no",  # a container that restarts by itself has lost its links
        "privileged": False,
        "labels": {LABELS["lab"]: record.lab, LABELS["learner"]: record.learner},
    }


def _node(instance: Instance, node: Node, image: Image) -> dict[str, Any]:
    needs = {
        "cap-add": list(image.capabilities),
        "devices": list(image.devices),
        "sysctls": dict(image.sysctls),
    }
    return {
        "image": node.reference,
        "mgmt-ipv4": str(node.address),
        "binds": [f"{instance.device_folder(node.name)}:/etc/ccp3:ro"],
        **{name: value for name, value in needs.items() if value},
    }


def _links(record: Record, company: Company, images: Mapping[str, Image]) -> Iterator[dict[str, Any]]:
    for link in company.links:
        yield {
            "type": "veth",
            "mtu": MTU,
            "endpoints": [_endpoint(record, end, images, _card(company, link, end)) for end in link.ends],
        }


def _card(company: Company, link: Link, end: Endpoint) -> str:
    """The hardware address that the plan knows the host at END by (a DHCP reservation), or nothing."""
    host = company.plan.hosts.get(end.device)
    return host.mac if host and host.vlan == link.access else ""


def _endpoint(record: Record, end: Endpoint, images: Mapping[str, Image], card: str) -> dict[str, str]:
    """Data port N of any image is ethN in its container; eth0 is the management. CARD: its planned address, if any."""
    image = next(images[node.image] for node in record.nodes if node.name == end.device)
    interface = f"eth{image.number(end.port)}"
    return {"node": end.device, "interface": interface, "mac": card or mac(record.name, end.device, interface)}


def mac(*where: str) -> str:
    """A hardware address for the port WHERE, locally administered (IEEE 802): always the same, as a card keeps its own.

    When a device is started again its neighbours still know its address by ARP; a new one would cost them 10 s.
    """
    digest = hashlib.sha256("/".join(where).encode()).digest()
    return ":".join(f"{byte:02x}" for byte in (0x02, *digest[:5]))
