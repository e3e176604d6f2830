"""The files where dnsmasq keeps its leases and says what went wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ccp3switch.live.leases import Conflict, Lease, conflicts, leases

RUN = Path("/run/ccp3switch")
CONFIG, LEASES, LOG = "dhcp.conf", "dhcp.leases", "dhcp.log"


def current_leases(folder: Path = RUN) -> tuple[Lease, ...]:
    """What the server leased; empty when it never ran."""
    return leases(_text(folder / LEASES))


def current_conflicts(now: datetime, folder: Path = RUN) -> tuple[Conflict, ...]:
    """What clients declined; empty when nothing was."""
    return conflicts(_text(folder / LOG), now)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
