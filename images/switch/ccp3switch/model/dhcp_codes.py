"""Codes of DHCP options (RFC 2132): those with a command of their own, those that hold addresses or a text. Pure."""

ROUTER, DNS, DOMAIN, NETBIOS_SERVER, NETBIOS_NODE, VENDOR = 3, 6, 15, 44, 46, 43
_PROTOCOL = "the protocol sets it"

RESERVED = {
    0: _PROTOCOL, 1: "network", ROUTER: "default-router", DNS: "dns-server", 12: "client-name", DOMAIN: "domain-name",
    NETBIOS_SERVER: "netbios-name-server", NETBIOS_NODE: "netbios-node-type", 50: _PROTOCOL, 51: "lease",
    52: _PROTOCOL, 53: _PROTOCOL, 54: _PROTOCOL, 55: _PROTOCOL, 56: _PROTOCOL, 57: _PROTOCOL, 58: "lease",
    59: "lease", 61: "client-identifier", 67: "bootfile", 81: _PROTOCOL, 82: _PROTOCOL, 118: _PROTOCOL,
}  # fmt: skip
ADDRESSES = frozenset({7, 9, 16, 21, 28, 32, 33, 41, 42, 45, 48, 49, 65, 68, 69, 70, 71, 74, 150})
TEXTS = frozenset({DOMAIN, 17, 18, 40, 64, 66, 100, 101, 119})
