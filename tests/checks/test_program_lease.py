"""The DHCP client of the checks, on a wire with a server made here: what it sends, what it takes for an answer."""

import socket
import struct
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from checks.programs import lease as program
from checks.programs import text
from checks.programs.lease import ACK, COOKIE, DISCOVER, NAK, OFFER, RELEASE, REQUEST, Answer, Client, Report

MAC, ROUTER_MAC = bytes.fromhex("020000000001"), bytes.fromhex("0200000000fe")
ROUTER, SERVER, HOST = "192.0.2.1", "198.51.100.10", "198.51.100.20"
LEASED = "192.0.2.50"


def ip(data: bytes) -> str:
    return socket.inet_ntoa(data)


def reply(asked: bytes, kind: int, address: str, more: Mapping[int, bytes]) -> bytes:
    """A BOOTP reply to the message ASKED, as a relay broadcasts it."""
    options = {53: bytes([kind]), 54: socket.inet_aton(SERVER), **more}
    body = b"".join(bytes([code, len(value)]) + value for code, value in options.items())
    head = b"\2" + asked[1:16] + socket.inet_aton(address) + bytes(4) + socket.inet_aton(ROUTER) + asked[28:236]
    message = head + COOKIE + body + b"\xff"
    udp = struct.pack("!HHHH", 67, 68, 8 + len(message), 0) + message
    return b"\xff" * 6 + ROUTER_MAC + b"\x08\x00" + program.packet(17, ROUTER, "255.255.255.255", udp)


@dataclass
class Clock:
    """Takes the place of the module `time`: it goes on when somebody waits, and no busy machine holds it up."""

    now: float = 0

    def monotonic(self) -> float:
        return self.now


CLOCK = Clock()


@dataclass
class Wire:
    """Takes the place of the packet socket; behind it are a server, a router and a host that answer what they may."""

    kinds: tuple[int, ...] = (OFFER, ACK)
    told: Mapping[int, bytes] = field(default_factory=lambda: {3: socket.inet_aton(ROUTER)})
    free: tuple[str, ...] = (LEASED,)
    router: bool = True
    host: bool = True
    sent: list[bytes] = field(default_factory=list)
    waiting: deque[bytes] = field(default_factory=deque)

    seconds: float = 0

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0
        self.seconds = seconds

    def send(self, data: bytes) -> None:
        self.sent.append(data)
        self.waiting.append(data)  # a packet socket hears what it sends, too
        self.waiting.extend(self.answers(data))

    def recv(self, size: int) -> bytes:
        assert size > 1500
        if not self.waiting:
            CLOCK.now += self.seconds
            raise TimeoutError
        return self.waiting.popleft()

    def answers(self, data: bytes) -> Iterator[bytes]:
        if data[12:14] == b"\x08\x06":
            if data[20:22] == b"\0\1" and ip(data[38:42]) == ROUTER and self.router:
                yield MAC + ROUTER_MAC + data[12:20] + b"\0\2" + ROUTER_MAC + data[38:42] + data[22:32]
        elif data[23] == 1 and self.host:
            question = b"\xff" * 6 + ROUTER_MAC + data[12:20] + b"\0\1" + ROUTER_MAC + socket.inet_aton(ROUTER)
            yield question.replace(data[12:20], struct.pack("!HHHBB", 0x0806, 1, 0x0800, 6, 4)) + bytes(6) + data[26:30]
            yield MAC + ROUTER_MAC + b"\x08\x00" + program.packet(1, HOST, ip(data[26:30]), b"\0" + data[35:])
        elif data[23] == 17:
            yield from self.served(data[42:])

    def served(self, asked: bytes) -> Iterator[bytes]:
        options = program.options(asked[240:])
        wish = ip(options[50]) if 50 in options else self.free[0]
        address = wish if wish in self.free else self.free[0]
        for kind in self.kinds:
            if (options[53][0], kind) in {(DISCOVER, OFFER), (REQUEST, ACK), (REQUEST, NAK)}:
                yield reply(asked, kind, address, self.told)


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> None:
    monkeypatch.setattr(program, "time", CLOCK)


def client(wire: Wire, patience: float = 4) -> Client:
    return Client(wire, MAC, patience)  # type: ignore[arg-type]


def leased(wire: Wire, reach: str = "", patience: float = 4) -> Report:
    report = Report(MAC.hex(":"))
    program.lease(client(wire, patience), report, reach)
    return report


def messages(wire: Wire) -> list[int]:
    """The kinds of DHCP messages that were sent."""
    return [program.options(data[282:])[53][0] for data in wire.sent if data[12:14] == b"\x08\x00" and data[23] == 17]


def test_a_lease_and_what_it_tells() -> None:
    wire = Wire(told={3: socket.inet_aton(ROUTER), 15: b"essai.lan"})
    report = leased(wire)
    options = {53: "05", 54: "c633640a", 3: "c0000201", 15: b"essai.lan".hex()}
    assert report.end == Answer(ACK, LEASED, ROUTER, ROUTER, options)
    assert messages(wire) == [DISCOVER, REQUEST]
    assert (report.reached, report.router) == (None, "")


def test_a_question_is_a_client_nobody_knows_that_asks_for_broadcast_answers() -> None:
    wire = Wire()
    leased(wire)
    first, second = (data for data in wire.sent)
    for data in (first, second):
        assert (data[:6], data[6:12]) == (b"\xff" * 6, MAC)
        assert program.checksum(data[14:34]) == 0
        assert data[42:44] == b"\1\1"
        assert data[52:54] == b"\x80\x00"
        assert data[70:76] == MAC
    assert program.options(second[282:])[50] == socket.inet_aton(LEASED)
    assert program.options(second[282:])[54] == socket.inet_aton(SERVER)


def test_silence_is_asked_again_until_patience_ends() -> None:
    wire, start = Wire(kinds=()), CLOCK.now
    report = leased(wire)
    assert (report.offer, report.end) == (None, None)
    assert messages(wire) == [DISCOVER] * 4
    assert CLOCK.now - start == 4


@pytest.mark.parametrize(("kinds", "end"), [((OFFER,), None), ((OFFER, NAK), NAK)])
def test_an_offer_is_no_lease(kinds, end) -> None:
    report = leased(Wire(kinds=kinds), HOST)
    assert report.offer is not None
    assert (report.end.kind if report.end else None) == end
    assert report.reached is None


@pytest.mark.parametrize(
    ("wire", "router", "reached"),
    [
        (Wire(), ROUTER_MAC.hex(":"), True),
        (Wire(host=False), ROUTER_MAC.hex(":"), False),
        (Wire(router=False), "", False),
        (Wire(told={}), "", False),
        (Wire(told={3: b"\0"}), "", False),
    ],
)
def test_the_way_to_a_host_leads_through_the_router_that_was_told(wire, router, reached) -> None:
    report = leased(wire, HOST)
    assert (report.router, report.reached) == (router, reached)


def test_whoever_asks_for_the_leased_address_is_answered() -> None:
    wire = Wire()
    leased(wire, HOST)
    answer = next(data for data in wire.sent if data[12:14] == b"\x08\x06" and data[20:22] == b"\0\2")
    assert (answer[:6], answer[22:28], ip(answer[28:32])) == (ROUTER_MAC, MAC, LEASED)


def test_a_lease_is_given_back_to_its_server() -> None:
    wire = Wire()
    asker, report = client(wire), Report("")
    program.lease(asker, report, "")
    asker.release(program.first(report.end, 54))
    data = wire.sent[-1]
    assert messages(wire)[-1] == RELEASE
    assert (data[:6], ip(data[26:30]), ip(data[30:34]), ip(data[54:58])) == (ROUTER_MAC, LEASED, SERVER, LEASED)


def test_of_each_list_addresses_are_asked_for_until_one_is_offered() -> None:
    wire, report = Wire(free=("192.0.2.60", "192.0.2.98", "192.0.2.97")), Report("")
    program.wish(client(wire), report, [["192.0.2.200"], ["192.0.2.99", "192.0.2.98", "192.0.2.97"]])
    assert report.wishes == {
        "192.0.2.200": "192.0.2.60",
        "192.0.2.99": "192.0.2.60",
        "192.0.2.98": "192.0.2.98",
    }
    assert set(messages(wire)) == {DISCOVER}


def test_what_was_offered_already_need_not_be_asked_for() -> None:
    wire, report = Wire(free=("192.0.2.60",)), Report("")
    assert program.wish(client(wire), report, [["192.0.2.200"], ["192.0.2.59", "192.0.2.60"]])
    assert report.wishes == {"192.0.2.200": "192.0.2.60"}


def test_each_question_has_its_own_number_so_late_answers_are_passed_over() -> None:
    wire = Wire(free=("192.0.2.60",))
    program.wish(client(wire), Report(""), [["192.0.2.200"], ["192.0.2.59"]])
    numbers = [data[46:50] for data in wire.sent]
    assert len(set(numbers)) == 2


def test_a_server_that_tries_an_address_is_given_time() -> None:
    class Trying(Wire):
        """Asks for the address first, and offers it on the fifth question."""

        to = b"\xff" * 6

        def answers(self, data: bytes) -> Iterator[bytes]:
            if len(self.sent) < 5:
                sender = ROUTER_MAC + socket.inet_aton(ROUTER)
                kind = b"\x08\x06\0\1\x08\0\6\4\0\1"
                yield self.to + ROUTER_MAC + kind + sender + bytes(6) + socket.inet_aton(LEASED)
            else:
                yield from super().answers(data)

    class Looking(Trying):
        """A router that looks for a client which is gone: the same question, to one card."""

        to = b"\2\0\0\0\0\7"

    assert leased(Looking()).end is None
    assert leased(Trying()).end is not None
    assert leased(Wire(kinds=())).end is None


def test_a_server_that_tries_an_address_of_another_network_is_waited_for() -> None:
    """It is deaf meanwhile, and not heard: dnsmasq pings for three seconds, one address after the other."""

    @dataclass
    class Deaf(Wire):
        """Six seconds go by before it answers."""

        begin: float = field(default_factory=lambda: CLOCK.now)

        def answers(self, data: bytes) -> Iterator[bytes]:
            if CLOCK.now - self.begin >= 6:
                yield from super().answers(data)

    assert leased(Deaf(), patience=4).end is None
    assert leased(Deaf(), patience=7).end is not None


def test_a_silent_server_is_not_asked_for_every_address() -> None:
    wire, report = Wire(kinds=()), Report("")
    program.wish(client(wire), report, [["192.0.2.200"], ["192.0.2.99"]])
    asked = {program.options(data[282:])[50] for data in wire.sent}
    assert (report.wishes, asked) == ({}, {socket.inet_aton("192.0.2.200")})


def other(change: slice, value: bytes) -> bytes:
    """A right answer with some bytes changed."""
    asker = client(Wire())
    asker.transaction = 7
    data = bytearray(reply(asker.message(DISCOVER, {}), OFFER, LEASED, {}))
    data[change] = value
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 13,
        b"\0" * 60,
        other(slice(12, 14), b"\x86\xdd"),
        other(slice(23, 24), b"\x06"),
        other(slice(36, 38), b"\x00\x43"),
        other(slice(42, 43), b"\1"),
        other(slice(46, 50), b"\0\0\0\x08"),
        other(slice(70, 76), b"\x02\0\0\0\0\x09"),
        other(slice(278, 282), b"\0\0\0\0"),
        other(slice(14, 15), b"\x4f"),
        other(slice(60, None), b""),
    ],
    ids=lambda data: f"{len(data)} bytes",  # the bytes themselves are drawn: workers would not agree on a name
)
def test_what_is_no_answer_to_this_client_is_passed_over(data) -> None:
    asker = client(Wire())
    asker.transaction = 7
    assert asker.answer(other(slice(0, 0), b"")) is not None
    assert asker.answer(data) is None


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", {}),
        (b"\xff\x01\x01\x01", {}),
        (b"\0\0\x0f\x02ab\xff", {15: b"ab"}),
        (b"\x0f\x01a\x0f\x01b", {15: b"ab"}),
        (b"\x0f\x09ab", {15: b"ab"}),
        (b"\x0f", {15: b""}),
    ],
)
def test_options_however_they_end(data, found) -> None:
    assert program.options(data) == found


def test_it_needs_nothing_of_the_house() -> None:
    scope: dict[str, object] = {"__name__": "sent"}
    exec(compile(text("lease"), "lease", "exec"), scope)
    assert "main" in scope
    assert not [line for line in text("lease").splitlines() if line.startswith(("from ccp3lab", "import ccp3lab"))]
