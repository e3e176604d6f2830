"""What the configuration says, read once for the desired state and the show commands. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.config.tree import Line

ALL_VLANS = frozenset(range(1, names.MAX_VLAN + 1))
HOSTNAME = "Switch"


@dataclass(frozen=True)
class Port:
    """A switch port. `mode` is `access`, `trunk` or empty (never configured: works as access)."""

    name: str
    mode: str
    access: int
    native: int
    allowed: frozenset[int]
    shutdown: bool
    description: str
    portfast: bool

    @property
    def device(self) -> str:
        """Its Linux name."""
        return names.device(self.name)

    @property
    def trunk(self) -> bool:
        """Whether it is configured as a trunk."""
        return self.mode == "trunk"


@dataclass(frozen=True)
class Svi:
    """A VLAN interface (IPv4 address with its mask, None when it has none)."""

    name: str
    vlan: int
    address: ipaddress.IPv4Interface | None
    shutdown: bool
    description: str

    @property
    def device(self) -> str:
        """Its Linux name."""
        return names.device(self.name)


def hostname(tree: Line) -> str:
    """The host name, `Switch` on a fresh switch."""
    return tree.value("hostname", HOSTNAME)


def vlans(tree: Line) -> dict[int, str]:
    """VLAN table: id -> name; VLAN 1 is always there."""
    table = {1: "default"}
    for line in tree.under("vlan "):
        vlan = int(line.key.split()[1])
        table[vlan] = line.value("name", f"VLAN{vlan:04d}") if vlan != 1 else "default"
    return dict(sorted(table.items()))


def ports(tree: Line) -> Iterator[Port]:
    """The switch ports in order."""
    everywhere = tree.has("spanning-tree portfast default")
    return (_port(line, everywhere) for line in tree.under(f"interface {names.PORT}"))


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
    )


def _edge(portfast: str, trunk: bool, everywhere: bool) -> bool:
    """Portfast works on access ports; on a trunk only with the word `trunk`."""
    if portfast == "-":
        return everywhere and not trunk
    return portfast != "disable" and (not trunk or portfast == "trunk")


def svis(tree: Line) -> Iterator[Svi]:
    """The VLAN interfaces in order."""
    for line in tree.under(f"interface {names.SVI}"):
        words = line.value("ip address").split()
        name = line.key.removeprefix("interface ")
        yield Svi(
            name=name,
            vlan=names.number(name),
            address=ipaddress.IPv4Interface("/".join(words)) if words else None,
            shutdown=line.has("shutdown"),
            description=line.value("description"),
        )


@dataclass(frozen=True)
class User:
    """A `username` line: privilege level, the kept secret (`9 $9$...`), empty when it has none."""

    name: str
    privilege: int
    secret: str


def user(tree: Line, name: str) -> User | None:
    """The user of this name."""
    line = tree.lines.get(f"username {name}")
    if line is None:
        return None
    words = line.text.split()
    level = int(words[words.index("privilege") + 1]) if "privilege" in words[2:] else 1
    return User(name, level, line.text.partition(" secret ")[2])


def ssh_allowed(tree: Line) -> bool:
    """Whether some vty line lets SSH in with local users (`login local`, transport ssh or all)."""
    return any(
        line.has("login local") and line.value("transport input", "all") in ("ssh", "all", "telnet ssh")
        for line in tree.under("line vty")
    )
