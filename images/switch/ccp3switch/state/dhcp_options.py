"""Options of a pool (RFC 2132) in dnsmasq's words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ccp3switch.config.tree import Line
from ccp3switch.model import dhcp_codes as codes

_LISTS = {
    "default-router": codes.ROUTER,
    "dns-server": codes.DNS,
    "netbios-name-server": codes.NETBIOS_SERVER,
}
_NODE_TYPES = {"b-node": 1, "p-node": 2, "m-node": 4, "h-node": 8}


def options(tag: str, sections: Sequence[Line]) -> Iterator[str]:
    """Lines for a pool: what its first section does not say comes from the next one.

    Without `default-router` no router is told: dnsmasq would name itself.
    """
    for code, value in sorted(_values(sections).items()):
        yield f"dhcp-option=tag:{tag},{code}{',' if value else ''}{value}"
    file, server = _said("bootfile", sections), _said("next-server", sections)
    if file or server:
        yield f"dhcp-boot=tag:{tag},{file},,{server}".rstrip(",")


def _said(key: str, sections: Sequence[Line]) -> str:
    return next((section.value(key) for section in sections if section.has(key)), "")


def _values(sections: Sequence[Line]) -> dict[int, str]:
    found = {codes.ROUTER: ""}
    found |= {code: said.replace(" ", ",") for key, code in _LISTS.items() if (said := _said(key, sections))}
    if domain := _said("domain-name", sections):
        found[codes.DOMAIN] = f'"{domain}"'
    if node := _said("netbios-node-type", sections):
        found[codes.NETBIOS_NODE] = str(_NODE_TYPES[node])
    for section in reversed(sections):
        found |= dict(_numbered(line) for line in section.under("option "))
    return found


def _numbered(line: Line) -> tuple[int, str]:
    """`option 150 ip A B`, `option 43 hex ..`, `option 66 ascii ".."`."""
    _, code, form, value = line.text.split(" ", 3)
    if form == "ip":
        return int(code), value.replace(" ", ",")
    text = value.strip('"')
    if int(code) in codes.TEXTS:
        return int(code), f'"{text}"'
    return int(code), octets(bytes.fromhex(value.replace(".", "")) if form == "hex" else text.encode())


def octets(data: bytes) -> str:
    """Bytes as dnsmasq reads them whatever they mean: `61:62`; a single one is a number."""
    return data.hex(":") if len(data) > 1 else str(data[0])
