"""Reads what dnsmasq wrote: its leases, and the addresses that a client found in use. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_DECLINED = re.compile(r"^(\w{3} +\d+ [\d:]{8}) dnsmasq-dhcp\[\d+\]: DHCPDECLINE\(\S+\) (\S+) ", re.MULTILINE)
SET_ASIDE = timedelta(minutes=10)


@dataclass(frozen=True)
class Lease:
    """An address that a client holds: until when (None: for ever), its MAC address, its identifier or none."""

    address: str
    mac: str
    identifier: str
    ends: datetime | None


@dataclass(frozen=True)
class Conflict:
    """An address that a client declined (RFC 2131, 3.1), and when; it is set aside for ten minutes."""

    address: str
    seen: datetime


def leases(text: str) -> tuple[Lease, ...]:
    """The file of leases: end in seconds since 1970 (0: none), MAC, address, name, identifier (`*`: none)."""
    rows = (line.split() for line in text.splitlines())
    return tuple(
        Lease(row[2], row[1], "" if row[4] == "*" else row[4], _moment(row[0]))
        for row in rows
        if len(row) == 5 and row[0].isdigit()
    )


def _moment(seconds: str) -> datetime | None:
    return datetime.fromtimestamp(int(seconds), UTC) if seconds != "0" else None


def conflicts(text: str, now: datetime) -> tuple[Conflict, ...]:
    """The declined addresses of a log, those of the last ten minutes; its lines tell no year."""
    found: dict[str, Conflict] = {}
    for stamp, address in _DECLINED.findall(text):
        seen = datetime.strptime(f"{now.year} {stamp} +0000", "%Y %b %d %H:%M:%S %z")
        if timedelta(0) <= now - seen + timedelta(seconds=1) and now - seen < SET_ASIDE:
            found[address] = Conflict(address, seen)
    return tuple(found.values())


def without(text: str, addresses: Iterable[str]) -> str:
    """The file of leases without these addresses."""
    gone = set(addresses)
    rows = (line for line in text.splitlines() if line.split()[2:3] and line.split()[2] not in gone)
    return "".join(f"{line}\n" for line in rows)
