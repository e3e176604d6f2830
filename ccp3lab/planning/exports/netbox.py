"""CSV files that NetBox's import forms take, in the order vlans, prefixes, ip-ranges, ip-addresses.

Sites, VRFs and tenants are left out: they would have to exist before.
"""

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address

from ccp3lab.plan import Plan
from ccp3lab.planning.exports.csv import written
from ccp3lab.planning.subnets import Kind, Subnet, subnets

_HEADERS = {
    "vlans": ("vid", "name", "status", "description"),
    "prefixes": ("prefix", "status", "vlan", "is_pool", "description"),
    "ip-ranges": ("start_address", "end_address", "status", "description"),
    "ip-addresses": ("address", "status", "dns_name", "description"),
}
Row = Mapping[str, object]


def files(plan: Plan) -> Mapping[str, bytes]:
    """PLAN as one file an import form."""
    rows = {
        "vlans": _vlans(plan),
        "prefixes": _prefixes(plan),
        "ip-ranges": _ranges(plan),
        "ip-addresses": _addresses(plan),
    }
    return {f"{name}.csv": written(headers, rows[name], ",").encode() for name, headers in _HEADERS.items()}


def _vlans(plan: Plan) -> Iterator[Row]:
    for vlan in plan.vlans.values():
        yield {"vid": vlan.id, "name": vlan.name, "status": "active", "description": vlan.title}


def _prefixes(plan: Plan) -> Iterator[Row]:
    for site in plan.sites.values():
        for block in filter(None, (site.block, site.block6)):
            yield _prefix(block, "container", site.title)
    for subnet in subnets(plan):
        vlan = subnet.vlan.id if subnet.vlan else ""
        yield _prefix(subnet.network, _status(subnet), subnet.title, vlan, subnet.kind is Kind.POOL)
    for entry in plan.vlans.values():
        if entry.subnet6:
            yield _prefix(entry.subnet6, "active", entry.title, entry.id)


def _prefix(prefix: object, status: str, title: str, vlan: object = "", pool: object = False) -> Row:
    return {"prefix": prefix, "status": status, "vlan": vlan, "is_pool": str(pool).lower(), "description": title}


def _status(subnet: Subnet) -> str:
    return "reserved" if subnet.kind is Kind.RESERVED else "active"


def _ranges(plan: Plan) -> Iterator[Row]:
    for subnet in subnets(plan):
        if subnet.dhcp:
            first, last = _in(subnet, subnet.dhcp.first), _in(subnet, subnet.dhcp.last)
            title = f"DHCP {subnet.title}"
            yield {"start_address": first, "end_address": last, "status": "active", "description": title}


def _in(subnet: Subnet, address: IPv4Address) -> str:
    """ADDRESS with the length of SUBNET, as NetBox wants every address."""
    return f"{address}/{subnet.network.prefixlen}"


def _addresses(plan: Plan) -> Iterator[Row]:
    for subnet in subnets(plan):
        if subnet.gateway:
            yield _address(_in(subnet, subnet.gateway), description=f"passerelle {subnet.title}")
        if subnet.kind is not Kind.VLAN:
            for address, name in subnet.fixed.items():
                yield _address(_in(subnet, address), description=f"{name} ({subnet.title})")
    for host in plan.hosts.values():
        for interface in filter(None, (host.interface, host.interface6)):
            yield _address(interface, f"{host.name}.{plan.domain}", status="dhcp" if host.mac else "active")


def _address(address: object, name: str = "", description: str = "", status: str = "active") -> Row:
    return {"address": address, "status": status, "dns_name": name, "description": description}
