"""`show interfaces trunk`: four tables, one below the other. No published template reads it.

A switch without any trunk prints nothing: an empty answer is an empty table here, and the checks compare it with
`show interfaces switchport` before they believe it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.ios.port import short
from ccp3lab.grading.ios.template import READ_ONCE
from ccp3lab.grading.ios.vlans import ids

_TITLES = {
    "state": re.compile(r"Port\s+Mode\s+Encapsulation\s+Status\s+Native vlan\s*"),
    "allowed": re.compile(r"Port\s+Vlans allowed on trunk\s*"),
    "active": re.compile(r"Port\s+Vlans allowed and active in management domain\s*"),
    "forwarding": re.compile(r"Port\s+Vlans in spanning tree forwarding state and not pruned\s*"),
}
_STATE = re.compile(r"(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\d{1,4})\s*")
_VLANS = re.compile(r"(\S+)\s+([\d,-]+|none)\s*", re.IGNORECASE)
_MORE = re.compile(r"\s+([\d,-]+)\s*")


@dataclass(frozen=True)
class Trunk:
    """One port of the table; `status` is `trunking` when the trunk works."""

    port: str
    mode: str
    status: str
    native: int
    allowed: frozenset[int]
    active: frozenset[int]


@lru_cache(READ_ONCE)
def trunks(text: str) -> Mapping[str, Trunk]:
    """`show interfaces trunk` by short port name; raises Unreadable."""
    sections = _sections(text)
    if not sections:
        return {}
    if missing := _TITLES.keys() - sections.keys():
        raise Unreadable(f"show interfaces trunk : il manque une table ({', '.join(sorted(missing))})")
    allowed, active = _lists(sections["allowed"]), _lists(sections["active"])
    return {trunk.port: trunk for trunk in _joined(sections["state"], allowed, active)}


def _sections(text: str) -> dict[str, list[str]]:
    """The lines below each title; anything before the first title is refused."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in filter(str.strip, text.splitlines()):
        name = next((name for name, title in _TITLES.items() if title.fullmatch(line)), None)
        if name:
            current = found.setdefault(name, [])
        elif current is None:
            raise Unreadable("show interfaces trunk : ce n'est pas la table attendue")
        else:
            current.append(line)
    return found


def _lists(lines: list[str]) -> dict[str, frozenset[int]]:
    """Port and list of VLANs; a long list goes on in lines that start with blanks."""
    texts: dict[str, str] = {}
    port = ""
    for line in lines:
        if (more := _MORE.fullmatch(line)) and port:
            texts[port] += more[1]
        elif row := _VLANS.fullmatch(line):
            port = short(row[1])
            texts[port] = row[2]
        else:
            raise Unreadable("show interfaces trunk : une liste de VLAN est illisible")
    return {port: ids(text.strip(",")) for port, text in texts.items()}


def _joined(
    lines: list[str], allowed: Mapping[str, frozenset[int]], active: Mapping[str, frozenset[int]]
) -> Iterator[Trunk]:
    for line in lines:
        row = _STATE.fullmatch(line)
        if row is None or short(row[1]) not in allowed or short(row[1]) not in active:
            raise Unreadable("show interfaces trunk : une ligne est illisible ou incomplète")
        port = short(row[1])
        yield Trunk(port, row[2], row[4], int(row[5]), allowed[port], active[port])
