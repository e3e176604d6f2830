"""The columns of a sheet: their French titles, and how the titles that people write are recognised."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from ccp3lab.sheet.words import words


class Column(StrEnum):
    """What a column holds. Several may be a LABEL (VLAN number, name, site): together they say which network it is."""

    LABEL = "label"
    HOSTS = "hosts"
    SUBNET = "subnet"
    PREFIX = "prefix"
    MASK = "mask"
    FIRST = "first"
    LAST = "last"
    USABLE = "usable"
    BROADCAST = "broadcast"
    GATEWAY = "gateway"
    DHCP = "dhcp"
    DHCP_FIRST = "dhcp_first"
    DHCP_LAST = "dhcp_last"


TITLES: Mapping[Column, str] = {
    Column.LABEL: "Réseau / VLAN",
    Column.HOSTS: "Postes à prévoir",
    Column.SUBNET: "Adresse réseau",
    Column.PREFIX: "Préfixe (CIDR)",
    Column.MASK: "Masque",
    Column.FIRST: "Première adresse",
    Column.LAST: "Dernière adresse",
    Column.BROADCAST: "Diffusion",
    Column.GATEWAY: "Passerelle",
    Column.DHCP: "Plage DHCP",
}
"""The columns of the sheet that a learner is given, in their order."""

_FIRST = r"premier|\b1(er|re|ere)\b|first|min\b|debut|start"
_LAST = r"derni|last|max\b|\bfin\b|\bend\b"
_RULES: tuple[tuple[Column, str], ...] = (
    (Column.DHCP_FIRST, rf"dhcp.*({_FIRST})|({_FIRST}).*dhcp"),
    (Column.DHCP_LAST, rf"dhcp.*({_LAST})|({_LAST}).*dhcp"),
    (Column.DHCP, r"dhcp"),
    (Column.BROADCAST, r"broadcast|diffusion"),
    (Column.GATEWAY, r"passerelle|gateway|routeur|router"),
    (Column.PREFIX, r"prefix|cidr|slash"),
    (Column.MASK, r"masque|mask"),
    (Column.USABLE, r"plage|range"),
    (Column.FIRST, _FIRST),
    (Column.LAST, _LAST),
    (Column.HOSTS, r"hotes?\b|hosts?\b|postes?\b|machines?\b|besoins?\b|taille|equipements"),
    (Column.SUBNET, r"(adresse|\bip|address).*(reseau|network|subnet)|(network|subnet|reseau) (address|adresse|ip)"),
    (Column.LABEL, r"vlan|\bnoms?\b|service|\bsites?\b|\bname|usage|designation|label|libelle|departement|\bid\b|lieu"),
)
_EITHER = re.compile(r"(sous )?reseaux?|networks?|subnets?|(le )?sous reseau|reseau ip(v4)?")
"""Titles that stand above names in one sheet and above addresses in the next."""

_LONGEST = 48


def recognised(titles: Iterable[str]) -> dict[int, Column]:
    """The columns that a line of TITLES announces, by position; empty for a line that is none of titles."""
    said = {place: words(title) for place, title in enumerate(titles) if 0 < len(title) <= _LONGEST}
    found: dict[int, Column] = {}
    for place, text in said.items():
        column = _column(text)
        if column and (column is Column.LABEL or column not in found.values()):
            found[place] = column
    for place in (place for place, text in said.items() if _EITHER.fullmatch(text)):
        addresses = Column.SUBNET not in found.values() and Column.LABEL in found.values()
        found[place] = Column.SUBNET if addresses else Column.LABEL
    return found


def _column(text: str) -> Column | None:
    if _EITHER.fullmatch(text):
        return None
    return next((column for column, rule in _RULES if re.search(rule, text)), None)
