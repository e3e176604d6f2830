"""A DHCP client that leaves no trace on its device (RFC 2131), for `python3 -c`: what a new machine would be given.

It speaks in raw frames under a network card of its own, so that the device keeps its address, and gives its lease back.
Argument, as JSON: `port` (eth1), `patience` (seconds for an answer of a server); optional: `mac` (a card whose lease is
kept, else a new one), `wishes` (lists of addresses: before anything is leased, those of each list are asked for in turn
until one is offered), `reach` (an address to try through the router that was told). One line of JSON comes back:
Report. Standard library only.
"""

import json
import secrets
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field

DISCOVER, OFFER, REQUEST, ACK, NAK, RELEASE = 1, 2, 3, 5, 6, 7
COOKIE = bytes.fromhex("63825363")
EVERYBODY = b"\xff" * 6
NOWHERE, BROADCAST = socket.inet_ntoa(bytes(4)), socket.inet_ntoa(EVERYBODY[:4])
IPV4, ARP = 0x0800, 0x0806
ALL_FRAMES = 0x0003
AGAIN, NEAR, BUSY = 1.0, 1.5, 14.0
"""Seconds: until a question is asked again; for a neighbour; for a server that is heard trying addresses."""


@dataclass
class Answer:
    """A reply of a server: addresses as text, options by code in hexadecimal; `relay` is giaddr."""

    kind: int
    address: str
    relay: str
    source: str
    options: dict[int, str]


@dataclass
class Report:
    """What came of it; `problem` says why nothing could be sent. `wishes`: what was offered when each was asked for."""

    mac: str
    offer: Answer | None = None
    end: Answer | None = None
    router: str = ""
    reached: bool | None = None
    wishes: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def octets(address: str) -> bytes:
    """The four bytes of an IPv4 ADDRESS."""
    return socket.inet_aton(address)


def checksum(data: bytes) -> int:
    """The Internet checksum (RFC 1071)."""
    words = struct.unpack(f"!{(len(data) + 1) // 2}H", data + bytes(len(data) % 2))
    total: int = sum(words)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def packet(protocol: int, source: str, target: str, payload: bytes) -> bytes:
    """An IPv4 packet (RFC 791)."""
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), secrets.randbits(16), 0, 64, protocol, 0)
    head += octets(source) + octets(target)
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def datagram(source: str, target: str, payload: bytes) -> bytes:
    """From a client to the servers' port; a UDP checksum of 0 is none (RFC 768)."""
    return packet(17, source, target, struct.pack("!HHHH", 68, 67, 8 + len(payload), 0) + payload)


class Client:
    """A machine with the card MAC on the port of LINK (a packet socket, packet(7))."""

    def __init__(self, link: socket.socket, mac: bytes, patience: float) -> None:
        """Without an address yet. PATIENCE: seconds until a server that says nothing is none."""
        self.link, self.mac, self.patience = link, mac, patience
        self.transaction = secrets.randbits(32)
        self.address, self.hop = NOWHERE, EVERYBODY

    def frame(self, kind: int, target: bytes, payload: bytes) -> bytes:
        """An Ethernet frame of this card."""
        return target + self.mac + struct.pack("!H", kind) + payload

    def message(self, kind: int, options: dict[int, bytes]) -> bytes:
        """A message to the servers; answers are asked for by broadcast until there is an address."""
        own = self.address if kind == RELEASE else NOWHERE
        head = struct.pack("!BBBBIHH", 1, 1, 6, 0, self.transaction, 0, 0 if kind == RELEASE else 0x8000)
        told = {53: bytes([kind]), 61: b"\1" + self.mac, 55: bytes([1, 3, 6, 15, 51, 54]), **options}
        body = b"".join(bytes([code, len(data)]) + data for code, data in told.items())
        return head + octets(own) + bytes(12) + self.mac.ljust(16, b"\0") + bytes(192) + COOKIE + body + b"\xff"

    def heard(self, until: float) -> Iterator[bytes]:
        """The frames that come in before UNTIL (monotonic seconds), and answers to whoever asks for our address."""
        while (left := until - time.monotonic()) > 0:
            self.link.settimeout(left)
            try:
                data = self.link.recv(4096)
            except TimeoutError:
                return
            if data[6:12] == self.mac:
                continue
            if data[12:14] == struct.pack("!H", ARP) and data[20:22] == b"\0\1" and data[38:42] == octets(self.address):
                self.link.send(self.arp(2, data[22:28], data[28:32]))
            yield data

    def arp(self, operation: int, card: bytes, address: bytes) -> bytes:
        """A question (1) or an answer (2) of RFC 826 about ADDRESS."""
        body = struct.pack("!HHBBH", 1, IPV4, 6, 4, operation) + self.mac + octets(self.address)
        return self.frame(ARP, card, body + (bytes(6) if card == EVERYBODY else card) + address)

    def ask(self, sent: bytes, seconds: float, longest: float, wanted: Callable[[bytes], bool]) -> bytes | None:
        """Send, again each second, until a frame comes that is WANTED; None after so many SECONDS.

        Whoever is heard asking everybody for an address (RFC 826) may be a server that tries it: then patience lasts
        LONGEST. A question to one card is a router's that looks for a client it had.
        """
        start = time.monotonic()
        end = start + seconds
        while (now := time.monotonic()) < end:
            self.link.send(sent)
            for data in self.heard(min(now + AGAIN, end)):
                if wanted(data):
                    return data
                if data[:6] == EVERYBODY and data[12:14] == struct.pack("!H", ARP) and data[28:32] != bytes(4):
                    end = start + longest
        return None

    def dhcp(self, kind: int, options: dict[int, bytes], *kinds: int) -> Answer | None:
        """One question to the servers, and the first answer of KINDS; the sender of that becomes the way to them."""
        if kind == DISCOVER:
            self.transaction = secrets.randbits(32)  # late answers to the last question are none to this one
        sent = self.frame(IPV4, EVERYBODY, datagram(NOWHERE, BROADCAST, self.message(kind, options)))

        def wanted(data: bytes) -> bool:
            found = self.answer(data)
            return found is not None and found.kind in kinds

        data = self.ask(sent, self.patience, max(self.patience, BUSY), wanted)
        self.hop = data[6:12] if data else self.hop
        return self.answer(data) if data else None

    def answer(self, data: bytes) -> Answer | None:
        """A frame as a server's reply to this client; None when it is none."""
        start = 14 + 4 * (data[14] & 15) + 8 if len(data) > 14 else 0
        reply, udp = data[start:], data[start - 8 : start - 4]
        if data[12:14] != struct.pack("!H", IPV4) or data[23:24] != b"\x11" or udp != struct.pack("!HH", 67, 68):
            return None
        mine = reply[:1] == b"\2" and reply[4:8] == struct.pack("!I", self.transaction) and reply[28:34] == self.mac
        if not mine or reply[236:240] != COOKIE:
            return None
        told = options(reply[240:])
        address, relay, source = (socket.inet_ntoa(part) for part in (reply[16:20], reply[24:28], data[26:30]))
        kind = int.from_bytes(told.get(53, b""), "big")
        return Answer(kind, address, relay, source, {code: value.hex() for code, value in told.items()})

    def release(self, server: str) -> None:
        """Give the address back (RFC 2131, section 4.4.4)."""
        sent = self.message(RELEASE, {54: octets(server)})
        self.link.send(self.frame(IPV4, self.hop, datagram(self.address, server, sent)))

    def card_of(self, address: str) -> bytes | None:
        """The network card that answers for ADDRESS on this wire."""
        asked = octets(address)
        data = self.ask(
            self.arp(1, EVERYBODY, asked),
            NEAR,
            NEAR,
            lambda data: data[12:14] == struct.pack("!H", ARP) and data[20:22] == b"\0\2" and data[28:32] == asked,
        )
        return data[22:28] if data else None

    def ping(self, target: str, hop: bytes) -> bool:
        """Whether TARGET answers an echo request (RFC 792) that is handed to HOP."""
        word = secrets.token_bytes(8)
        echo = struct.pack("!BBH", 8, 0, 0) + word
        sent = packet(1, self.address, target, echo[:2] + struct.pack("!H", checksum(echo)) + echo[4:])

        def wanted(data: bytes) -> bool:
            return data[26:34] == octets(target) + octets(self.address) and data[34:36] == bytes(2) and word in data

        return self.ask(self.frame(IPV4, hop, sent), NEAR, NEAR, wanted) is not None


def options(data: bytes) -> dict[int, bytes]:
    """The options of a message (RFC 2132): pieces of one code are joined (RFC 3396)."""
    found: dict[int, bytes] = {}
    while data and data[0] != 255:
        if data[0] == 0:
            data = data[1:]
            continue
        size = data[1] if len(data) > 1 else 0
        found[data[0]] = found.get(data[0], b"") + data[2 : 2 + size]
        data = data[2 + size :]
    return found


def first(answer: Answer | None, code: int) -> str:
    """The first address of an option; empty when it is not there."""
    value = bytes.fromhex(answer.options.get(code, "")) if answer else b""
    return socket.inet_ntoa(value[:4]) if len(value) >= 4 else ""


def lease(client: Client, report: Report, reach: str) -> None:
    """Discover, request what is offered, try the way to REACH, give back what a new card got."""
    report.offer = client.dhcp(DISCOVER, {}, OFFER)
    if report.offer is None:
        return
    server = first(report.offer, 54)
    chosen = {50: octets(report.offer.address), 54: octets(server or NOWHERE)}
    report.end = client.dhcp(REQUEST, chosen, ACK, NAK)
    if report.end is None or report.end.kind != ACK:
        return
    client.address = report.end.address
    router = first(report.end, 3)
    card = client.card_of(router) if reach and router else None
    if reach:
        report.router = card.hex(":") if card else ""
        report.reached = card is not None and client.ping(reach, card)


def wish(client: Client, report: Report, wishes: list[list[str]]) -> bool:
    """Ask for the addresses of each list in turn, until one of them was offered; False when nobody answers."""
    for addresses in wishes:
        for address in addresses:
            if not set(addresses).isdisjoint(report.wishes.values()):
                break
            offer = client.dhcp(DISCOVER, {50: octets(address)}, OFFER)
            if offer is None:
                return False
            report.wishes[address] = offer.address
    return True


def main() -> None:
    """Do what the argument asks and print the report."""
    given = json.loads(sys.argv[1])
    known = bytes.fromhex(given.get("mac", "").replace(":", ""))
    mac = known or b"\x02" + secrets.token_bytes(5)  # locally administered (IEEE 802)
    report = Report(mac.hex(":"))
    try:
        with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_FRAMES)) as link:
            link.bind((given["port"], ALL_FRAMES))
            client = Client(link, mac, given["patience"])
            if wish(client, report, given.get("wishes", [])):
                lease(client, report, given.get("reach", ""))
            if client.address != NOWHERE and not known:
                client.release(first(report.end, 54))
    except OSError as error:
        report.problem = error.strerror or type(error).__name__
    print(json.dumps(asdict(report)))


if __name__ == "__main__":
    main()
