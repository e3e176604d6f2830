"""What a check asks of a directory, and how answers travel: JSON between connection and evaluation. Pure."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ccp3lab.directory.entry import Entry
from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Observation, Question

OCTETS = frozenset({"objectsid", "objectguid", "ntsecuritydescriptor", "logonhours", "tokengroups"})
"""Attributes that are no text: their values travel in base 64 (RFC 4648)."""

LOGGED_ON = "ok"
"""What a logon says that was not refused."""


@dataclass(frozen=True, order=True)
class Search(Question):
    """Every object that `where` selects (RFC 4515, values through `distinguished.literal`), as the administrator.

    `base` is a distinguished name relative to the domain, which itself is "". `scope`: BASE, LEVEL or SUBTREE.
    """

    connection: ClassVar[str] = "ccp3_ldap"
    where: str
    attributes: tuple[str, ...]
    base: str = ""
    scope: str = "SUBTREE"

    def __str__(self) -> str:
        return f"LDAP : {self.where} dans {self.base or 'le domaine'}"


@dataclass(frozen=True, order=True)
class Bind(Question):
    """A logon as the account LOGIN (sAMAccountName) with the secret of this label: whether it is let in, else why not.

    It never locks an account: it is not tried where one more failure could, nor with a password that was just refused.
    """

    connection: ClassVar[str] = "ccp3_logon"
    login: str
    label: str

    def __str__(self) -> str:
        return f"LDAP : ouverture de session de {self.login}"


def told(entries: Iterable[Entry]) -> str:
    """ENTRIES in JSON, a line an object: evidence is read by people, too."""
    objects = ({"dn": one.dn, **{name: _written(name, one) for name in one.values}} for one in entries)
    lines = (json.dumps(one, ensure_ascii=False) for one in objects)
    return "[" + ",\n ".join(lines) + "]"


def entries(seen: Observation) -> list[Entry]:
    """The objects that an answer to a Search tells; Unreadable when it tells something else."""
    try:
        return [_entry(dict(one)) for one in json.loads(seen.text)]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Unreadable(f"LDAP : {one_line(seen.text) or 'réponse vide'}") from None


def logon(login: str, says: str) -> str:
    """In JSON, what the domain says to a logon of LOGIN: `LOGGED_ON` or the reason of Active Directory (`52e`)."""
    return json.dumps({"login": login, "says": says}, ensure_ascii=False)


def says(seen: Observation) -> str:
    """What an answer to a Bind tells; Unreadable when it tells something else."""
    try:
        return str(json.loads(seen.text)["says"])
    except (ValueError, TypeError, KeyError):
        raise Unreadable(f"LDAP : {one_line(seen.text) or 'réponse vide'}") from None


def _written(name: str, entry: Entry) -> list[str]:
    if name.lower() in OCTETS:
        return [base64.b64encode(value).decode() for value in entry.all(name)]
    return list(entry.texts(name))


def _entry(one: dict[str, list[str]]) -> Entry:
    dn = str(one.pop("dn"))
    return Entry(dn, {name.lower(): tuple(_octets(name, value) for value in values) for name, values in one.items()})


def _octets(name: str, value: str) -> bytes:
    return base64.b64decode(value, validate=True) if name.lower() in OCTETS else value.encode()
