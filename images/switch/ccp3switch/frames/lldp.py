"""LLDP (IEEE 802.1AB-2016): what a station says of itself, as the bytes of a frame. Pure."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterator
from dataclasses import dataclass

DESTINATION = bytes.fromhex("0180c200000e")
TYPE = 0x88CC
TTL = 120  # seconds that what was said holds, as on IOS
EVERY = 30  # seconds between two frames
_END, _CHASSIS, _PORT, _TTL, _PORT_TEXT, _NAME, _TEXT, _CAPABLE, _ADDRESS = range(9)
_MAC, _IF_NAME, _IP4 = 4, 5, 1  # subtypes of chassis (8.5.2.2) and port (8.5.3.2); address family (RFC 3232)
_CHASSIS_IP, _PORT_MAC = 5, 3
CAPABILITIES = {"O": 1, "P": 2, "B": 4, "W": 8, "R": 16, "T": 32, "C": 64, "S": 128}
_LONGEST = 255


@dataclass(frozen=True)
class Station:
    """What one end of a link says; `ttl` in seconds, capabilities as IOS's letters, addresses of management."""

    chassis: str
    port: str
    ttl: int = TTL
    port_text: str = ""
    name: str = ""
    text: str = ""
    capable: str = ""
    enabled: str = ""
    addresses: tuple[str, ...] = ()


def encoded(station: Station, source: str) -> bytes:
    """The frame that a switch sends; `source` is the address of the port, the chassis one of the same form."""
    parts = [
        _tlv(_CHASSIS, bytes([_MAC]) + _mac(station.chassis)),
        _tlv(_PORT, bytes([_IF_NAME]) + station.port.encode()),
        _tlv(_TTL, struct.pack("!H", station.ttl)),
        _tlv(_NAME, station.name.encode()),
        _tlv(_TEXT, station.text.encode()),
        _tlv(_PORT_TEXT, station.port_text.encode()),
        _tlv(_CAPABLE, struct.pack("!HH", _bits(station.capable), _bits(station.enabled))),
        *(_tlv(_ADDRESS, _management(address)) for address in station.addresses),
        _tlv(_END, b""),
    ]
    return DESTINATION + _mac(source) + struct.pack("!H", TYPE) + b"".join(parts)


def _tlv(kind: int, value: bytes) -> bytes:
    cut = value[:_LONGEST]
    return struct.pack("!H", kind << 9 | len(cut)) + cut


def _mac(text: str) -> bytes:
    return bytes.fromhex(text.replace(":", ""))


def _bits(letters: str) -> int:
    return sum(CAPABILITIES[letter] for letter in letters)


def _management(address: str) -> bytes:
    """Length, family, address; interface number unknown; no object identifier (8.5.9)."""
    return bytes([5, _IP4]) + ipaddress.IPv4Address(address).packed + bytes([1, 0, 0, 0, 0, 0])


def decoded(frame: bytes) -> Station | None:
    """What a frame says; None when it is no LLDP frame, or lacks one of the three parts that each must have (8.2)."""
    if struct.unpack_from("!H", frame.ljust(14, b"\0"), 12)[0] != TYPE:
        return None
    found: dict[int, list[bytes]] = {}
    for kind, value in _parts(frame[14:]):
        found.setdefault(kind, []).append(value)
    first = {kind: values[0] for kind, values in found.items()}
    if not all(len(first.get(kind, b"")) >= 2 for kind in (_CHASSIS, _PORT, _TTL)):
        return None
    return _station(first, found.get(_ADDRESS, []))


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and value of each part, up to the end mark; a part that is cut ends it too."""
    while len(data) >= 2:
        head = struct.unpack_from("!H", data)[0]
        kind, length = head >> 9, head & 0x1FF
        if kind == _END or len(data) < 2 + length:
            return
        yield kind, data[2 : 2 + length]
        data = data[2 + length :]


def _station(first: dict[int, bytes], addresses: list[bytes]) -> Station:
    able = first.get(_CAPABLE, b"").ljust(4, b"\0")
    return Station(
        chassis=_identity(first[_CHASSIS], _MAC, _CHASSIS_IP),
        port=_identity(first[_PORT], _PORT_MAC, 4),
        ttl=struct.unpack_from("!H", first[_TTL])[0],
        port_text=_text(first.get(_PORT_TEXT, b"")),
        name=_text(first.get(_NAME, b"")),
        text=_text(first.get(_TEXT, b"")),
        capable=_letters(able[:2]),
        enabled=_letters(able[2:4]),
        addresses=tuple(found for value in addresses if (found := _address(value))),
    )


def _identity(value: bytes, mac: int, ip: int) -> str:
    """Chassis and port: an address as IOS writes it (`0242.ac14.1402`, `10.0.0.1`), else text."""
    kind, body = value[0], value[1:]
    if kind == mac and len(body) == 6:
        return ".".join(body.hex()[index : index + 4] for index in (0, 4, 8))
    if kind == ip and len(body) == 5 and body[0] == _IP4:
        return str(ipaddress.IPv4Address(body[1:]))
    return _text(body)


def _text(value: bytes) -> str:
    """Printable text: what comes over a wire must not move a terminal's cursor."""
    text = value.rstrip(b"\0").decode(errors="replace")
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)


def _letters(value: bytes) -> str:
    bits = struct.unpack("!H", value)[0]
    return ",".join(letter for letter, bit in CAPABILITIES.items() if bits & bit)


def _address(value: bytes) -> str:
    return str(ipaddress.IPv4Address(value[2:6])) if value[:2] == bytes([5, _IP4]) and len(value) >= 6 else ""
