"""RST BPDUs (IEEE 802.1D-2004, clause 9): the question that makes a bridge at the other end speak. Pure."""

from __future__ import annotations

import struct
from dataclasses import dataclass

GROUP = bytes.fromhex("0180c2000000")
_LLC = bytes.fromhex("424203")
_RST = bytes([0, 0, 2, 2])  # protocol, version and type of an RST BPDU (9.3.3)
_DESIGNATED_PROPOSAL = 0x0E
_DEAREST = 200_000_000  # the worst path that 17.14 recommends
_SECOND = 256  # times are in 1/256 of a second (9.2.8)
_AGE, _MAX_AGE, _HELLO, _DELAY = 0, 20, 2, 15  # seconds (17.14)


@dataclass(frozen=True)
class Speaker:
    """Who speaks: address and priority of the bridge, priority and number of its port in the spanning tree."""

    mac: str
    priority: int
    port_priority: int
    port: int


def question(speaker: Speaker) -> bytes:
    """A frame that a bridge answers at once, and that says nothing to a station.

    A bridge that knows of a better one on this link keeps silent (17.4). From the very port that it listens to it also
    believes what is worse (17.6): now it is the better one itself, or is asked to agree, and both make it speak.
    """
    bridge = struct.pack("!H", speaker.priority) + bytes.fromhex(speaker.mac.replace(":", ""))
    port = struct.pack("!BB", speaker.port_priority, speaker.port)
    times = struct.pack("!HHHH", *(seconds * _SECOND for seconds in (_AGE, _MAX_AGE, _HELLO, _DELAY)))
    vector = bridge + struct.pack("!I", _DEAREST) + bridge + port
    said = _LLC + _RST + bytes([_DESIGNATED_PROPOSAL]) + vector + times + b"\x00"
    return GROUP + bridge[2:] + struct.pack("!H", len(said)) + said
