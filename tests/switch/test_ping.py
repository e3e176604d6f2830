"""`ping` and `traceroute`: the program that is asked for, and how IOS tells what it said."""

from __future__ import annotations

import pytest
from ccp3switch.errors import CliError
from ccp3switch.model.dhcp_client import Given
from ccp3switch.shell import hosts
from ccp3switch.shell.contract import Job
from ccp3switch.shell.echoes import Echoes
from ccp3switch.shell.hops import Hops
from ccp3switch.shell.session import Session
from ntc_templates.parse import parse_output
from switchbench.offline import FakeLive, type_lines

GOOD = "80 bytes from 10.0.0.9: icmp_seq={} ttl=64 time={} ms"
LATE = "no answer yet for icmp_seq={}"
ADDRESSED = "conf t\nip host srv 10.0.0.9\ninterface vlan 1\nip address 10.0.0.1 255.255.255.0\nend"


def started(session: Session, line: str) -> Job:
    """The job that a line begins."""
    session.feed(line)
    assert session.job is not None
    return session.job


def whole(session: Session, line: str, said: list[str], status: int = 0) -> str:
    """All that a terminal shows for a line whose program says these lines."""
    text = session.feed(line)
    assert session.job is not None
    text += "".join(session.job.translator.line(one) for one in said)
    return text + session.job_ended(status, interrupted=False)


PLAIN = "ping -A -O -n -c 5 -i 1.3 -W 2 -s 72 10.0.0.9"


@pytest.mark.parametrize(
    ("line", "program"),
    [
        ("ping 10.0.0.9", PLAIN),
        ("ping srv", PLAIN),
        ("ping SRV", PLAIN),
        ("ping ip srv", PLAIN),
        ("ping 10.0.0.9 timeout 2 size 100 repeat 5", PLAIN),
        ("ping 10.0.0.9 repeat 5 timeout 2", PLAIN),
        ("ping 10.0.0.9 re 3 ti 1 si 1500 df", "ping -A -O -n -c 3 -i 0.65 -W 1 -s 1472 -M do 10.0.0.9"),
        ("ping 10.0.0.9 df-bit repeat 3", "ping -A -O -n -c 3 -i 1.3 -W 2 -s 72 -M do 10.0.0.9"),
        ("ping 10.0.0.9 source vlan 1", "ping -A -O -n -c 5 -i 1.3 -W 2 -s 72 -I 10.0.0.1 10.0.0.9"),
        ("ping 10.0.0.9 source 10.0.0.1", "ping -A -O -n -c 5 -i 1.3 -W 2 -s 72 -I 10.0.0.1 10.0.0.9"),
        ("ping 10.0.0.9 timeout 0", "ping -A -O -n -c 5 -i 0.01 -W 0.01 -s 72 10.0.0.9"),
        ("ping 2001:db8::9", "ping -A -O -n -c 5 -i 1.3 -W 2 -s 52 2001:db8::9"),
        ("ping ipv6 2001:DB8:0::9 repeat 1", "ping -A -O -n -c 1 -i 1.3 -W 2 -s 52 2001:db8::9"),
        ("traceroute 10.0.0.9", "traceroute -4 -n -w 3 10.0.0.9"),
        ("traceroute srv numeric source vlan1", "traceroute -4 -n -w 3 -s 10.0.0.1 10.0.0.9"),
        ("traceroute ipv6 2001:db8::9", "traceroute -6 -n -w 3 2001:db8::9"),
    ],
)
def test_the_program(session: Session, line: str, program: str) -> None:
    type_lines(session, ADDRESSED)
    assert " ".join(started(session, line).argv) == program


UNKNOWN = "% Unrecognized host or address, or protocol not running.\n"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("ping foo", 'Translating "foo"...domain server (255.255.255.255)\n' + UNKNOWN),
        ("ping 10.0.0.300", 'Translating "10.0.0.300"...domain server (255.255.255.255)\n' + UNKNOWN),
        ("ping ipv6 10.0.0.1", UNKNOWN),
        ("ping ip 2001:db8::1", UNKNOWN),
        ("ping 10.0.0.9 source vlan 5", "% Invalid source interface - IP not enabled or interface is down\n"),
        ("ping 10.0.0.9 source 10.9.9.9", "% Invalid source address- IP address not on any of our up interfaces\n"),
        ("ping 10.0.0.9 size 35", "                          ^\n% Invalid input detected at '^' marker.\n"),
        ("ping 10.0.0.9 repeat", "% Incomplete command.\n"),
        ("ping 10.0.0.9 | include Success", "                     ^\n% Invalid input detected at '^' marker.\n"),
    ],
)
def test_what_is_refused(session: Session, line: str, text: str) -> None:
    type_lines(session, ADDRESSED)
    assert session.feed(line) == text
    assert session.prompt == "Switch#"


def test_a_shut_interface_is_no_source(session: Session) -> None:
    type_lines(session, ADDRESSED + "\nconf t\nint vlan 1\nshutdown\nend")
    assert session.feed("ping 10.0.0.9 source vlan 1").startswith("% Invalid source interface")


def test_an_address_that_dhcp_gave_is_a_source(session: Session, live: FakeLive) -> None:
    type_lines(session, "conf t\ninterface vlan 1\nip address dhcp\nend")
    assert session.feed("ping 10.0.0.9 source vlan 1").startswith("% Invalid source interface")
    live.offers = {"vlan1": Given("10.0.0.1", "255.255.255.0")}
    assert "-I 10.0.0.1 " in " ".join(started(session, "ping 10.0.0.9 source vlan 1").argv)


def test_user_mode_pings_but_has_no_dialogue(session: Session) -> None:
    session.feed("disable")
    assert session.feed("ping") == "% Incomplete command.\n"
    assert started(session, "ping 10.0.0.9").argv[0] == "ping"


def test_the_whole_text(session: Session) -> None:
    type_lines(session, ADDRESSED)
    text = whole(session, "ping srv source vlan 1 df", [GOOD.format(n, n) for n in (1, 2, 3, 4, 5)])
    assert text == (
        "Type escape sequence to abort.\n"
        "Sending 5, 100-byte ICMP Echos to 10.0.0.9, timeout is 2 seconds:\n"
        "Packet sent with a source address of 10.0.0.1 \n"
        "Packet sent with the DF bit set\n"
        "!!!!!\n"
        "Success rate is 100 percent (5/5), round-trip min/avg/max = 1/3/5 ms\n"
    )
    assert session.prompt == "Switch#"
    row = parse_output("cisco_ios", "ping", text)[0]
    assert (row["success_qty"], row["response_stream"], row["rtt_max"]) == ("5", ["!!!!!"], "5")


TIMES = "round-trip min/avg/max"


@pytest.mark.parametrize(
    ("said", "signs", "rate"),
    [
        ([GOOD.format(1, 0.2), LATE.format(2), GOOD.format(3, 7.4)], "!.!", f"66 percent (2/3), {TIMES} = 1/4/7 ms"),
        ([LATE.format(1), GOOD.format(1, 2100), LATE.format(2)], "...", "0 percent (0/3)"),
        (["ping: connect: Network is unreachable"], "...", "0 percent (0/3)"),
        ([f"From 10.0.0.254 icmp_seq={n} Destination Host Unreachable" for n in (1, 2, 3)], "UUU", "0 percent (0/3)"),
        ([f"From 10.0.0.1 icmp_seq={n} Destination Host Unreachable" for n in (1, 2, 3)], "...", "0 percent (0/3)"),
        (["From 10.0.0.254 icmp_seq=1 Frag needed and DF set (mtu = 1400)"], "M..", "0 percent (0/3)"),
        (["From 2001:db8::1: icmp_seq=1 Packet too big: mtu=1400"], "M..", "0 percent (0/3)"),
    ],
)  # fmt: skip
def test_signs_and_rates(said: list[str], signs: str, rate: str) -> None:
    echoes = Echoes(3, frozenset({"10.0.0.1"}))
    text = "".join(echoes.line(line) for line in said) + echoes.end(0, interrupted=False)
    assert text == f"{signs}\nSuccess rate is {rate}\n"


def test_an_interrupted_ping_counts_what_it_sent() -> None:
    echoes = Echoes(100, frozenset())
    assert echoes.line(GOOD.format(1, 3)) == "!"
    assert echoes.end(0, interrupted=True) == (
        ".\nSuccess rate is 50 percent (1/2), round-trip min/avg/max = 3/3/3 ms\n"
    )


def test_signs_are_cut_into_lines_of_seventy() -> None:
    echoes = Echoes(140, frozenset())
    text = "".join(echoes.line(GOOD.format(n, 1)) for n in range(1, 141)) + echoes.end(0, interrupted=False)
    assert text.splitlines()[:2] == ["!" * 70, "!" * 70]
    assert text.splitlines()[2].startswith("Success rate is 100 percent (140/140)")


def test_the_dialogue(session: Session) -> None:
    type_lines(session, ADDRESSED)
    asked = []
    session.feed("ping")
    for answer in ("", "srv", "3", "200", "1", "y", "vlan 1", "y"):
        asked.append(session.prompt)
        session.feed(answer)
    assert session.prompt == "Sweep range of sizes [n]: "
    assert "Sending 3, 200-byte ICMP Echos to 10.0.0.9, timeout is 1 seconds:" in session.feed("")
    assert session.job is not None
    assert " ".join(session.job.argv) == "ping -A -O -n -c 3 -i 0.65 -W 1 -s 172 -I 10.0.0.1 -M do 10.0.0.9"
    assert asked == [
        "Protocol [ip]: ", "Target IP address: ", "Repeat count [5]: ", "Datagram size [100]: ",
        "Timeout in seconds [2]: ", "Extended commands [n]: ", "Source address or interface: ",
        "Set DF bit in IP header? [no]: ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        (("appletalk",), "% Unknown protocol - appletalk\n"),
        (("", ""), "% Bad IP address\n"),
        (("", "10.0.0.9", "0"), "% A decimal number between 1 and 2147483647.\n"),
        (("", "10.0.0.9", "", "35"), "% A decimal number between 36 and 18024.\n"),
        (("", "10.0.0.9", "", "", "", "", "y"), "% Sweeps are not supported by this switch\n"),
        (("ipv6", "10.0.0.9"), UNKNOWN),
    ],
)
def test_answers_that_are_none(session: Session, answers: tuple[str, ...], text: str) -> None:
    session.feed("ping")
    assert "".join(session.feed(answer) for answer in answers) == text
    assert session.prompt == "Switch#"


TRACE = [
    "traceroute to 10.9.0.9 (10.9.0.9), 30 hops max, 60 byte packets",
    " 1  10.0.0.254  0.312 ms  0.290 ms  1.6 ms",
    " 2  * * *",
    " 3  10.5.0.1  2.0 ms 10.5.0.2  3.0 ms  4.0 ms",
    " 4  10.9.0.1  5.0 ms !H  5.1 ms !H  *",
]


def test_traceroute(session: Session) -> None:
    text = whole(session, "traceroute 10.9.0.9", TRACE)
    assert text.splitlines() == [
        "Type escape sequence to abort.",
        "Tracing the route to 10.9.0.9",
        "",
        "  1 10.0.0.254 0 msec 0 msec 2 msec ",
        "  2  *  *  * ",
        "  3 10.5.0.1 2 msec ",
        "    10.5.0.2 3 msec 4 msec ",
        "  4 10.9.0.1 !H !H  * ",
    ]
    rows = parse_output("cisco_ios", "traceroute", "".join(text.splitlines(keepends=True)[:5]))
    assert [row["hop_num"] for row in rows] == ["1", "2"]


def test_a_traceroute_without_route_or_stopped() -> None:
    assert Hops().line("connect: Network is unreachable") == ""
    assert Hops().end(1, interrupted=False) == "  1  *  *  * \n"
    assert Hops().end(-2, interrupted=True) == ""


def test_names_of_the_configuration_alone_are_known(session: Session) -> None:
    type_lines(session, "conf t\nip host srv 10.0.0.9\nip host srv 10.0.0.8\nno ip domain-lookup\nend")
    assert str(hosts.resolve(session.switch.running, "srv")) == "10.0.0.8"
    with pytest.raises(CliError) as refused:
        hosts.resolve(session.switch.running, "autre")
    assert refused.value.text == UNKNOWN.strip()
