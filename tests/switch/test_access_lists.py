"""Access lists in the configuration: how entries are written, kept in order, shown and compared."""

from __future__ import annotations

import random
import re

import pytest
from ccp3switch.acl.entry import Ports, read
from ccp3switch.acl.lists import lists
from ccp3switch.commands import GRAMMAR
from ccp3switch.config import reader
from ccp3switch.config.diff import differences, equal
from ccp3switch.config.factory import blank
from ccp3switch.config.render import render
from ccp3switch.config.tree import Line
from ccp3switch.config.whole import whole
from ccp3switch.grammar.parse import parse
from switchbench.spoken import entry as spoken_entry


def after(text: str) -> Line:
    reading = reader.read(GRAMMAR, text, blank(GRAMMAR, 2))
    assert reading.refused == []
    return reading.tree


def refusal(text: str) -> str:
    """The line that was refused, and where."""
    refused = reader.read(GRAMMAR, text, blank(GRAMMAR, 2)).refused
    return "; ".join(f"{one.line} @{one.column}" for one in refused)


def shown(tree: Line) -> list[str]:
    """The lines of the running configuration that speak of access lists."""
    return [
        line for line in render(tree).splitlines() if re.match(r"access-list|ip access-list| (permit|deny|rem)", line)
    ]


def numbered(tree: Line, name: str) -> list[str]:
    """Entries with their sequence numbers."""
    found = next(one for one in lists(tree) if one.name == name)
    return [f"{item.sequence} {item.entry.text}" for item in found.items]


EXTENDED = [
    ("permit ip any any", "permit ip any any"),
    ("perm ip an an", "permit ip any any"),
    ("permit ip host 10.0.0.1 any", "permit ip host 10.0.0.1 any"),
    ("permit ip 10.0.0.1 0.0.0.0 any", "permit ip host 10.0.0.1 any"),
    ("permit ip 10.0.0.5 0.0.0.255 any", "permit ip 10.0.0.0 0.0.0.255 any"),
    ("permit ip 0.0.0.0 255.255.255.255 any", "permit ip any any"),
    ("permit ip 10.9.0.7 0.255.0.255 any", "permit ip 10.0.0.0 0.255.0.255 any"),
    ("permit 0 any any", "permit ip any any"),
    ("permit 6 any any", "permit tcp any any"),
    ("permit 89 any any", "permit ospf any any"),
    ("permit 200 any any", "permit 200 any any"),
    ("deny gre any any", "deny gre any any"),
    ("permit tcp any any eq 80", "permit tcp any any eq www"),
    ("permit tcp any any eq WWW", "permit tcp any any eq www"),
    ("permit tcp any any eq ww", "permit tcp any any eq www"),
    ("permit tcp any any eq 443", "permit tcp any any eq 443"),
    ("permit tcp any any eq ftp", "permit tcp any any eq ftp"),
    ("permit tcp any any eq 20", "permit tcp any any eq ftp-data"),
    ("permit tcp any any eq 514", "permit tcp any any eq cmd"),
    ("permit udp any any eq 514", "permit udp any any eq syslog"),
    ("permit udp any eq bootpc any eq bootps", "permit udp any eq bootpc any eq bootps"),
    ("permit udp any range 68 67 any", "permit udp any range bootps bootpc any"),
    ("permit tcp any gt 1023 host 10.0.0.1 lt 1024", "permit tcp any gt 1023 host 10.0.0.1 lt 1024"),
    ("permit tcp any neq telnet any", "permit tcp any neq telnet any"),
    ("permit tcp any any established", "permit tcp any any established"),
    ("permit tcp any eq 80 any established", "permit tcp any eq www any established"),
    ("permit icmp any any", "permit icmp any any"),
    ("permit icmp any any echo", "permit icmp any any echo"),
    ("permit icmp any any 8", "permit icmp any any echo"),
    ("permit icmp any any 3 13", "permit icmp any any administratively-prohibited"),
    ("permit icmp any any 8 1", "permit icmp any any 8 1"),
    ("deny tcp any any eq 23 log", "deny tcp any any eq telnet log"),
    ("permit icmp any any echo log", "permit icmp any any echo log"),
    ("remark le  web", "remark le  web"),
]
STANDARD = [
    ("permit any", "permit any"),
    ("permit host 10.0.0.1", "permit 10.0.0.1"),
    ("permit 10.0.0.1", "permit 10.0.0.1"),
    ("deny 10.0.0.9 0.0.0.255", "deny 10.0.0.0 0.0.0.255"),
    ("deny 10.0.0.9 255.255.255.255", "deny any"),
    ("deny any log", "deny any log"),
    ("permit 10.0.0.1 log", "permit 10.0.0.1 log"),
    ("remark postes", "remark postes"),
]


@pytest.mark.parametrize(("typed", "kept"), EXTENDED)
def test_an_extended_entry_is_kept_as_ios_writes_it(typed: str, kept: str) -> None:
    assert shown(after(f"access-list 101 {typed}")) == [f"access-list 101 {kept}"]
    assert shown(after(f"ip access-list extended X\n {typed}")) == ["ip access-list extended X", f" {kept}"]


@pytest.mark.parametrize(("typed", "kept"), STANDARD)
def test_a_standard_entry_is_kept_as_ios_writes_it(typed: str, kept: str) -> None:
    assert shown(after(f"access-list 1300 {typed}")) == [f"access-list 1300 {kept}"]
    assert shown(after(f"ip access-list standard X\n {typed}")) == ["ip access-list standard X", f" {kept}"]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("access-list 101 permit tcp any any eq 70000", 38),
        ("access-list 101 permit tcp any any eq bootps", 38),
        ("access-list 101 permit udp any any established", 36),
        ("access-list 101 permit ip any any eq 80", 34),
        ("access-list 101 permit tcp any any dscp ef", 35),
        ("access-list 101 permit ip any any log-input", 37),
        ("access-list 101 permit ip any any time-range X", 34),
        ("access-list 101 permit 256 any any", 23),
        ("access-list 101 permit tcp any any eq 80 eq 81", 42),
        ("access-list 10 permit tcp any any", 22),
        ("access-list 10 permit any any", 26),
        ("access-list 200 permit any", 12),
        ("access-list 101 remark " + "x" * 101, 23),
        ("ip access-list standard 101", 24),
        ("ip access-list extended 10", 24),
        ("ip access-list extended 9x", 24),
    ],
)
def test_what_is_no_entry_is_refused_where_it_goes_wrong(line: str, column: int) -> None:
    assert refusal(line) == f"{line} @{column}"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("permit ip any any\ndeny tcp any any", ["10 permit ip any any", "20 deny tcp any any"]),
        ("permit ip any any\n5 deny tcp any any", ["5 deny tcp any any", "10 permit ip any any"]),
        ("15 permit ip any any\ndeny tcp any any", ["15 permit ip any any", "25 deny tcp any any"]),
        ("permit ip any any\npermit ip any any", ["10 permit ip any any"]),
        ("permit ip any any\n10 permit ip any any", ["10 permit ip any any"]),
        ("permit ip any any\ndeny tcp any any\nno 10", ["20 deny tcp any any"]),
        ("permit ip any any\nno permit ip any any", []),
        ("permit ip any any\nno 30", ["10 permit ip any any"]),
        ("remark a\npermit ip any any\nremark b\nno remark a", ["10 permit ip any any"]),
        ("7 permit ip any any\nexit\nip access-list resequence X 100 5", ["100 permit ip any any"]),
        ("7 permit ip any any\n9 deny tcp any any\nip access-list resequence X 10 20",
         ["10 permit ip any any", "30 deny tcp any any"]),
    ],
)  # fmt: skip
def test_sequence_numbers(lines: str, kept: list[str]) -> None:
    assert numbered(after(f"ip access-list extended X\n{lines}"), "X") == kept


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("permit ip any any\n10 deny tcp any any", "10 deny tcp any any"),
        ("permit ip any any\n20 permit ip any any", "20 permit ip any any"),
        ("10 remark x", "10 remark x"),
        ("2147483640 permit ip any any\ndeny tcp any any", "deny tcp any any"),
        ("permit ip any any\nip access-list resequence X 2147483640 10", "ip access-list resequence X 2147483640 10"),
        ("ip access-list resequence Y 10 10", "ip access-list resequence Y 10 10"),
        ("ip access-list standard X", "ip access-list standard X"),
        ("0 permit ip any any", "0 permit ip any any"),
    ],
)
def test_what_a_list_refuses(lines: str, line: str) -> None:
    assert refusal(f"ip access-list extended X\n{lines}").startswith(f"{line} @")


def test_remarks_keep_their_place() -> None:
    tree = after("ip access-list extended X\nremark a\npermit ip any any\nremark b\nremark c\ndeny tcp any any")
    assert shown(tree)[1:] == [" remark a", " permit ip any any", " remark b", " remark c", " deny tcp any any"]
    again = reader.read(GRAMMAR, "ip access-list resequence X 100 100", tree).tree
    assert shown(again) == shown(tree)


def test_a_numbered_list_is_one_list_under_both_commands() -> None:
    tree = after("access-list 101 permit ip any any\nip access-list extended 101\n5 deny tcp any any")
    assert shown(tree) == ["access-list 101 deny tcp any any", "access-list 101 permit ip any any"]
    assert shown(after("ip access-list extended 101")) == ["ip access-list extended 101"]
    assert shown(after("access-list 101 permit ip any any\nip access-list extended 101\nno 10")) == [
        "ip access-list extended 101"
    ]


@pytest.mark.parametrize("line", ["no access-list 10", "no access-list 10 permit any", "no ip access-list standard 10"])
def test_no_takes_a_numbered_list_away_whole(line: str) -> None:
    assert shown(after(f"access-list 10 permit any\naccess-list 10 deny 10.0.0.1\n{line}")) == []


def test_named_lists_come_by_kind_and_name_numbered_ones_last() -> None:
    tree = after("access-list 101 permit ip any any\naccess-list 2 permit any\nip access-list extended A\n"
                 "ip access-list standard C\nip access-list standard B\naccess-list 10 permit any")  # fmt: skip
    assert shown(tree) == [
        "ip access-list standard B", "ip access-list standard C", "ip access-list extended A",
        "access-list 2 permit any", "access-list 10 permit any", "access-list 101 permit ip any any",
    ]  # fmt: skip
    assert [one.name for one in lists(tree)] == ["2", "10", "B", "C", "101", "A"]


DIFFERENCES = [
    ("access-list 10 permit any", "", ["-access-list 10 permit any"]),
    ("", "access-list 10 permit any", ["+access-list 10 permit any"]),
    ("access-list 10 deny 10.0.0.1", "access-list 10 deny 10.0.0.1\naccess-list 10 permit any",
     ["+access-list 10 permit any"]),
    ("ip access-list extended 101", "access-list 101 permit ip any any",
     ["+access-list 101 permit ip any any", "-ip access-list extended 101"]),
    ("ip access-list standard X\npermit any", "ip access-list standard X\ndeny any",
     ["ip access-list standard X", " +deny any", "ip access-list standard X", " -permit any"]),
    ("ip access-list standard X\ndeny 10.0.0.1\npermit any", "ip access-list standard X\npermit any\ndeny 10.0.0.1",
     ["ip access-list standard X", " +permit any", "ip access-list standard X", " -permit any"]),
    ("access-list 10 deny 10.0.0.1\naccess-list 10 permit any",
     "access-list 10 permit any\naccess-list 10 deny 10.0.0.1",
     ["+access-list 10 permit any", "-access-list 10 permit any"]),
    ("ip access-list standard X\npermit any", "ip access-list standard X\n17 permit any", []),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), DIFFERENCES)
def test_differences_know_of_order(old: str, new: str, said: list[str]) -> None:
    one, other = after(old), after(new)
    assert differences(one, other) == said
    assert equal(one, other) is (not said)


def text(chance: random.Random) -> str:
    """Lines in some lists, with and without sequence numbers, some taken away again."""
    out: list[str] = []
    for _ in range(chance.randint(1, 4)):
        kind, name = chance.choice([("standard", "10"), ("standard", "S"), ("extended", "101"), ("extended", "WEB")])
        out.append(f"ip access-list {kind} {name}")
        row = parse(GRAMMAR[{"standard": "acl-std", "extended": "acl-ext"}[kind]], "remark x").command
        for _ in range(chance.randint(0, 6)):
            before = chance.choice(["", "", f"{chance.randint(1, 60)} ", "no "])
            out.append(before + spoken_entry(chance, f"<{kind}-entry>", row))
    return "\n".join(out)


@pytest.mark.parametrize("seed", range(200))
def test_what_is_shown_reads_back_in_the_same_order(seed: int) -> None:
    tree = reader.read(GRAMMAR, text(random.Random(seed)), blank(GRAMMAR, 2)).tree
    again = whole(GRAMMAR, render(tree), 2)
    assert again.refused == []
    assert equal(again.tree, tree)
    assert render(again.tree) == render(tree)
    assert equal(reader.read(GRAMMAR, render(tree), tree).tree, tree), "merging what runs changes nothing"


@pytest.mark.parametrize(("typed", "kept"), [*EXTENDED, *STANDARD])
def test_an_entry_reads_back(typed: str, kept: str) -> None:
    if not kept.startswith("remark"):
        assert read(kept.split()).text == kept


@pytest.mark.parametrize(
    ("ports", "interval"),
    [
        (Ports("eq", (80,)), (80, 80)), (Ports("lt", (80,)), (0, 79)), (Ports("gt", (80,)), (81, 65535)),
        (Ports("range", (20, 21)), (20, 21)), (Ports("lt", (0,)), (0, -1)), (Ports("gt", (65535,)), (65536, 65535)),
    ],
)  # fmt: skip
def test_intervals_of_ports(ports: Ports, interval: tuple[int, int]) -> None:
    assert ports.interval == interval
