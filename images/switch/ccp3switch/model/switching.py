"""VLANs and what switches them: ports, and channels of ports. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ccp3switch import names
from ccp3switch.config.tree import Line

ALL_VLANS = frozenset(range(1, names.MAX_VLAN + 1))
PORT_COST, CHANNEL_COST = 4, 3  # of spanning tree, as IOS counts a gigabit and two (IEEE 802.1D-1998, short)
PORT_PRIORITY = 128


@dataclass(frozen=True)
class Port:
    """A port, or a channel of several. `mode` is `access`, `trunk` or empty (never configured: works as access).

    routed: it is no switch port (`no switchport`), and belongs to no VLAN.
    `voice` is the VLAN that an access port carries tagged besides, `group` the channel that the port belongs to.
    `members` are the Linux names of those that a channel bundles, `lacp` whether they negotiate it.
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
    voice: int | None = None
    protected: bool = False
    cost: int = PORT_COST
    priority: int = PORT_PRIORITY
    group: int | None = None
    members: tuple[str, ...] = ()
    lacp: bool = False

    @property
    def device(self) -> str:
        """Its Linux name."""
        return names.device(self.name)

    @property
    def trunk(self) -> bool:
        """Whether it is configured as a trunk."""
        return self.mode == "trunk"

    @property
    def links(self) -> frozenset[str]:
        """Linux names of the links that it stands on."""
        return frozenset(self.members if self.channel else (self.device,))

    @property
    def channel(self) -> bool:
        """Whether it is a Port-channel."""
        return self.name.startswith(names.CHANNEL)

    @property
    def switching(self) -> tuple[object, ...]:
        """What the members of one channel must have in common."""
        vlans = (self.native, self.allowed) if self.trunk else (self.access,)
        return (self.trunk, *vlans)


def vlans(tree: Line) -> dict[int, str]:
    """VLAN table: id -> name; VLAN 1 is always there."""
    table = {1: "default"}
    for line in tree.under("vlan "):
        vlan = int(line.key.split()[1])
        table[vlan] = line.value("name", f"VLAN{vlan:04d}") if vlan != 1 else "default"
    return dict(sorted(table.items()))


def carries(port: Port, vlan: int) -> bool:
    """Whether the port is a member of the VLAN."""
    return not port.routed and (vlan in port.allowed if port.trunk else vlan in (port.access, port.voice))


def working(tree: Line) -> frozenset[int]:
    """VLANs that carry frames: in the table, neither suspended nor shut down."""
    stopped = {int(line.key[5:]) for line in tree.under("vlan ") if line.has("shutdown") or line.has("state")}
    return frozenset(vlans(tree)) - stopped


def ports(tree: Line) -> Iterator[Port]:
    """The switch ports in order, those in a channel too."""
    return (port for port in physical(tree) if not port.routed)


def physical(tree: Line) -> Iterator[Port]:
    """Every port of the switch in order, the routed ones too."""
    everywhere = tree.has("spanning-tree portfast default")
    lines = tree.under(f"interface {names.PORT}")
    return (_port(line, everywhere) for line in lines if names.is_port(line.key.removeprefix("interface ")))


def channels(tree: Line) -> Iterator[Port]:
    """The Port-channels in order."""
    everywhere = tree.has("spanning-tree portfast default")
    joined = [port for port in ports(tree) if port.group is not None]
    for line in tree.under(f"interface {names.CHANNEL}"):
        port = _port(line, everywhere)
        alike = [one for one in joined if one.group == names.number(port.name) and one.switching == port.switching]
        lacp = any(mode_of(tree, one.name) != "on" for one in alike)
        yield replace(port, members=tuple(one.device for one in alike), lacp=lacp)


def idle(tree: Line, carrier: Callable[[str], bool]) -> frozenset[str]:
    """Names of the channels none of whose links (Linux names) has carrier."""
    return frozenset(port.name for port in channels(tree) if not any(carrier(name) for name in port.members))


def mode_of(tree: Line, port: str) -> str:
    """`active`, `passive` or `on` of a port in a channel."""
    return tree.lines[f"interface {port}"].value("channel-group").rpartition(" ")[2]


def switched(tree: Line) -> Iterator[Port]:
    """What takes part in VLANs and spanning tree: ports outside channels, then channels."""
    yield from (port for port in ports(tree) if port.group is None)
    yield from channels(tree)


def _port(line: Line, portfast_everywhere: bool) -> Port:
    name = line.key.removeprefix("interface ")
    allowed = line.value("switchport trunk allowed vlan")
    trunk = line.value("switchport mode") == "trunk"
    group = line.value("channel-group")
    cost = CHANNEL_COST if name.startswith(names.CHANNEL) else PORT_COST
    return Port(
        name=name,
        mode=line.value("switchport mode"),
        access=int(line.value("switchport access vlan", "1")),
        native=int(line.value("switchport trunk native vlan", "1")),
        allowed=names.expand(allowed) if allowed else ALL_VLANS,
        shutdown=line.has("shutdown"),
        description=line.value("description"),
        portfast=_edge(line.value("spanning-tree portfast", "-"), trunk, portfast_everywhere),
        routed=line.has("switchport"),
        voice=int(line.value("switchport voice vlan", "0")) or None,
        protected=line.has("switchport protected"),
        cost=int(line.value("spanning-tree cost", str(cost))),
        priority=int(line.value("spanning-tree port-priority", str(PORT_PRIORITY))),
        group=int(group.split()[0]) if group else None,
    )


def _edge(portfast: str, trunk: bool, everywhere: bool) -> bool:
    """Portfast works on access ports; on a trunk only with the word `trunk`."""
    if portfast == "-":
        return everywhere and not trunk
    return portfast != "disable" and (not trunk or portfast == "trunk")
