"""Configuration -> the DHCP clients that must run. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.config.tree import Line
from ccp3switch.model import system
from ccp3switch.model.dhcp_client import asking

PROGRAM = "/usr/local/lib/dhcp-client"  # what udhcpc calls when it was given an address or lost it


@dataclass(frozen=True)
class Clients:
    """Linux names of the devices, and the name that the servers are told."""

    devices: frozenset[str] = frozenset()
    hostname: str = ""


def wanted(tree: Line) -> Clients:
    """One client for each interface with `ip address dhcp`."""
    devices = frozenset(names.layer3(name) for name in asking(tree))
    return Clients(devices, system.hostname(tree)) if devices else Clients()


def words(device: str, hostname: str) -> list[str]:
    """Udhcpc in the foreground: three requests, two seconds apart, again every five; releases at its end."""
    how = ["-f", "-R", "-t", "3", "-T", "2", "-A", "5", "-x", f"hostname:{hostname}", "-s", PROGRAM]
    return ["busybox", "udhcpc", "-i", device, *how]
