"""The queues of a print server as it tells them itself (IPP, RFC 8011, with CUPS's own operations), for `python3 -c`.

Argument, as JSON: `at`, the path of cupsd's socket or `ADDRESS:PORT`. One line of JSON comes back: Report. It reads and
changes nothing. Standard library only.
"""

import http.client
import json
import socket
import struct
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

GET_DEFAULT, GET_PRINTERS = 0x4001, 0x4002
"""Operations of CUPS (https://www.cups.org/doc/spec-ipp.html)."""
OK, NOT_FOUND = 0x0000, 0x0406
OPERATION, END, PRINTER = 0x01, 0x03, 0x04
INTEGER, BOOLEAN, ENUM, CHARSET, LANGUAGE, KEYWORD = 0x21, 0x22, 0x23, 0x47, 0x48, 0x44
LAST_DELIMITER = 0x0F
TIMEOUT, LIMIT = 4.0, 256 * 1024
"""Seconds for one answer, and the bytes that it may have."""

WANTED = (
    "printer-name",
    "printer-info",
    "printer-location",
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-is-shared",
    "device-uri",
    "requesting-user-name-allowed",
    "requesting-user-name-denied",
)

Queue = dict[str, list[Any]]


@dataclass
class Report:
    """Each queue by its attributes, and the default one's name; `problem` says why the server told nothing."""

    queues: list[Queue] = field(default_factory=list)
    default: str = ""
    problem: str = ""


class Local(http.client.HTTPConnection):
    """HTTP through a socket of the file system."""

    def connect(self) -> None:
        """To the path that was given as host."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(TIMEOUT)
        self.sock.connect(self.path)

    path = ""


def connection(at: str) -> http.client.HTTPConnection:
    """A way to the server AT."""
    if not at.startswith("/"):
        return http.client.HTTPConnection(at, timeout=TIMEOUT)
    local = Local("localhost", timeout=TIMEOUT)
    local.path = at
    return local


def attribute(tag: int, name: str, *values: str) -> bytes:
    """One attribute with its VALUES (RFC 8010, section 3.1.4): those after the first have no name."""
    named = [(name if number == 0 else "", value.encode()) for number, value in enumerate(values)]
    return b"".join(
        struct.pack("!BH", tag, len(key)) + key.encode() + struct.pack("!H", len(value)) + value for key, value in named
    )


def request(operation: int) -> bytes:
    """The whole message: version 2.0, the attributes that every one has, those that are wanted."""
    head = struct.pack("!BBHI", 2, 0, operation, 1) + bytes([OPERATION])
    common = attribute(CHARSET, "attributes-charset", "utf-8") + attribute(
        LANGUAGE, "attributes-natural-language", "en"
    )
    return head + common + attribute(KEYWORD, "requested-attributes", *WANTED) + bytes([END])


def value(tag: int, data: bytes) -> object:
    """A value as JSON has it."""
    if tag in (INTEGER, ENUM):
        return int.from_bytes(data, "big", signed=True)
    return data != b"\0" if tag == BOOLEAN else data.decode("utf-8", "replace")


def groups(message: bytes) -> Iterator[tuple[int, Queue]]:
    """The groups of attributes of MESSAGE, each with its delimiter. Raises IndexError, struct.error when cut off."""
    at, delimiter, name = 8, 0, ""
    found: Queue = {}
    while (tag := message[at]) != END:
        at += 1
        if tag <= LAST_DELIMITER:
            if delimiter:
                yield delimiter, found
            delimiter, found = tag, {}
            continue
        (size,) = struct.unpack_from("!H", message, at)
        name = message[at + 2 : at + 2 + size].decode("utf-8", "replace") if size else name
        at += 2 + size
        (size,) = struct.unpack_from("!H", message, at)
        found.setdefault(name, []).append(value(tag, message[at + 2 : at + 2 + size]))
        at += 2 + size
    yield delimiter, found


def ask(at: str, operation: int) -> list[Queue]:
    """The printers in the answer to OPERATION. OSError, and ValueError for what is no answer."""
    link = connection(at)
    try:
        link.request("POST", "/", request(operation), {"Content-Type": "application/ipp"})
        answer = link.getresponse()
        message = answer.read(LIMIT)
    except http.client.HTTPException as error:
        raise ValueError(f"no HTTP: {type(error).__name__}") from None
    finally:
        link.close()
    if answer.status != 200:
        raise ValueError(f"HTTP {answer.status}")
    try:
        (status,) = struct.unpack_from("!H", message, 2)
        if status == NOT_FOUND:
            return []
        if status > 0xFF:
            raise ValueError(f"IPP status {status:#06x}")
        return [found for delimiter, found in groups(message) if delimiter == PRINTER]
    except (IndexError, struct.error):
        raise ValueError("an answer that is cut off") from None


def look(at: str) -> Report:
    """What the server AT says."""
    try:
        queues = ask(at, GET_PRINTERS)
        default = ask(at, GET_DEFAULT)
    except (OSError, ValueError) as error:
        return Report(problem=str(getattr(error, "strerror", None) or error))
    return Report(queues, str(default[0].get("printer-name", [""])[0]) if default else "")


if __name__ == "__main__":
    print(json.dumps(asdict(look(json.loads(sys.argv[1])["at"]))))
