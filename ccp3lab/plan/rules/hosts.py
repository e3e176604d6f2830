"""Fixed addresses: in a VLAN that has a subnet, each one's own, apart from gateway and DHCP clients; reservations."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.plan.draft import Draft
from ccp3lab.plan.file import HostEntry, VlanEntry
from ccp3lab.plan.names import mac_of
from ccp3lab.plan.positions import outside, remedy
from ccp3lab.plan.subnets import dhcp_positions, gateway_position, nth
from ccp3lab.problem import Problem, near


def _homes(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.hosts.items():
        loc, vlan = ("hosts", name, "vlan"), draft.raw.vlans.get(entry.vlan)
        if vlan is None:
            yield Problem(loc, f"there is no VLAN `{entry.vlan}`", near(entry.vlan, draft.raw.vlans))
        elif vlan.subnet is None and vlan.hosts is None:
            yield Problem(loc, f"VLAN `{entry.vlan}` has no subnet", "add it, or use another VLAN")


def _addresses(draft: Draft) -> Iterator[Problem]:
    owners: dict[IPv4Address, str] = {}
    for name, entry in draft.raw.hosts.items():
        if not (subnet := draft.networks.get(("vlans", entry.vlan))):
            continue
        mistake = outside(subnet, entry.address)
        if mistake is None:
            address = nth(subnet, entry.address)
            owner = owners.setdefault(address, name)
            mistake = f"has the address of `{owner}` ({address})" if owner != name else None
        if mistake := mistake or _taken(entry, draft.raw.vlans[entry.vlan], subnet):
            yield Problem(("hosts", name, "address"), f"host `{name}` {mistake}", remedy(subnet))


def _taken(host: HostEntry, vlan: VlanEntry, subnet: IPv4Network) -> str | None:
    """Who of the VLAN itself has the address of HOST: its gateway or its DHCP clients (a reservation may be there)."""
    if host.address == gateway_position(vlan, subnet):
        return f"has the address of its gateway ({nth(subnet, host.address)})"
    leased = dhcp_positions(vlan, subnet)
    if leased and host.mac is None and leased[0] <= host.address <= leased[1]:
        return f"has an address ({nth(subnet, host.address)}) inside the DHCP range"
    return None


def _gateway6(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.hosts.items():
        vlan, subnet = draft.raw.vlans.get(entry.vlan), draft.networks.get(("vlans", entry.vlan))
        if not vlan or not subnet or entry.address != 1 or gateway_position(vlan, subnet) in (None, 1):
            continue
        if draft.homes.get(("vlans", entry.vlan), "") in draft.blocks6:
            message = f"host `{name}` has position 1, which is the gateway's in IPv6"
            yield Problem(("hosts", name, "address"), message, "use another position")


def _reservations(draft: Draft) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, entry in draft.raw.hosts.items():
        if entry.mac is None:
            continue
        loc, mac = ("hosts", name, "mac"), mac_of(entry.mac)
        if mac is None:
            message = f"`{entry.mac}` is no address of a network card"
            yield Problem(loc, message, "write it as 02:42:ac:00:00:0a, its first number even")
        elif (owner := owners.setdefault(mac, name)) != name:
            yield Problem(loc, f"{mac} is already the card of `{owner}`", "each machine has a card of its own")


def _reservations_without_dhcp(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.hosts.items():
        vlan = draft.raw.vlans.get(entry.vlan)
        if entry.mac is not None and vlan and vlan.dhcp is None:
            message = f"`{name}` waits for DHCP, and VLAN `{entry.vlan}` has none"
            yield Problem(("hosts", name, "mac"), message, "add `dhcp:` to the VLAN, or take `mac:` away")


RULES = (_homes, _addresses, _gateway6, _reservations, _reservations_without_dhcp)
