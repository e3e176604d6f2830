"""Sheets that we write ourselves: the empty one, right ones, and right ones with mistakes."""

from collections.abc import Mapping
from ipaddress import IPv4Network

from ccp3lab.sheet.column import TITLES, Column
from ccp3lab.sheet.network import Network
from ccp3lab.sheet.place import Way, covering

WHOLE = "whole"
"""A mistake may move a whole line to another subnet: all its cells follow, as for the right one."""

Cells = Mapping[Column, str]
Lines = Mapping[str, Cells]
"""The cells of each line, by the key of its network or site."""


def blank(asked: tuple[Network, ...]) -> Lines:
    """What a learner is given: labels and needs."""
    lines = {one.key: {Column.LABEL: f"{one.label} ({one.site_title})", Column.HOSTS: str(one.hosts)} for one in asked}
    return {**lines, **{one.site: {Column.LABEL: f"Résumé : {one.site_title}"} for one in asked}}


def solved(asked: tuple[Network, ...], placed: Mapping[str, IPv4Network], way: Way) -> Lines:
    """Every cell filled in, for networks that are PLACED; gateways as WAY has them."""
    lines = {one.key: answered(one, placed[one.key], way) for one in asked}
    lines |= {site: _summary(site, asked, placed) for site in {one.site for one in asked}}
    return {key: {**cells, **lines[key]} for key, cells in blank(asked).items()}


def answered(one: Network, subnet: IPv4Network, way: Way) -> Cells:
    """The cells of network ONE in SUBNET: machines get what is left beside the gateway."""
    first, last = subnet[1], subnet[-2]
    at_first = way.gateway == "first"
    clients = (subnet[2], last) if at_first else (first, subnet[-3])
    return {
        **_subnet(subnet),
        Column.FIRST: str(first),
        Column.LAST: str(last),
        Column.BROADCAST: str(subnet.broadcast_address),
        Column.GATEWAY: str(first if at_first else last),
        Column.DHCP: f"{clients[0]} - {clients[1]}" if one.has_dhcp else "aucune",
    }


def _summary(site: str, asked: tuple[Network, ...], placed: Mapping[str, IPv4Network]) -> Cells:
    return _subnet(covering(placed[one.key] for one in asked if one.site == site))


def _subnet(subnet: IPv4Network) -> Cells:
    return {
        Column.SUBNET: str(subnet.network_address),
        Column.PREFIX: f"/{subnet.prefixlen}",
        Column.MASK: str(subnet.netmask),
    }


def grid(lines: Lines) -> tuple[tuple[str, ...], ...]:
    """LINES below their titles, as the cells of a sheet."""
    return (tuple(TITLES.values()), *(tuple(cells.get(column, "") for column in TITLES) for cells in lines.values()))
