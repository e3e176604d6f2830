"""The files where the DHCP clients keep what they were given: address, mask and router on one line."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from ccp3switch.model.dhcp_client import Given

CLIENTS = Path("/run/ccp3switch/clients")
LEASE = ".lease"


def current(folder: Path = CLIENTS) -> dict[str, Given]:
    """Linux name of the device -> what it was given."""
    found = {file.stem: _given(file) for file in sorted(folder.glob(f"*{LEASE}"))}
    return {device: given for device, given in found.items() if given is not None}


def _given(file: Path) -> Given | None:
    """None for what is no address with a mask, whatever a server sent."""
    try:
        address, mask, *rest = file.read_text().split()
        ipaddress.IPv4Interface(f"{address}/{mask}")
        router = str(ipaddress.IPv4Address(rest[0])) if rest else ""
    except (OSError, ValueError):
        return None
    return Given(address, mask, router)
