"""IPv6 addresses of the interfaces. Pure."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Interface, IPv6Network

from ccp3switch.model.layer3 import Interface, port_mac
from ccp3switch.names import PORT

LINK_LOCAL = IPv6Network("fe80::/10")


def addresses(one: Interface, mac: str) -> tuple[IPv6Interface, ...]:
    """The addresses of an interface, the link-local one first, then in the order of its lines; none: no IPv6.

    mac: the switch's own address. Without a link-local address of the configuration it is made from the interface's
    own (RFC 4291, appendix A).
    """
    own = port_mac(mac, one.name) if one.name.startswith(PORT) else mac
    found = [_address(line.split()[1:], own) for line in one.ipv6 if line.startswith("address ")]
    local = next((address for address in found if address.ip.is_link_local), None)
    made = local or eui64(IPv6Interface("fe80::/64"), own)
    return (made, *(address for address in found if not address.ip.is_link_local)) if one.ipv6 else ()


def _address(words: list[str], mac: str) -> IPv6Interface:
    if words[-1] == "link-local":
        return IPv6Interface(f"{words[0]}/64")
    address = IPv6Interface(words[0])
    return eui64(address, mac) if words[-1] == "eui-64" else address


def eui64(prefix: IPv6Interface, mac: str) -> IPv6Interface:
    """The address that a MAC address makes in a prefix: modified EUI-64, the universal bit turned."""
    digits = mac.replace(":", "")
    identifier = int(f"{digits[:6]}fffe{digits[6:]}", 16) ^ (0x02 << 56)
    host = int(prefix.network.network_address) >> 64 << 64 | identifier
    return IPv6Interface(f"{IPv6Address(host)}/{prefix.network.prefixlen}")


def shown(address: object) -> str:
    """An address or a network as IOS writes it: `2001:DB8::1`."""
    return str(address).upper()
