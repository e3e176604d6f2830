"""Access lists in nft's words: what matches, where a packet is asked, how counts are kept."""

from __future__ import annotations

import re

import pytest
from ccp3switch.acl.entry import read
from ccp3switch.acl.lists import lists
from ccp3switch.commands import GRAMMAR
from ccp3switch.config import reader
from ccp3switch.config.factory import blank
from ccp3switch.config.tree import Line
from ccp3switch.live import counters
from ccp3switch.shell.session import Session
from ccp3switch.state.entries import matches
from ccp3switch.state.filters import Filters, ruleset, wanted
from ccp3switch.switch import Switch
from switchbench.offline import FakeLive, type_lines

LATER = "ip frag-off & 0x1fff != 0"
TCP = "ip protocol 6"
SVI = "vlan 10\ninterface vlan 10\nip address 10.0.10.254 255.255.255.0\n"
LIST = "access-list 101 permit tcp any any eq 80\naccess-list 101 deny ip any any\n"


def tree(text: str) -> Line:
    reading = reader.read(GRAMMAR, text, blank(GRAMMAR, 2))
    assert reading.refused == []
    return reading.tree


def chains(text: str) -> dict[str, list[str]]:
    """Name of a chain -> its rules, without the names of counters."""
    found = wanted(tree(text))
    shown = re.sub(r' ?counter name "[^"]+"', "", found.chains + found.nat)
    pieces = re.findall(r"\tchain (\S+) \{\n(.*?)\t\}\n", shown, re.DOTALL)
    return {name: [line.strip() for line in body.splitlines()] for name, body in pieces}


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("permit any", [""]),
        ("permit 10.0.0.1", ["ip saddr 10.0.0.1/32"]),
        ("permit 10.0.0.0 0.0.0.255", ["ip saddr 10.0.0.0/24"]),
        ("permit 10.0.0.0 0.255.0.255", ["ip saddr & 255.0.255.0 == 10.0.0.0"]),
        ("permit ip any host 10.0.0.1", ["ip daddr 10.0.0.1/32"]),
        ("permit ip 10.0.0.0 0.0.3.255 10.1.0.0 0.0.0.3", ["ip saddr 10.0.0.0/22 ip daddr 10.1.0.0/30"]),
        ("permit ospf any any", ["ip protocol 89"]),
        ("permit tcp any any", [TCP]),
        ("deny tcp any any eq www", [f"{TCP} tcp dport 80"]),
        ("permit tcp any any eq www", [f"{TCP} tcp dport 80", f"{TCP} {LATER}"]),
        ("deny udp any eq domain any", ["ip protocol 17 udp sport 53"]),
        ("deny tcp any any neq telnet", [f"{TCP} tcp dport != 23"]),
        ("deny tcp any any range ftp-data ftp", [f"{TCP} tcp dport 20-21"]),
        ("deny tcp any lt 1024 any gt 1023", [f"{TCP} tcp sport 0-1023 tcp dport 1024-65535"]),
        ("deny tcp any lt 1 any", [f"{TCP} tcp sport 0"]),
        ("deny tcp any any range 0 65535", [TCP]),
        ("deny tcp any any lt 0", []),
        ("permit tcp any any gt 65535", []),
        ("deny tcp any any established", [f"{TCP} tcp flags & (ack | rst) != 0"]),
        ("deny icmp any any echo", ["ip protocol 1 icmp type 8"]),
        ("deny icmp any any administratively-prohibited", ["ip protocol 1 icmp type 3 icmp code 13"]),
    ],
)
def test_an_entry_in_the_words_of_nft(entry: str, found: list[str]) -> None:
    assert list(matches(read(entry.split()))) == found


def test_a_list_stands_where_it_is_applied() -> None:
    asked = chains(LIST + SVI + "ip access-group 101 in")
    assert asked == {
        "acl_101": [f"{TCP} tcp dport 80 accept", f"{TCP} {LATER} accept", "return"],
        "inbound": [
            "type filter hook prerouting priority -300; policy accept;",
            'iifname "vlan10" jump acl_101',
            'iifname "vlan10" reject with icmp type admin-prohibited',
        ],
    }
    assert chains(LIST + SVI + "ip access-group 101 out")["forwarded"] == [
        "type filter hook forward priority 0; policy accept;",
        'oifname "vlan10" jump acl_101',
        'oifname "vlan10" reject with icmp type admin-prohibited',
    ]


def test_what_leaves_an_outside_interface_is_asked_behind_translation() -> None:
    asked = chains(LIST + SVI + "ip access-group 101 out\nip nat outside")
    assert asked["translated"] == [
        "type filter hook postrouting priority 300; policy accept;",
        'iif != 0 oifname "vlan10" jump acl_101',
        'iif != 0 oifname "vlan10" drop',
    ]
    assert "forwarded" not in asked


@pytest.mark.parametrize(
    "text",
    [
        LIST + SVI,
        LIST + SVI + "ip access-group 102 in",
        SVI + "ip access-group X in\nip access-list extended X",
        SVI + "ip access-group X in\nip access-list extended X\nremark nothing yet",
        LIST + SVI + "ip access-group 101 in\nno ip access-group 101 in",
        LIST + SVI + "ip access-group 101 in\nno access-list 101",
        LIST + "line vty 0 4\naccess-class 101 in",
        LIST + "line vty 0 4\nlogin local\ntransport input none\naccess-class 101 in",
    ],
)
def test_nothing_is_filtered(text: str) -> None:
    assert chains(text) == {}


def test_an_entry_that_says_log_is_told_of_before_it_counts() -> None:
    found = chains(LIST.replace("any any\n", "any any log\n") + SVI + "ip access-group 101 in")["acl_101"]
    limit = "limit rate 20/second burst 50 packets log group 77"
    assert found[2:] == [f'{limit} prefix "extended denied 101"', "return"]


def test_no_applies_to_the_list_that_stands() -> None:
    assert "inbound" in chains(LIST + SVI + "ip access-group 101 in\nno ip access-group 102 in")
    assert "inbound" in chains(LIST + SVI + "ip access-group 101 in\nno ip access-group 101 out")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("line vty 0 15\nlogin local\naccess-class 10 in", "acl_10"),
        ("line vty 0 4\nlogin local\naccess-class 10 in", "acl_10"),
        ("line vty 5 15\nlogin local\naccess-class 10 in", "acl_10"),
        ("line vty 0 4\nlogin local\naccess-class 10 in\nline vty 5 15\nlogin local\naccess-class 11 in", "acl_10"),
    ],
)
def test_ssh_passes_the_list_of_the_first_lines_and_never_by_the_management_port(lines: str, name: str) -> None:
    found = chains(f"access-list 10 permit 10.0.10.0 0.0.0.255\naccess-list 11 deny any\n{lines}")
    syn = 'iifname != { "eth0", "lo" } tcp dport 22 tcp flags & (fin | syn | rst | ack) == syn'
    assert found["ssh"] == [
        "type filter hook input priority 0; policy accept;",
        f"{syn} jump {name}",
        f"{syn} reject with tcp reset",
    ]


def test_no_chain_names_the_management_port() -> None:
    text = LIST + SVI + "ip access-group 101 in\nip access-group 101 out\nip nat inside\n"
    assert "eth0" not in wanted(tree(text)).chains


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ("interface gi1/0/1\nip access-group 101 in", "ip access-group 101 in"),
        ("interface gi1/0/1\nip nat inside", "ip nat inside"),
        ("interface vlan 10\nip access-group 200 in", "ip access-group 200 in"),
        ("interface vlan 10\nip access-group 101", "ip access-group 101"),
        ("line con 0\naccess-class 10 in", "access-class 10 in"),
        ("line vty 0 4\naccess-class 10 out", "access-class 10 out"),
    ],
)
def test_where_a_list_cannot_be_applied(lines: str, refused: str) -> None:
    assert [one.line for one in reader.read(GRAMMAR, lines, blank(GRAMMAR, 2)).refused] == [refused]


@pytest.mark.parametrize("name", ["101", "WEB", "a-b", "a_b", "<&>", "x" * 63, "-" * 63])
def test_names_in_the_letters_of_nft(name: str) -> None:
    kind = f"access-list {name} permit" if name.isdigit() else f"ip access-list extended n{name}\npermit"
    one = next(lists(tree(f"{kind} ip any any")))
    assert re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_]*", one.counter(one.items[0]))


def test_two_names_never_share_a_chain() -> None:
    names = ("a-b", "a_b", "a_2d_b", "A-b")
    text = "".join(f"ip access-list extended {name}\npermit ip any any\n" for name in names)
    assert len({one.identifier for one in lists(tree(text))}) == len(names)


def test_a_counter_goes_with_the_text_of_an_entry_not_with_its_number() -> None:
    def names(text: str) -> tuple[str, ...]:
        return wanted(tree(f"ip access-list extended X\n{text}")).counters

    one = names("permit tcp any any\ndeny ip any any")
    assert names("5 permit tcp any any\n7 deny ip any any") == one
    assert names("deny ip any any\n5 permit tcp any any") == one
    assert set(names("permit tcp any any\npermit ip any any")) & set(one) == {one[0]}


def test_a_ruleset_takes_over_the_counts() -> None:
    text = ruleset(Filters(("acl_1_aa", "acl_1_bb"), "\tchain x {\n\t}\n"), {"acl_1_aa": (12, 999), "gone": (1, 1)})
    assert text == (
        "add table ip ccp3\ndelete table ip ccp3\ntable ip ccp3 {\n"
        "\tcounter acl_1_aa {\n\t\tpackets 12 bytes 999\n\t}\n\tcounter acl_1_bb {\n\t\tpackets 0 bytes 0\n\t}\n"
        "\tchain x {\n\t}\n}\n"
    )
    assert ruleset(Filters(), {"gone": (1, 1)}) == "add table ip ccp3\ndelete table ip ccp3\n"


def test_counters_in_the_json_of_nft() -> None:
    text = '{"nftables": [{"metainfo": {}}, {"counter": {"name": "a", "packets": 3, "bytes": 40, "table": "ccp3"}}]}'
    assert counters.read(text) == {"a": (3, 40)}


SHOWN = """Standard IP access list 10
    10 deny 10.0.10.7
    20 permit 10.0.10.0, wildcard bits 0.0.0.255 (1 match)
    30 deny any
Extended IP access list WEB
    5 permit tcp any host 10.0.0.80 eq www (12 matches)
    10 permit tcp 10.0.10.0 0.0.0.255 gt 1023 any established
    20 deny ip any any
"""


@pytest.fixture
def listed(switch: Switch, session: Session, live: FakeLive) -> Session:
    """A switch with two lists that met packets."""
    session.feed("configure terminal")
    assert type_lines(session, "access-list 10 deny host 10.0.10.7\naccess-list 10 permit 10.0.10.0 0.0.0.255\n"
                      "access-list 10 remark the rest\naccess-list 10 deny any\nip access-list extended WEB\n"
                      "permit tcp 10.0.10.0 0.0.0.255 gt 1023 any established\ndeny ip any any\n"
                      "5 permit tcp any host 10.0.0.80 eq www\nend") == ""  # fmt: skip
    standard, extended = lists(switch.running)
    live.met = {standard.counter(standard.items[1]): 1, extended.counter(extended.items[0]): 12}
    return session


def test_what_is_shown_of_lists(listed: Session) -> None:
    assert listed.feed("show access-lists") == SHOWN
    assert listed.feed("show ip access-lists") == SHOWN
    assert listed.feed("show access-lists 10") == SHOWN.partition("Extended")[0]
    assert listed.feed("show access-lists NONE") == ""


def test_an_interface_names_its_lists(listed: Session) -> None:
    type_lines(listed, "conf t\ninterface vlan 1\nip address 10.0.10.254 255.255.255.0\nip access-group WEB in\nend")
    shown = listed.feed("show ip interface vlan 1")
    assert "\n  Outgoing access list is not set\n  Inbound  access list is WEB\n" in shown


def test_counters_are_cleared_for_one_list_or_all(listed: Session) -> None:
    listed.feed("clear access-list counters 10")
    assert listed.feed("show access-lists") == SHOWN.replace(" (1 match)", "")
    listed.feed("clear ip access-list counters")
    assert "match" not in listed.feed("show access-lists")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ip access-group ", ["<1-99>", "WORD"]),
        ("access-list 101 permit tcp ", ["any", "host", "A.B.C.D"]),
        ("access-list 101 permit tcp any ", ["eq", "range", "any", "host"]),
        ("access-list 101 permit tcp any any ", ["established", "eq", "<cr>"]),
        ("access-list 101 permit tcp any any eq ", ["www", "telnet", "<0-65535>"]),
        ("access-list 101 permit icmp any any ", ["echo", "unreachable", "<0-255>"]),
        ("access-list 10 permit ", ["any", "host"]),
    ],
)
def test_help(session: Session, typed: str, words: list[str]) -> None:
    session.feed("configure terminal")
    session.feed("interface vlan 1" if typed.startswith("ip") else "hostname sw1")
    shown = session.help(typed)
    assert [word for word in words if f"  {word} " not in shown and f"  {word}\n" not in shown] == []


def test_a_reload_counts_and_numbers_from_the_beginning(listed: Session, switch: Switch) -> None:
    listed.feed("write memory")
    switch.reload()
    shown = listed.feed("show access-lists")
    assert "match" not in shown
    assert re.findall(r"^ +(\d+) ", shown, re.MULTILINE) == ["10", "20", "30"] * 2


def test_prompts(session: Session) -> None:
    session.feed("configure terminal")
    session.feed("ip access-list standard POSTES")
    assert session.prompt == "Switch(config-std-nacl)#"
    session.feed("ip access-list extended WEB")
    assert session.prompt == "Switch(config-ext-nacl)#"
    assert session.complete("perm") == "permit "
