"""Types for the fields of a check that name something of the company: validated with the rubric, near name proposed.

Validation needs the Place as pydantic's context; without it (a check built in a test) any name is taken.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from ccp3lab.company import Link, Port
from ccp3lab.grading.check import Place
from ccp3lab.problem import near


def named(kind: str, known: Callable[[Place], Iterable[str]]) -> AfterValidator:
    """A validator of a field: the name is one of what KNOWN gives for the place of the check."""

    def validate(name: str, info: ValidationInfo) -> str:
        if isinstance(info.context, Place) and name not in (names := sorted(known(info.context))):
            raise ValueError(f"there is no {kind} `{name}`; {near(name, names)}")
        return name

    return AfterValidator(validate)


def ports_to(place: Place, peer: str) -> tuple[Port, ...]:
    """The ports of the place's device that lead straight to PEER."""
    return tuple(port for port in place.company.ports(place.device.name) if port[2].device == peer)


def own_port(place: Place) -> str:
    """The first wired port of the place's device: where a workstation with one cable is plugged."""
    return next(own.port for own, _, _ in place.company.ports(place.device.name))


def switches(place: Place) -> tuple[str, ...]:
    """The devices of the lab that are no Linux machines: their ports are called otherwise."""
    ports = {name: [own.port for own, _, _ in place.company.ports(name)] for name in place.company.devices}
    return tuple(name for name, own in ports.items() if any(not port.startswith("eth") for port in own))


def _vlans(place: Place) -> Iterable[str]:
    return place.company.plan.vlans


def _with_gateway(place: Place) -> Iterable[str]:
    return (name for name, vlan in place.company.plan.vlans.items() if vlan.gateway)


def _hosts(place: Place) -> Iterable[str]:
    """Devices that have an address of the plan and take part in the lab."""
    return set(place.company.plan.hosts) & set(place.company.devices)


def _stations(place: Place) -> Iterable[str]:
    """Hosts that are Linux devices: their ports are called so."""
    return (
        host for host in _hosts(place) if any(end.port.startswith("eth") for end, _, _ in place.company.ports(host))
    )


def _clients(place: Place) -> Iterable[str]:
    """Hosts in a VLAN, whether or not the plan gives them an address."""
    return (link.ends[1].device for link in place.company.links if link.access)


def _planned(place: Place) -> Iterable[str]:
    return place.company.plan.hosts


def _devices(place: Place) -> Iterable[str]:
    return place.company.devices


def _public(place: Place) -> Iterable[str]:
    return (name for side in place.company.plan.public.values() for name in side.hosts)


def _neighbours(place: Place, wanted: Callable[[Link], bool]) -> Iterator[str]:
    return (peer.device for _, link, peer in place.company.ports(place.device.name) if wanted(link))


def _plugged(place: Place) -> Iterable[str]:
    return _neighbours(place, lambda link: link.access is not None)


def _trunked(place: Place) -> Iterable[str]:
    return _neighbours(place, lambda link: bool(link.trunk))


def _routed(place: Place) -> Iterable[str]:
    return _neighbours(place, lambda link: link.transit is not None)


VlanRef = Annotated[str, named("VLAN", _vlans)]
"""A VLAN of the plan."""

RoutedRef = Annotated[str, named("VLAN with a gateway", _with_gateway)]
"""A VLAN of the plan that has a gateway address."""

HostRef = Annotated[str, named("host of this lab", _hosts)]
"""A device of the lab that has an address in the plan."""

StationRef = Annotated[str, named("workstation or server of this lab", _stations)]
"""A Linux device of the lab that has an address in the plan."""

ClientRef = Annotated[str, named("host in a VLAN of this lab", _clients)]
"""A host on an access port of the lab; it may be one that gets its address by DHCP."""

PluggedRef = Annotated[str, named("host plugged into this device", _plugged)]
"""A device at the other end of one of this device's access links."""

PeerRef = Annotated[str, named("trunk of this device to", _trunked)]
"""A device at the other end of one of this device's trunk links."""

PublicRef = Annotated[str, named("public address of the company", _public)]
"""An address of the company's own on a public side of the plan."""

DeviceRef = Annotated[str, named("device of this lab", _devices)]
"""A device of the lab, with or without an address of the plan."""

RouterRef = Annotated[str, named("transit of this device to", _routed)]
"""A router at the other end of one of this device's transit links."""

PlannedRef = Annotated[str, named("host of the plan", _planned)]
"""A host of the plan, whether or not it takes part in the lab."""
