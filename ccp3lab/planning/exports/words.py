"""French words of the exports, and texts of a plan made harmless."""

import unicodedata
from collections.abc import Mapping

from ccp3lab.planning.spans import Role
from ccp3lab.planning.subnets import Kind

KINDS: Mapping[Kind, str] = {
    Kind.VLAN: "VLAN",
    Kind.TRANSIT: "liaison",
    Kind.POOL: "plage de clients",
    Kind.PUBLIC: "côté public",
    Kind.RESERVED: "réservé",
}

ROLES: Mapping[Role, str] = {
    Role.NETWORK: "adresse de réseau",
    Role.GATEWAY: "passerelle",
    Role.HOST: "machine",
    Role.DHCP: "plage DHCP",
    Role.CLIENT: "clients",
    Role.RESERVED: "réservé",
    Role.FREE: "libre",
    Role.BROADCAST: "diffusion",
}

OUTSIDE = "hors site"
_BREAKING = ("C", "Zl", "Zp")
"""Unicode's categories of control, formatting, line and paragraph signs."""

_FORMULA = ("=", "+", "-", "@")


def plain(text: str) -> str:
    """TEXT on one line, without control and formatting characters (a line break in a title breaks no file)."""
    visible = "".join(" " if unicodedata.category(sign).startswith(_BREAKING) else sign for sign in text)
    return " ".join(filter(None, visible.split(" ")))


def cell(value: object) -> str:
    """VALUE as a spreadsheet must read it: text that would be a formula there gets an apostrophe before it."""
    text = plain(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def plural(count: int, word: str, ending: str = "s") -> str:
    """COUNT with WORD: `1 adresse`, `3 adresses`; in French none is singular, as one is."""
    return f"{thousands(count)} {word}{ending if count > 1 else ''}"


def percent(part: int, whole: int) -> str:
    """PART of WHOLE as `12,5 %`."""
    return f"{100 * part / whole:.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"


def thousands(count: int) -> str:
    """COUNT as French writes it: `65 534`."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
