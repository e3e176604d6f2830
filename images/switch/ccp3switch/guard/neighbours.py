"""LLDP neighbours: what they said, until it holds no longer."""

from __future__ import annotations

from datetime import timedelta

from ccp3switch.frames import lldp
from ccp3switch.guard.seen import Heard
from ccp3switch.switch import Switch

_MOST = 8  # neighbours of one port: a station may invent thousands


def heard(switch: Switch, name: str, frame: bytes) -> None:
    """An LLDP frame by a port; one with no time to live says goodbye (IEEE 802.1AB-2016, 9.1.2.2)."""
    station = lldp.decoded(frame)
    if station is None:
        return
    found = switch.seen.neighbours.setdefault(name, {})
    identity = f"{station.chassis} {station.port}"
    if not station.ttl:
        found.pop(identity, None)
    elif identity in found or len(found) < _MOST:
        found[identity] = Heard(station, switch.live.now())


def aged(switch: Switch) -> None:
    """Forget those who were not heard of for as long as they said, and those whose link is down."""
    now = switch.live.now()
    for found in switch.seen.neighbours.values():
        for identity, one in list(found.items()):
            if now - one.moment > timedelta(seconds=one.station.ttl):
                del found[identity]
