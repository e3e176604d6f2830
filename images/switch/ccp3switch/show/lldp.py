"""`show lldp`. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ccp3switch.errors import InvalidInputError
from ccp3switch.frames.lldp import EVERY, TTL
from ccp3switch.guard.seen import Heard
from ccp3switch.names import number, short
from ccp3switch.show.view import View

OFF = "% LLDP is not enabled\n"
CODES = """Capability codes:
    (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device
    (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other

"""


def settings(view: View) -> str:
    """`show lldp`."""
    if not view.tree.has("lldp run"):
        return OFF
    return f"""
Global LLDP Information:
    Status: ACTIVE
    LLDP advertisements are sent every {EVERY} seconds
    LLDP hold time advertised is {TTL} seconds
    LLDP interface reinitialisation delay is 2 seconds
"""


def neighbours(view: View) -> str:
    """`show lldp neighbors [X]`."""
    if not view.tree.has("lldp run"):
        return OFF
    rows = [_row(name, one) for name, one in _seen(view)]
    head = f"{CODES}{'Device ID':<20}{'Local Intf':<15}{'Hold-time':<11}{'Capability':<16}Port ID\n"
    return f"{head}{''.join(rows)}\nTotal entries displayed: {len(rows)}\n"


def _seen(view: View) -> Iterator[tuple[str, Heard]]:
    """Local port and neighbour, in order, of those whose word still holds."""
    asked = view.asked.values.get("interface")
    if asked and f"interface {asked}" not in view.tree.lines:
        raise InvalidInputError(view.asked.columns[view.asked.words.index(asked)])
    now = view.live.now()
    for name in sorted(view.live.seen.neighbours, key=number):
        for one in view.live.seen.neighbours[name].values():
            if asked in (None, name) and now - one.moment <= timedelta(seconds=one.station.ttl):
                yield name, one


def _row(name: str, one: Heard) -> str:
    told = one.station
    who = (told.name or told.chassis)[:20]
    return f"{who:<20}{short(name):<15}{told.ttl:<11}{told.enabled:<16}{told.port}\n"


def detail(view: View) -> str:
    """`show lldp neighbors [X] detail`: a part that was not told says so."""
    if not view.tree.has("lldp run"):
        return OFF
    texts = [_detail(view, name, one) for name, one in _seen(view)]
    return f"{''.join(texts)}\nTotal entries displayed: {len(texts)}\n"


def _detail(view: View, name: str, one: Heard) -> str:
    told = one.station
    left = told.ttl - int((view.live.now() - one.moment).total_seconds())
    addresses = "".join(f"\n    IP: {address}" for address in told.addresses)
    return f"""------------------------------------------------
Local Intf: {short(name)}
Chassis id: {told.chassis}
Port id: {told.port}
{_told("Port Description", told.port_text.replace(chr(10), " "))}
{_told("System Name", told.name)}

{f"System Description: {chr(10)}{told.text}" if told.text else "System Description - not advertised"}

Time remaining: {left} seconds
{_told("System Capabilities", told.capable)}
{_told("Enabled Capabilities", told.enabled)}
Management Addresses{f":{addresses}" if addresses else " - not advertised"}
Auto Negotiation - not supported
Physical media capabilities - not advertised
Media Attachment Unit type - not advertised
Vlan ID: - not advertised

"""


def _told(title: str, value: str) -> str:
    return f"{title}: {value}" if value else f"{title} - not advertised"
