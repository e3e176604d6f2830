"""`show interfaces switchport`: what each port is, as configured and in operation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.ios.port import short
from ccp3lab.grading.ios.template import READ_ONCE, Row, rows
from ccp3lab.grading.ios.vlans import ids


@dataclass(frozen=True)
class Switchport:
    """One port. `admin` is the configured mode (`static access`, `trunk`, `dynamic auto`...), `mode` the real one."""

    port: str
    admin: str
    mode: str
    access: int
    native: int
    allowed: frozenset[int]

    @property
    def trunking(self) -> bool:
        """Whether the port is a trunk now (a port whose link is down is not)."""
        return self.mode == "trunk"


@lru_cache(READ_ONCE)
def switchports(text: str) -> Mapping[str, Switchport]:
    """`show interfaces switchport` by short port name; raises Unreadable."""
    found = [_switchport(row) for row in rows("show_interfaces_switchport", text)]
    return {port.port: port for port in found}


def switchport(text: str, name: str) -> Switchport:
    """The port called NAME in any spelling; raises Unreadable when the table does not list it."""
    if port := switchports(text).get(short(name)):
        return port
    raise Unreadable(f"show interfaces switchport : le port {short(name)} manque")


def _switchport(row: Row) -> Switchport:
    if not (row["MODE"] and row["ADMIN_MODE"] and row["ACCESS_VLAN"].isdigit() and row["NATIVE_VLAN"].isdigit()):
        raise Unreadable(f"show interfaces switchport : le bloc de {row['INTERFACE']} est incomplet")
    return Switchport(
        port=short(row["INTERFACE"]),
        admin=row["ADMIN_MODE"].strip().lower(),
        mode=row["MODE"].strip().lower(),
        access=int(row["ACCESS_VLAN"]),
        native=int(row["NATIVE_VLAN"]),
        allowed=ids(",".join(row["TRUNKING_VLANS"])),
    )
