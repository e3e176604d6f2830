"""Devices and links of a company, with VLANs by their plan names. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ccp3lab.errors import DefinitionError
from ccp3lab.model import Model
from ccp3lab.plan import Plan, Vlan
from ccp3lab.problem import near
from ccp3lab.source import Source


@dataclass(frozen=True)
class Device:
    """A device: the image that makes it, what French texts call it, its Nornir groups."""

    name: str
    image: str
    title: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Endpoint:
    """A port of a device under its full name (`GigabitEthernet1/0/1`, `eth1`)."""

    device: str
    port: str


@dataclass(frozen=True)
class Link:
    """A cable: `access` is the VLAN it carries untagged, or `trunk` lists those it carries; `native` is one of them.

    A cable between two routed ports carries no VLAN: it is the `transit` of that name, its ends in the order of the
    transit's, or leads from the company to the `public` side of that name. The ends of an access link are the switch's
    port, then the host's; other ends are in the order of the file.
    """

    ends: tuple[Endpoint, Endpoint]
    access: str | None = None
    trunk: tuple[str, ...] = ()
    native: str | None = None
    transit: str | None = None
    public: str | None = None

    @property
    def carried(self) -> tuple[str, ...]:
        """The names of all VLANs on this cable."""
        return (self.access,) if self.access else self.trunk


S = TypeVar("S", bound=Model)

Port = tuple[Endpoint, Link, Endpoint]
"""A wired port: the own end, the cable, the end of the peer."""


@dataclass(frozen=True)
class Company:
    """A company, whole or cut down to the devices and services of one lab (`only`).

    `sections` are those of services.yml and of files of their own, by the name of the service; `written` is what these
    files say, as data. `beside` are the lists of its folder that a section may name (`staff.csv`): their bytes as data.
    """

    key: str
    title: str
    plan: Plan
    devices: Mapping[str, Device]
    links: tuple[Link, ...] = ()
    sections: Mapping[str, Model] = field(default_factory=dict)
    written: Mapping[str, object] = field(default_factory=dict, repr=False)
    beside: Mapping[str, Source] = field(default_factory=dict, repr=False)

    def asked(self, service: str, shape: type[S]) -> S | None:
        """The section SERVICE, of class SHAPE; None where there is none, or not in play in this lab."""
        found = self.sections.get(service)
        if found is not None and not isinstance(found, shape):
            raise TypeError(f"section {service} is a {type(found).__name__}, not a {shape.__name__}")
        return found

    def section(self, service: str) -> Model:
        """The section SERVICE; raises DefinitionError with the nearest name."""
        if service not in self.sections:
            raise DefinitionError(f"no service `{service}` is in play here; {near(service, self.sections)}")
        return self.sections[service]

    def device(self, name: str) -> Device:
        """The device called NAME; raises DefinitionError with the nearest name."""
        if name not in self.devices:
            raise DefinitionError(f"{self.key} has no device `{name}`; {near(name, self.devices)}")
        return self.devices[name]

    def ports(self, device: str) -> Iterator[Port]:
        """The wired ports of DEVICE, in the order of the file."""
        for link in self.links:
            here, there = link.ends
            if here.device == device:
                yield here, link, there
            elif there.device == device:
                yield there, link, here

    def port(self, device: str, peer: str) -> Endpoint:
        """The first port of DEVICE that leads straight to PEER; raises DefinitionError when none does."""
        for own, _, other in self.ports(device):
            if other.device == peer:
                return own
        peers = [other.device for _, _, other in self.ports(device)]
        raise DefinitionError(f"{self.key}: no link joins `{device}` and `{peer}`; {near(peer, peers)}")

    def host_link(self, host: str) -> Port:
        """Where HOST is plugged, seen from the switch: its port, the access link, HOST's own port.

        Raises DefinitionError when no access link leads to HOST.
        """
        for link in self.links:
            if link.access and link.ends[1].device == host:
                return link.ends[0], link, link.ends[1]
        raise DefinitionError(f"{self.key}: `{host}` is plugged into no access port; add its link to devices.yml")

    def vlans(self, device: str) -> tuple[Vlan, ...]:
        """The VLANs that the links of DEVICE carry, by id."""
        names = {name for _, link, _ in self.ports(device) for name in link.carried}
        return tuple(sorted((self.plan.vlan(name) for name in names), key=lambda vlan: vlan.id))

    def only(self, devices: Iterable[str], services: Iterable[str] = ()) -> "Company":
        """The same company with these DEVICES alone, the links between them, and these sections."""
        kept = {name: self.device(name) for name in devices}
        links = tuple(link for link in self.links if all(end.device in kept for end in link.ends))
        return replace(self.asking(services), devices=kept, links=links)

    def asking(self, services: Iterable[str]) -> "Company":
        """The same company with these sections alone."""
        in_play = frozenset(services)
        sections = {name: section for name, section in self.sections.items() if name in in_play}
        written = {name: data for name, data in self.written.items() if name in in_play}
        return replace(self, sections=sections, written=written)
