"""Address translation: lines of the configuration, chains of nft, what is shown of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config import reader
from ccp3switch.config.diff import equal
from ccp3switch.config.factory import blank
from ccp3switch.config.render import render
from ccp3switch.config.tree import Line
from ccp3switch.config.whole import whole
from ccp3switch.live import conntrack
from ccp3switch.live.contract import Translation
from ccp3switch.shell.session import Session
from ccp3switch.state.filters import Filters, wanted
from ccp3switch.switch import Switch
from switchbench.offline import FakeLive

SIDES = """vlan 10
vlan 20
interface vlan 10
ip address 10.0.10.254 255.255.255.0
ip nat inside
interface vlan 20
ip address 203.0.113.1 255.255.255.0
ip nat outside
access-list 1 permit 10.0.10.0 0.0.0.255
"""
OVERLOAD = "ip nat inside source list 1 interface Vlan20 overload"
STATIC = "ip nat inside source static 10.0.10.7 203.0.113.7"
WEB = "ip nat inside source static tcp 10.0.10.80 80 203.0.113.8 8080"
OURS = "ip nat inside source static tcp 10.0.10.80 22 interface Vlan20 2222"
POOL = "ip nat pool P 203.0.113.16 203.0.113.20 netmask 255.255.255.0"
POOLED = "ip nat inside source list 1 pool P overload"


def tree(text: str) -> Line:
    reading = reader.read(GRAMMAR, text, blank(GRAMMAR, 2))
    assert reading.refused == []
    return reading.tree


def kept(text: str) -> list[str]:
    return [line for line in render(tree(text)).splitlines() if line.startswith("ip nat")]


def filters(*lines: str) -> Filters:
    return wanted(tree(SIDES + "\n".join(lines)))


def chains(found: Filters) -> dict[str, list[str]]:
    """Name of a chain -> its rules, without the names of counters and what all rules of a chain begin with."""
    shown = re.sub(r'counter name "[^"]+" ', "", found.nat).replace('iifname { "vlan20" } ', "")
    shown = shown.replace('iifname { "vlan10" } oifname { "vlan20" } ', "")
    pieces = re.findall(r"\tchain (\S+) \{\n(.*?)\t\}\n", shown, re.DOTALL)
    return {name: [line.strip() for line in body.splitlines() if "policy" not in line] for name, body in pieces}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ip nat ins so li 1 int vl 20 over", OVERLOAD),
        (STATIC, STATIC),
        (f"{STATIC} extendable", STATIC),
        (WEB, WEB),
        (f"{WEB} extendable", WEB),
        (OURS, OURS),
        (POOL, POOL),
        (POOL.replace("netmask 255.255.255.0", "pre 24"), POOL.replace("netmask 255.255.255.0", "prefix-length 24")),
    ],
)  # fmt: skip
def test_a_line_is_kept_and_goes(typed: str, shown: str) -> None:
    assert kept(typed) == [shown]
    assert kept(f"{typed}\nno {shown}") == []
    again = whole(GRAMMAR, render(tree(typed)), 2)
    assert equal(again.tree, tree(typed))


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (f"{OVERLOAD}\n{POOLED}", [POOLED]),
        (f"{STATIC}\nip nat inside source static 10.0.10.7 203.0.113.9",
         ["ip nat inside source static 10.0.10.7 203.0.113.9"]),
        (f"{POOL}\nno ip nat pool P", []),
        (f"{OVERLOAD}\nno ip nat inside source list 1", []),
    ],
)  # fmt: skip
def test_the_last_mapping_wins(lines: str, shown: list[str]) -> None:
    assert kept(lines) == shown


@pytest.mark.parametrize(
    "line",
    [
        "ip nat inside source static 10.0.10.9 203.0.113.7",
        "ip nat inside source static tcp 10.0.10.9 80 203.0.113.8 8080",
        "ip nat inside source static tcp 10.0.10.9 22 interface Vlan20 2222",
        "ip nat pool Q 203.0.113.20 203.0.113.16 netmask 255.255.255.0",
        "ip nat pool Q 203.0.113.20 203.0.114.16 netmask 255.255.255.0",
        "ip nat inside source list 1 interface Vlan20",
        "ip nat inside source list 1 pool P",
        "ip nat outside source static 1.1.1.1 2.2.2.2",
        "ip nat inside source static tcp 10.0.10.9 0 203.0.113.8 80",
        "ip nat translation timeout 30",
    ],
)
def test_refused(line: str) -> None:
    found = reader.read(GRAMMAR, f"{STATIC}\n{WEB}\n{OURS}\n{line}", blank(GRAMMAR, 2))
    assert [one.line for one in found.refused] == [line]


def test_the_same_port_of_another_protocol_is_another_mapping() -> None:
    assert len(kept(f"{WEB}\n{WEB.replace('tcp', 'udp')}\n{WEB.replace('.8 8080', '.9 8080')}")) == 3


def test_overload() -> None:
    found = filters(OVERLOAD)
    assert chains(found) == {
        "nat_acl_1": ["ip saddr 10.0.10.0/24 snat to 203.0.113.1"],
        "nat_entering": [],
        "nat_leaving": ["jump nat_acl_1"],
        "nat_counted": ['ct status & (snat | dnat) != 0 counter name "nat_hits"'],
    }
    assert 'iifname { "vlan10" } oifname { "vlan20" } jump nat_acl_1' in found.nat
    assert found.aliases == ()
    assert found.counters[1:] == ("nat_hits", "nat_misses")


def test_a_list_denies_by_leaving_alone() -> None:
    found = chains(filters("access-list 1 deny any", "no access-list 1", "access-list 1 deny host 10.0.10.9",
                           "access-list 1 permit any", OVERLOAD))  # fmt: skip
    assert found["nat_acl_1"] == ["ip saddr 10.0.10.9/32 return", "snat to 203.0.113.1"]


@pytest.mark.parametrize(
    ("lines", "entering", "leaving", "aliases"),
    [
        ([STATIC], ["ip daddr 203.0.113.7 dnat to 10.0.10.7"], ["ip saddr 10.0.10.7 snat to 203.0.113.7"],
         ("203.0.113.7/32",)),
        ([WEB], ["ip daddr 203.0.113.8 tcp dport 8080 dnat to 10.0.10.80:80"],
         ["ip saddr 10.0.10.80 tcp sport 80 snat to 203.0.113.8:8080"], ("203.0.113.8/32",)),
        ([OURS], ["ip daddr 203.0.113.1 tcp dport 2222 dnat to 10.0.10.80:22"],
         ["ip saddr 10.0.10.80 tcp sport 22 snat to 203.0.113.1:2222"], ()),
        ([STATIC, WEB], ["ip daddr 203.0.113.8 tcp dport 8080 dnat to 10.0.10.80:80",
                         "ip daddr 203.0.113.7 dnat to 10.0.10.7"],
         ["ip saddr 10.0.10.80 tcp sport 80 snat to 203.0.113.8:8080", "ip saddr 10.0.10.7 snat to 203.0.113.7"],
         ("203.0.113.8/32", "203.0.113.7/32")),
        ([STATIC.replace("203.0.113.7", "198.51.100.7")], ["ip daddr 198.51.100.7 dnat to 10.0.10.7"],
         ["ip saddr 10.0.10.7 snat to 198.51.100.7"], ()),
        ([POOL, POOLED], [], ["jump nat_acl_1"], ("203.0.113.16/30", "203.0.113.20/32")),
    ],
)  # fmt: skip
def test_mappings(lines: list[str], entering: list[str], leaving: list[str], aliases: tuple[str, ...]) -> None:
    found = filters(*lines)
    assert (chains(found)["nat_entering"], chains(found)["nat_leaving"]) == (entering, leaving)
    assert found.aliases == aliases


DHCP = ["interface vlan 20", "no ip address", "ip address dhcp"]


def test_an_address_that_dhcp_gave_is_the_one_that_the_interface_has() -> None:
    found = chains(filters(*DHCP, OVERLOAD, OURS))
    assert found["nat_acl_1"] == ["ip saddr 10.0.10.0/24 masquerade"]
    assert found["nat_entering"] == ['iifname "vlan20" fib daddr type local tcp dport 2222 dnat to 10.0.10.80:22']
    assert found["nat_leaving"][0] == "ip saddr 10.0.10.80 tcp sport 22 masquerade to :2222"


def test_a_pool_of_one_address_and_of_several() -> None:
    assert chains(filters(POOL, POOLED))["nat_acl_1"] == ["ip saddr 10.0.10.0/24 snat to 203.0.113.16-203.0.113.20"]
    one = POOL.replace("203.0.113.20", "203.0.113.16")
    assert chains(filters(one, POOLED))["nat_acl_1"] == ["ip saddr 10.0.10.0/24 snat to 203.0.113.16"]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [POOLED],
        [OVERLOAD, "no access-list 1"],
        [OVERLOAD, "interface vlan 10", "no ip nat inside"],
        [OVERLOAD, "interface vlan 20", "no ip nat outside"],
        [OVERLOAD, "interface vlan 20", "ip nat inside"],
        [OVERLOAD.replace("20", "30")],
        [OURS.replace("Vlan20", "Vlan30")],
    ],
)
def test_nothing_is_translated(lines: list[str]) -> None:
    assert (filters(*lines).nat, filters(*lines).aliases) == ("", ())


TCP = ("ipv4     2 tcp      6 119 TIME_WAIT src=10.0.10.1 dst=198.51.100.9 sport=40000 dport=80 src=198.51.100.9 "
       "dst=203.0.113.1 sport=80 dport=1024 [ASSURED] mark=0 zone=0 use=2")  # fmt: skip
PING = ("ipv4     2 icmp     1 29 src=10.0.10.1 dst=198.51.100.9 type=8 code=0 id=7 src=198.51.100.9 dst=203.0.113.1 "
        "type=0 code=0 id=9 mark=0 zone=0 use=2")  # fmt: skip
ENTERED = ("ipv4     2 tcp      6 119 ESTABLISHED src=198.51.100.9 dst=203.0.113.8 sport=5000 dport=8080 "
           "src=10.0.10.80 dst=198.51.100.9 sport=80 dport=5000 [ASSURED] mark=0 zone=0 use=2")  # fmt: skip
PLAIN = ("ipv4     2 udp      17 29 src=10.0.10.1 dst=10.0.20.1 sport=5 dport=6 [UNREPLIED] src=10.0.20.1 "
         "dst=10.0.10.1 sport=6 dport=5 mark=0 zone=0 use=2")  # fmt: skip
RESOLVER = ("ipv4     2 udp      17 29 src=127.0.0.1 dst=127.0.0.11 sport=5 dport=53 src=127.0.0.11 "
            "dst=127.0.0.1 sport=40001 dport=5 mark=0 zone=0 use=2")  # fmt: skip
SIX = ("ipv6     10 tcp      6 9 ESTABLISHED src=2001:db8::1 dst=2001:db8::2 sport=1 dport=2 src=2001:db8::2 "
       "dst=2001:db8::1 sport=2 dport=1 mark=0 zone=0 use=2")  # fmt: skip
TUNNEL = ("ipv4     2 gre      47 29 src=10.0.10.1 dst=198.51.100.9 srckey=0x0 dstkey=0x1 src=198.51.100.9 "
          "dst=203.0.113.1 srckey=0x1 dstkey=0x0 mark=0 zone=0 use=2")  # fmt: skip


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (TCP, ("tcp", "203.0.113.1:1024", "10.0.10.1:40000", "198.51.100.9:80", "198.51.100.9:80")),
        (PING, ("icmp", "203.0.113.1:9", "10.0.10.1:7", "198.51.100.9:7", "198.51.100.9:7")),
        (ENTERED, ("tcp", "203.0.113.8:8080", "10.0.10.80:80", "198.51.100.9:5000", "198.51.100.9:5000")),
        (TUNNEL, ("gre", "203.0.113.1", "10.0.10.1", "198.51.100.9", "198.51.100.9")),
        (PLAIN, None),
        (RESOLVER, None),
        (SIX, None),
        ("", None),
    ],
)
def test_connections_of_the_kernel(line: str, found: tuple[str, ...] | None) -> None:
    assert conntrack.read(f"{line}\n") == (() if found is None else (Translation(*found),))


def test_no_table_of_connections_is_no_translation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conntrack, "TRACKED", tmp_path / "none")
    assert conntrack.translations() == ()
    (tmp_path / "none").write_text(f"{TCP}\n{PLAIN}\n")
    assert len(conntrack.translations()) == 1


SHOWN = """Pro Inside global      Inside local       Outside local      Outside global
tcp 203.0.113.1:1024   10.0.10.1:40000    198.51.100.9:80    198.51.100.9:80
--- 203.0.113.7        10.0.10.7          ---                ---
tcp 203.0.113.1:2222   10.0.10.80:22      ---                ---
"""
STATISTICS = """Total active translations: 3 (2 static, 1 dynamic; 1 extended)
Outside interfaces:
  Vlan20
Inside interfaces: 
  Vlan10
Hits: 12  Misses: 2
Dynamic mappings:
-- Inside Source
[Id: 1] access-list 1 pool P
 pool P: start 203.0.113.16 end 203.0.113.20, total addresses 5
"""  # noqa: W291 - as IOS writes it


@pytest.fixture
def translating(switch: Switch, session: Session, live: FakeLive) -> Session:
    """A switch that translates."""
    switch.commit(tree(SIDES + "\n".join([STATIC, OURS, POOL, POOLED])))
    live.translated = conntrack.read(TCP)
    live.met = {"nat_hits": 12, "nat_misses": 2}
    return session


def test_what_is_shown_of_translation(translating: Session) -> None:
    assert translating.feed("show ip nat translations") == SHOWN
    assert translating.feed("show ip nat statistics") == STATISTICS


def test_connections_are_forgotten_static_mappings_stay(translating: Session) -> None:
    assert translating.feed("clear ip nat translation *") == ""
    assert translating.feed("show ip nat translations") == "\n".join(
        [SHOWN.splitlines()[0], *SHOWN.splitlines()[2:], ""]
    )


def test_without_translation_there_is_little_to_show(session: Session) -> None:
    assert session.feed("show ip nat translations") == SHOWN.splitlines()[0] + "\n"
    assert session.feed("show ip nat statistics").splitlines() == [
        "Total active translations: 0 (0 static, 0 dynamic; 0 extended)", "Outside interfaces:",
        "Inside interfaces: ", "Hits: 0  Misses: 0", "Dynamic mappings:",
    ]  # fmt: skip
