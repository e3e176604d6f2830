"""Layer 2 of a switch: VLANs under their planned names, access ports, IEEE 802.1Q trunks."""

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3lab.company import Company, Device
from ccp3lab.parts import Lines, Part
from ccp3lab.plan import Vlan
from ccp3lab.services import Site, service


@dataclass(frozen=True)
class AccessPort:
    """A port that carries one VLAN untagged; `peer` is the device plugged there."""

    name: str
    peer: str
    vlan: Vlan


@dataclass(frozen=True)
class TrunkPort:
    """A port that carries `allowed` VLANs, all tagged but for `native`."""

    name: str
    peer: str
    allowed: tuple[Vlan, ...]
    native: Vlan | None


@dataclass(frozen=True)
class Switching:
    """What one switch must be at layer 2."""

    vlans: tuple[Vlan, ...]
    access: tuple[AccessPort, ...]
    trunks: tuple[TrunkPort, ...]


@service("switching")
def switching(site: Site) -> Iterator[Part]:
    """VLANs and ports of a switch; nothing for other devices."""
    if site.image.platform == "cisco_ios":
        yield Lines("switching/cisco_ios.j2", {"switching": intent(site.company, site.device)})


def intent(company: Company, device: Device) -> Switching:
    """The VLANs that DEVICE's links carry (by id) and what each of its wired ports must be."""
    access = tuple(_access(company, device))
    trunks = tuple(_trunks(company, device))
    return Switching(company.vlans(device.name), access, trunks)


def _access(company: Company, device: Device) -> Iterator[AccessPort]:
    for own, link, peer in company.ports(device.name):
        if link.access:
            yield AccessPort(own.port, peer.device, company.plan.vlan(link.access))


def _trunks(company: Company, device: Device) -> Iterator[TrunkPort]:
    for own, link, peer in company.ports(device.name):
        if link.trunk:
            allowed = sorted((company.plan.vlan(name) for name in link.trunk), key=lambda vlan: vlan.id)
            native = company.plan.vlan(link.native) if link.native else None
            yield TrunkPort(own.port, peer.device, tuple(allowed), native)
