"""Configuration -> what dnsmasq is told: ranges, options, reservations, relays."""

from __future__ import annotations

import ipaddress
import random

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.config.tree import Line
from ccp3switch.model import dhcp
from ccp3switch.state.dhcp_options import octets
from ccp3switch.state.services import ALWAYS, Services, wanted
from hypothesis import given, settings
from hypothesis import strategies as st
from switchbench import spoken

SVI = "interface vlan 10\nip address 10.0.10.1 255.255.255.0\n"
NETWORK = "ip dhcp pool LAN\nnetwork 10.0.10.0 /24\n"


def tree(text: str) -> Line:
    reading = read(GRAMMAR, text, blank(GRAMMAR, 4))
    assert not reading.refused
    return reading.tree


def told(text: str) -> list[str]:
    """What is told apart from what always is."""
    return [line for line in wanted(tree(SVI + text)).dhcp if line not in ALWAYS]


@pytest.mark.parametrize(
    "text",
    ["", NETWORK, SVI, SVI + "no service dhcp\n" + NETWORK, SVI + "ip dhcp pool X\nhost 10.0.10.7",
     "interface vlan 10\nip helper-address 10.0.0.1", SVI + "shutdown\n" + NETWORK],
)  # fmt: skip
def test_nothing_to_do_is_no_process(text: str) -> None:
    assert wanted(tree(text)) == Services()


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("", ["10.0.10.2,10.0.10.254"]),
        ("ip dhcp excluded-address 10.0.10.1 10.0.10.10", ["10.0.10.11,10.0.10.254"]),
        ("ip dhcp excluded-address 10.0.10.5", ["10.0.10.2,10.0.10.4", "10.0.10.6,10.0.10.254"]),
        ("ip dhcp excluded-address 10.0.10.200 10.0.11.9", ["10.0.10.2,10.0.10.199"]),
        ("ip dhcp excluded-address 10.0.10.200 10.0.10.254", ["10.0.10.2,10.0.10.199"]),
        ("ip dhcp excluded-address 10.0.9.0 10.0.10.99", ["10.0.10.100,10.0.10.254"]),
        ("ip dhcp excluded-address 10.0.11.0 10.0.11.9", ["10.0.10.2,10.0.10.254"]),
        ("ip dhcp excluded-address 10.0.0.1 10.0.99.9", []),
        ("ip dhcp excluded-address 10.0.10.9 10.0.10.20\nip dhcp excluded-address 10.0.10.3 10.0.10.50",
         ["10.0.10.2,10.0.10.2", "10.0.10.51,10.0.10.254"]),
    ],
)  # fmt: skip
def test_a_range_for_each_stretch_that_is_left(text: str, ranges: list[str]) -> None:
    found = [line for line in told(NETWORK + text) if line.startswith("dhcp-range")]
    assert found == [f"dhcp-range=set:pool0,{one},255.255.255.0,86400" for one in ranges]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("default-router 10.0.10.1 10.0.10.2", "dhcp-option=tag:pool0,3,10.0.10.1,10.0.10.2"),
        ("", "dhcp-option=tag:pool0,3"),
        ("dns-server 9.9.9.9", "dhcp-option=tag:pool0,6,9.9.9.9"),
        ("domain-name a.lan", 'dhcp-option=tag:pool0,15,"a.lan"'),
        ("netbios-name-server 10.0.0.8", "dhcp-option=tag:pool0,44,10.0.0.8"),
        ("netbios-node-type h-node", "dhcp-option=tag:pool0,46,8"),
        ("option 150 ip 10.0.0.9 10.0.0.8", "dhcp-option=tag:pool0,150,10.0.0.9,10.0.0.8"),
        ("option 43 hex 0104.0a", "dhcp-option=tag:pool0,43,01:04:0a"),
        ('option 66 ascii "a b, c"', 'dhcp-option=tag:pool0,66,"a b, c"'),
        ("option 66 ascii 10.0.0.1", 'dhcp-option=tag:pool0,66,"10.0.0.1"'),
        ("option 200 ascii 10.0", "dhcp-option=tag:pool0,200,31:30:2e:30"),
        ("option 200 ascii a", "dhcp-option=tag:pool0,200,97"),
        ("bootfile pxe.0", "dhcp-boot=tag:pool0,pxe.0"),
        ("next-server 10.0.0.9", "dhcp-boot=tag:pool0,,,10.0.0.9"),
        ("bootfile pxe.0\nnext-server 10.0.0.9", "dhcp-boot=tag:pool0,pxe.0,,10.0.0.9"),
        ("lease infinite", "dhcp-range=set:pool0,10.0.10.2,10.0.10.254,255.255.255.0,infinite"),
        ("lease 1 2 3", "dhcp-range=set:pool0,10.0.10.2,10.0.10.254,255.255.255.0,93780"),
        ("lease 0 0 2", "dhcp-range=set:pool0,10.0.10.2,10.0.10.254,255.255.255.0,120"),
        ("ip dhcp ping packets 0", "no-ping"),
    ],
)
def test_what_a_line_of_a_pool_becomes(line: str, said: str) -> None:
    assert said in told(NETWORK + line)


def test_without_a_word_the_server_tries_an_address_before_it_offers_it() -> None:
    assert "no-ping" not in told(NETWORK)


def test_a_reservation_inherits_from_the_pool_of_its_network() -> None:
    text = (
        NETWORK
        + """default-router 10.0.10.1
dns-server 9.9.9.9
option 150 ip 10.0.0.9
ip dhcp pool POSTE
host 10.0.10.7 /24
client-identifier 0102.0000.0000.77
client-name poste
default-router 10.0.10.250
"""
    )
    assert [line for line in told(text) if "pool1" in line or "static" in line] == [
        "dhcp-range=10.0.10.0,static,255.255.255.0,infinite",
        "dhcp-host=id:01:02:00:00:00:00:77,set:pool1,10.0.10.7,poste,infinite",
        "dhcp-option=tag:pool1,3,10.0.10.250",
        "dhcp-option=tag:pool1,6,9.9.9.9",
        "dhcp-option=tag:pool1,150,10.0.0.9",
    ]


def test_a_reservation_by_mac_needs_no_pool_of_its_network() -> None:
    text = "ip dhcp pool POSTE\nhost 10.0.10.7 /24\nhardware-address 0200.0000.0077\n"
    assert "dhcp-host=02:00:00:00:00:77,set:pool0,10.0.10.7,infinite" in told(text)


def test_relays_are_those_of_interfaces_without_a_pool() -> None:
    text = "ip helper-address 10.0.0.8\nip helper-address 10.0.0.9\n"
    other = "interface vlan 20\nip address 10.0.20.1 255.255.255.0\nip helper-address 10.0.0.9\n"
    assert told(text + other + "ip dhcp pool X\nnetwork 10.0.20.0 /24\n")[:4] == [
        "interface=vlan10",
        "interface=vlan20",
        "dhcp-relay=10.0.10.1,10.0.0.8",
        "dhcp-relay=10.0.10.1,10.0.0.9",
    ]


def test_only_named_interfaces_are_heard() -> None:
    found = wanted(tree(SVI + NETWORK + "interface vlan 20\nip address 10.0.20.1 255.255.255.0\nshutdown")).dhcp
    assert [line for line in found if line.startswith("interface=")] == ["interface=vlan10"]


addresses = st.integers(int(ipaddress.IPv4Address("10.0.9.250")), int(ipaddress.IPv4Address("10.0.11.5")))
ranges = st.tuples(addresses, addresses).map(sorted).map(
    lambda ends: (ipaddress.IPv4Address(ends[0]), ipaddress.IPv4Address(ends[1]))
)  # fmt: skip


@given(st.lists(ranges, max_size=6), st.sampled_from(["10.0.10.0/24", "10.0.10.128/30", "10.0.10.0/26"]))
def test_what_is_leasable_is_what_is_not_taken(taken: list[dhcp.Range], text: str) -> None:
    network = ipaddress.IPv4Network(text)
    left = {int(one) for one in network.hosts() if not any(low <= one <= high for low, high in taken)}
    found = list(dhcp.leasable(network, taken))
    assert [n for low, high in found for n in range(int(low), int(high) + 1)] == sorted(left)


@pytest.mark.parametrize(("data", "text"), [(b"\x00", "0"), (b"\xff", "255"), (b"ab", "61:62")])
def test_bytes_as_dnsmasq_reads_them(data: bytes, text: str) -> None:
    assert octets(data) == text


def generated(chance: random.Random) -> Line:
    """A configuration of pools, reservations, excluded addresses and helpers drawn from the table."""
    rows = spoken.lines_in("dhcp")
    lines = ["interface vlan 10", "ip address 10.0.10.1 255.255.255.0", "interface vlan 20"]
    lines += ["ip address 10.0.20.1 255.255.255.0", "ip helper-address 192.168.7.9"]
    for index in range(chance.randint(1, 6)):
        lines += [f"ip dhcp excluded-address 10.0.{chance.choice((10, 20))}.{chance.randint(0, 255)}"]
        lines += [f"ip dhcp pool P{index}"]
        lines += [spoken.filled(chance, chance.choice(rows)) for _ in range(6)]
    return read(GRAMMAR, spoken.joined(lines), blank(GRAMMAR, spoken.PORTS)).tree


def after(lines: tuple[str, ...], key: str) -> list[list[str]]:
    """The words of the lines of this key."""
    return [line.removeprefix(f"{key}=").split(",") for line in lines if line.startswith(f"{key}=")]


@settings(max_examples=100)
@given(chance=st.randoms(use_true_random=False))
def test_whatever_is_configured_nothing_forbidden_is_leased(chance: random.Random) -> None:
    running = generated(chance)
    lines = wanted(running).dhcp
    networks = [pool.network for pool in dhcp.pools(running) if pool.network]
    forbidden = [*dhcp.excluded(running), *dhcp.own(running)]
    for words in after(lines, "dhcp-range"):
        if "static" in words:
            continue
        low, high = (ipaddress.IPv4Address(word) for word in words[1:3])
        assert low <= high
        assert any(low in network and high in network for network in networks)
        assert not [ends for ends in forbidden if ends[0] <= high and low <= ends[1]]


@settings(max_examples=100)
@given(chance=st.randoms(use_true_random=False))
def test_whatever_is_configured_dnsmasq_can_take(chance: random.Random) -> None:
    """No address is bound twice, every option says its tag, every tag is set by a range or a host."""
    running = generated(chance)
    lines = wanted(running).dhcp
    bound = [word for words in after(lines, "dhcp-host") for word in words if word.count(".") == 3]
    assert len(bound) == len(set(bound))
    tags = {
        word[4:] for words in after(lines, "dhcp-range") + after(lines, "dhcp-host") for word in words if "set:" in word
    }
    used = {words[0].removeprefix("tag:") for key in ("dhcp-option", "dhcp-boot") for words in after(lines, key)}
    full = {f"pool{index}" for index, pool in enumerate(dhcp.pools(running)) if pool.network or pool.manual}
    assert tags <= full
    assert used <= full
    assert {words[0] for words in after(lines, "dhcp-relay")} <= {"10.0.10.1", "10.0.20.1"}
