"""The tables that csv, md, xlsx and html show: French headers, one dictionary a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

from ccp3lab.plan import Host, Plan, Vlan
from ccp3lab.planning.areas import Area, areas
from ccp3lab.planning.exports.words import KINDS, OUTSIDE
from ccp3lab.planning.room import room
from ccp3lab.planning.subnets import Kind, Subnet, layer2

Row = Mapping[str, object]


@dataclass(frozen=True)
class Table:
    """A table: every row has the same headers, in their order."""

    title: str
    rows: tuple[Row, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers; none in an empty table."""
        return tuple(self.rows[0]) if self.rows else ()


def tables(plan: Plan) -> tuple[Table, ...]:
    """Subnets, machines, free space; one that would be empty is left out."""
    found = (Table("Réseaux", _networks(plan)), Table("Machines", _machines(plan)), Table("Espace libre", _free(plan)))
    return tuple(table for table in found if table.rows)


def whole(plan: Plan) -> Table:
    """Subnets and machines in one table, the machines below, told apart by `Type`."""
    networks, machines = _networks(plan), _machines(plan)
    headers = tuple(dict.fromkeys(header for row in (*networks, *machines) for header in row))
    typed = (*networks, *({"Type": "machine", **row} for row in machines))
    return Table("Plan d'adressage", tuple({header: row.get(header, "") for header in headers} for row in typed))


def _networks(plan: Plan) -> tuple[Row, ...]:
    placed = (_network(area, subnet) for area in areas(plan) for subnet in area.subnets)
    titles = {site.name: site.title for site in plan.sites.values()}
    return (*placed, *(_layer2(titles.get(vlan.site, OUTSIDE), vlan) for vlan in layer2(plan)))


def _network(area: Area, subnet: Subnet) -> Row:
    vlan, left = subnet.vlan, room(subnet)
    return {
        "Site": area.title or OUTSIDE,
        "Type": KINDS[subnet.kind],
        "VLAN": vlan.id if vlan else "",
        "Nom": subnet.name,
        "Libellé": subnet.title,
        "Réseau": subnet.network,
        "Masque": subnet.network.netmask,
        "Passerelle": subnet.gateway or "",
        "Début DHCP": subnet.dhcp.first if subnet.dhcp else "",
        "Fin DHCP": subnet.dhcp.last if subnet.dhcp else "",
        "Diffusion": subnet.network.broadcast_address,
        "Adresses": subnet.network.num_addresses,
        "Machines": left.machines,
        "Libres": left.free,
        "Réseau IPv6": vlan.subnet6 or "" if vlan else "",
        "Passerelle IPv6": vlan.gateway6 or "" if vlan else "",
    }


def _layer2(site: str, vlan: Vlan) -> Row:
    """A VLAN without a subnet: who reads the table sees its id, and nothing to compute."""
    told = {"Site": site, "Type": KINDS[Kind.VLAN], "VLAN": vlan.id, "Nom": vlan.name, "Libellé": vlan.title}
    return {header: told.get(header, "") for header in _NETWORK}


def _machines(plan: Plan) -> tuple[Row, ...]:
    return tuple(_machine(plan, host) for host in plan.hosts.values())


def _machine(plan: Plan, host: Host) -> Row:
    vlan = plan.vlan(host.vlan)
    return {
        "Nom": host.name,
        "VLAN": vlan.id,
        "Réseau": host.interface.network,
        "Adresse": host.address,
        "Masque": host.interface.netmask,
        "Passerelle": vlan.gateway or "",
        "Adresse IPv6": host.interface6.ip if host.interface6 else "",
        "Réservation DHCP (MAC)": host.mac,
    }


def _free(plan: Plan) -> tuple[Row, ...]:
    return tuple(_gap(area, network) for area in areas(plan) if area.name for network in area.free)


def _gap(area: Area, network: IPv4Network) -> Row:
    return {
        "Site": area.title,
        "Réseau": network,
        "Première adresse": network[0],
        "Dernière adresse": network[-1],
        "Adresses": network.num_addresses,
    }


_NETWORK = (
    "Site", "Type", "VLAN", "Nom", "Libellé", "Réseau", "Masque", "Passerelle", "Début DHCP", "Fin DHCP", "Diffusion",
    "Adresses", "Machines", "Libres", "Réseau IPv6", "Passerelle IPv6",
)  # fmt: skip
