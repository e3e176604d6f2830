"""A DHCP client in one file of plain Python, for a host of the bench (RFC 2131): prints what it was given as JSON.

Arguments: the device, and as JSON what to ask with: `identifier` (option 61 in hexadecimal), `wanted` (codes),
`seconds`, `keep` (stop at the offer when false), `requested` (an address to ask for).
"""

from __future__ import annotations

import json
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Any

COOKIE = bytes.fromhex("63825363")
DISCOVER, REQUEST = 1, 3
Answer = dict[str, Any]


def message(kind: int, mac: bytes, options: dict[int, bytes]) -> bytes:
    """A BOOTP request that asks for broadcast answers."""
    head = struct.pack("!BBBBIHH", 1, 1, 6, 0, 0x1234, 0, 0x8000) + bytes(16) + mac.ljust(16, b"\0") + bytes(192)
    all_options = {53: bytes([kind]), **options}
    body = b"".join(bytes([code, len(data)]) + data for code, data in all_options.items())
    return head + COOKIE + body + b"\xff"


def checksum(data: bytes) -> int:
    """RFC 1071."""
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF


def frame(mac: bytes, payload: bytes) -> bytes:
    """The message in UDP, IPv4 and Ethernet, from 0.0.0.0 to everybody."""
    udp = struct.pack("!HHHH", 68, 67, 8 + len(payload), 0) + payload
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 64, 17, 0, bytes(4), b"\xff" * 4)
    ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
    return b"\xff" * 6 + mac + b"\x08\x00" + ip + udp


def answer(data: bytes) -> Answer | None:
    """A frame as an answer: its address, next server, file and options; None when it is none."""
    if len(data) < 282 or data[12:14] != b"\x08\x00" or data[23] != 17 or data[36:38] != b"\x00\x44":
        return None
    bootp = data[42:]
    found = {"ip": socket.inet_ntoa(bootp[16:20]), "next": socket.inet_ntoa(bootp[20:24]), "options": {}}
    found |= {"file": bootp[108:236].rstrip(b"\0").decode(), "source": socket.inet_ntoa(data[26:30])}
    rest = bootp[240:]
    while rest and rest[0] != 255:
        if rest[0]:
            found["options"][rest[0]] = rest[2 : 2 + rest[1]].hex()
        rest = rest[2 + rest[1] :] if rest[0] else rest[1:]
    return found


def ask(link: socket.socket, sent: bytes, kinds: str, seconds: float) -> Answer | None:
    """Send, again each second, until an answer of one of these types comes; None when none does."""
    end = again = time.monotonic()
    end += seconds
    while (now := time.monotonic()) < end:
        if now >= again:
            link.send(sent)
            again = now + 1
        link.settimeout(max(0.01, min(again, end) - now))
        try:
            found = answer(link.recv(2048))
        except TimeoutError:
            continue
        if found and found["options"].get(53) in kinds.split():
            return found
    return None


def lease(device: str, given: dict[str, Any]) -> Answer | None:
    """Discover, and request what is offered."""
    mac = bytes.fromhex(Path(f"/sys/class/net/{device}/address").read_text().strip().replace(":", ""))
    common = {55: bytes(given.get("wanted", [1, 3, 6, 15, 51])), 57: struct.pack("!H", 1400)}
    if "identifier" in given:
        common[61] = bytes.fromhex(given["identifier"])
    asked = {50: socket.inet_aton(given["requested"])} if "requested" in given else {}
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800)) as link:
        link.bind((device, 0))
        seconds = given.get("seconds", 8)
        offer = ask(link, frame(mac, message(DISCOVER, mac, common | asked)), "02", seconds)
        if offer is None or not given.get("keep", True):
            return offer
        chosen = {50: socket.inet_aton(offer["ip"]), 54: bytes.fromhex(offer["options"][54])}
        return ask(link, frame(mac, message(REQUEST, mac, common | chosen)), "05 06", seconds)


if __name__ == "__main__":
    print(json.dumps(lease(sys.argv[1], json.loads(sys.argv[2]))))
