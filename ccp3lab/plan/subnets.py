"""Arithmetic of subnets: from what the file says to networks and addresses. Pure."""

import re
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, NetmaskValueError

from ccp3lab.plan.file import PublicEntry, VlanEntry

_LONGEST = 32
_SMALLEST = 4  # network, gateway, one machine, broadcast
_WHOLE = re.compile(r"((\d+|\{site\})\.){3}(\d+|\{site\})/\d+")
_SITE_BLOCK_6 = 48
_VLAN_BITS_6 = 64
_LOCAL_6 = IPv6Network("fd00::/8")


def network_of(text: str, site: int, smallest: int = _SMALLEST) -> IPv4Network:
    """The network of TEXT for SITE, of SMALLEST addresses at least; ValueError says what is wrong and what to write.

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
    where = f" for site {site}" if filled != text else ""
    network = _network(text, address, int(length), where)
    if where and not _WHOLE.fullmatch(text):
        raise ValueError(f"`{text}`: {{site}} must be a whole octet; write it as 10.{{site}}.10.0/24")
    if network.num_addresses < smallest:
        raise ValueError(f"`{text}` has no room for machines; use /30 or shorter")
    return network


def _network(text: str, address: str, length: int, where: str) -> IPv4Network:
    try:
        network = IPv4Network((address, length), strict=False)
    except (AddressValueError, NetmaskValueError, ValueError):
        raise ValueError(f"`{text}` is no IPv4 subnet{where}; write it as 10.1.10.0/24") from None
    if str(network.network_address) != address:
        raise ValueError(f"`{text}` is an address inside a subnet, not the subnet; write {network}")
    return network


def network6_of(text: str, site: int) -> IPv6Network:
    """The IPv6 block of a site (a ULA /48, RFC 4193) of TEXT for SITE; ValueError says what is wrong.

    SITE stands there in its decimal digits, which are then read as hexadecimal ones.

    >>> network6_of("fd00:cc:{site}::/48", 12)
    IPv6Network('fd00:cc:12::/48')
    """
    filled = text.replace("{site}", str(site))
    try:
        network = IPv6Network(filled)
    except ValueError:
        raise ValueError(f"`{text}` is no IPv6 block; write it as fd00:cc:{{site}}::/48") from None
    if not network.subnet_of(_LOCAL_6):
        raise ValueError(f"`{text}` is no unique local block (RFC 4193); choose one of fd00::/8")
    if network.prefixlen != _SITE_BLOCK_6:
        raise ValueError(f"`{text}` must be a /48, one /64 a VLAN; write it as fd00:cc:{{site}}::/48")
    return network


def subnet6_of(block: IPv6Network, vlan: int) -> IPv6Network:
    """The /64 of the VLAN with the id VLAN in the /48 BLOCK: the digits of the id stand in it as they are written.

    >>> str(subnet6_of(IPv6Network("fd00:cc:1::/48"), 10))
    'fd00:cc:1:10::/64'
    """
    return IPv6Network((int(block.network_address) + (_digits(vlan) << _VLAN_BITS_6), _VLAN_BITS_6))


def nth6(subnet: IPv6Network, position: int) -> IPv6Address:
    """The address whose last digits are those of POSITION: number 11 of fd00::/64 is fd00::11."""
    return IPv6Address(int(subnet.network_address) + _digits(position))


def _digits(number: int) -> int:
    return int(str(number), 16)


def nth(subnet: IPv4Network, position: int) -> IPv4Address:
    """The address at POSITION of SUBNET (0 is the network address); may lie outside it."""
    return IPv4Address(int(subnet.network_address) + position)


def last_host(subnet: IPv4Network) -> int:
    """The position of the last address that a machine may have."""
    return subnet.num_addresses - 2


def gateway_position(entry: VlanEntry | PublicEntry, subnet: IPv4Network) -> int | None:
    """The position of the gateway of ENTRY in its SUBNET; None where it has none."""
    if entry.gateway == "first":
        return 1
    return last_host(subnet) if entry.gateway == "last" else entry.gateway


def gateway_of(entry: VlanEntry | PublicEntry, subnet: IPv4Network) -> IPv4Address | None:
    """The gateway's address; None where there is none."""
    position = gateway_position(entry, subnet)
    return None if position is None else nth(subnet, position)


def dhcp_positions(entry: VlanEntry, subnet: IPv4Network) -> tuple[int, int] | None:
    """The positions of the DHCP range of ENTRY in its SUBNET, both ends included; None where it has none."""
    if not entry.dhcp:
        return None
    return entry.dhcp.first, last_host(subnet) if entry.dhcp.last == "last" else entry.dhcp.last
