"""Arithmetic of subnets: from what the file says to networks and addresses."""

from ipaddress import AddressValueError, IPv4Address, IPv4Network, NetmaskValueError

from ccp3lab.plan.file import VlanEntry

_LONGEST = 32
_SMALLEST = 4  # network, gateway, one machine, broadcast


def network_of(text: str, site: int) -> IPv4Network:
    """The network of TEXT for SITE; ValueError says what is wrong with it and what to write.

    >>> network_of("10.{site}.10.0/24", 3)
    IPv4Network('10.3.10.0/24')
    """
    filled = text.replace("{site}", str(site))
    address, slash, length = filled.partition("/")
    if "{" in filled or "}" in filled:
        raise ValueError(f"`{text}`: only {{site}} may stand between braces; write the other values out")
    if not slash:
        raise ValueError(f"`{text}` has no prefix length; write it as 10.1.10.0/24")
    if not (length.isascii() and length.isdecimal() and int(length) <= _LONGEST):
        raise ValueError(f"`{text}`: prefix length /{length} does not exist; it goes from /0 to /32")
    return _network(text, address, int(length), f" for site {site}" if "{site}" in text else "")


def _network(text: str, address: str, length: int, where: str) -> IPv4Network:
    try:
        network = IPv4Network((address, length), strict=False)
    except (AddressValueError, NetmaskValueError, ValueError):
        raise ValueError(f"`{text}` is no IPv4 subnet{where}; write it as 10.1.10.0/24") from None
    if str(network.network_address) != address:
        raise ValueError(f"`{text}` is an address inside a subnet, not the subnet; write {network}")
    if network.num_addresses < _SMALLEST:
        raise ValueError(f"`{text}` has no room for machines; use /30 or shorter")
    return network


def nth(subnet: IPv4Network, position: int) -> IPv4Address:
    """The address at POSITION of SUBNET (0 is the network address); may lie outside it."""
    return IPv4Address(int(subnet.network_address) + position)


def last_host(subnet: IPv4Network) -> int:
    """The position of the last address that a machine may have."""
    return subnet.num_addresses - 2


def gateway_position(entry: VlanEntry, subnet: IPv4Network) -> int | None:
    """The position of the gateway of ENTRY in its SUBNET."""
    if entry.gateway == "first":
        return 1
    return last_host(subnet) if entry.gateway == "last" else entry.gateway


def gateway_of(entry: VlanEntry, subnet: IPv4Network) -> IPv4Address | None:
    """The gateway's address; None where the VLAN has none."""
    position = gateway_position(entry, subnet)
    return None if position is None else nth(subnet, position)


def dhcp_positions(entry: VlanEntry, subnet: IPv4Network) -> tuple[int, int] | None:
    """The positions of the DHCP range of ENTRY in its SUBNET, both ends included; None where it has none."""
    if not entry.dhcp:
        return None
    return entry.dhcp.first, last_host(subnet) if entry.dhcp.last == "last" else entry.dhcp.last
