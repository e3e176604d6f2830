"""VLANs and switch ports. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.config.tree import Line

ALL_VLANS = frozenset(range(1, names.MAX_VLAN + 1))


@dataclass(frozen=True)
class Port:
    """A physical port. `mode` is `access`, `trunk` or empty (never configured: works as access).

    routed: it is no switch port (`no switchport`), and belongs to no VLAN.
    """

    name: str
    mode: str
    access: int
    native: int
    allowed: frozenset[int]
    shutdown: bool
    description: str
    portfast: bool
    routed: bool = False

    @property
    def device(self) -> str:
        """Its Linux name."""
        return names.device(self.name)

    @property
    def trunk(self) -> bool:
        """Whether it is configured as a trunk."""
        return self.mode == "trunk"


def vlans(tree: Line) -> dict[int, str]:
    """VLAN table: id -> name; VLAN 1 is always there."""
    table = {1: "default"}
    for line in tree.under("vlan "):
        vlan = int(line.key.split()[1])
        table[vlan] = line.value("name", f"VLAN{vlan:04d}") if vlan != 1 else "default"
    return dict(sorted(table.items()))


def carries(port: Port, vlan: int) -> bool:
    """Whether the port is a member of the VLAN."""
    return not port.routed and (vlan in port.allowed if port.trunk else vlan == port.access)


def ports(tree: Line) -> Iterator[Port]:
    """The switch ports in order."""
    return (port for port in physical(tree) if not port.routed)


def physical(tree: Line) -> Iterator[Port]:
    """Every port of the switch in order, the routed ones too."""
    everywhere = tree.has("spanning-tree portfast default")
    lines = tree.under(f"interface {names.PORT}")
    return (_port(line, everywhere) for line in lines if names.is_port(line.key.removeprefix("interface ")))


def _port(line: Line, portfast_everywhere: bool) -> Port:
    allowed = line.value("switchport trunk allowed vlan")
    trunk = line.value("switchport mode") == "trunk"
    return Port(
        name=line.key.removeprefix("interface "),
        mode=line.value("switchport mode"),
        access=int(line.value("switchport access vlan", "1")),
        native=int(line.value("switchport trunk native vlan", "1")),
        allowed=names.expand(allowed) if allowed else ALL_VLANS,
        shutdown=line.has("shutdown"),
        description=line.value("description"),
        portfast=_edge(line.value("spanning-tree portfast", "-"), trunk, portfast_everywhere),
        routed=line.has("switchport"),
    )


def _edge(portfast: str, trunk: bool, everywhere: bool) -> bool:
    """Portfast works on access ports; on a trunk only with the word `trunk`."""
    if portfast == "-":
        return everywhere and not trunk
    return portfast != "disable" and (not trunk or portfast == "trunk")
