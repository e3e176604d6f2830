"""NAPALM's dictionaries from what commands print; a command replaced by a liar gives an AnswerError."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux import getters
from custom_napalm.linux.answers import AnswerError, Outcome

LINK = {"ifname": "eth1", "flags": ["BROADCAST", "UP", "LOWER_UP"], "mtu": 1500, "link_type": "ether", "group": "x"}


def printed(value: object) -> Outcome:
    return Outcome(code=0, text=value if isinstance(value, str) else json.dumps(value))


def test_facts() -> None:
    release = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\n'
    texts = ("12.5\n", "pc1\n", "pc1.velo.lan\n", release, "", "lo\neth1\neth0\n")
    assert getters.facts(tuple(map(printed, texts))) == {
        "uptime": 12.5,
        "vendor": "Debian",
        "model": "container",
        "hostname": "pc1",
        "fqdn": "pc1.velo.lan",
        "os_version": "Debian GNU/Linux 13 (trixie)",
        "serial_number": "",
        "interface_list": ["eth0", "eth1", "lo"],
    }


def test_interfaces() -> None:
    found = getters.interfaces(printed([{**LINK, "address": "02:42:ac:11:00:02"}]))["eth1"]
    assert found["is_up"]
    assert found["is_enabled"]
    assert (found["mtu"], found["mac_address"], found["speed"]) == (1500, "02:42:AC:11:00:02", 10000.0)


def test_a_port_without_cable_is_enabled_but_not_up() -> None:
    found = getters.interfaces(printed([{**LINK, "flags": ["NO-CARRIER", "UP"]}]))["eth1"]
    assert (found["is_up"], found["is_enabled"]) == (False, True)


def test_addresses() -> None:
    entry = {
        "ifname": "eth1",
        "addr_info": [
            {"family": "inet", "local": "10.1.10.11", "prefixlen": 24, "scope": "global"},
            {"family": "inet6", "local": "fe80::1", "prefixlen": 64},
        ],
    }
    assert getters.interfaces_ip(printed([entry, {"ifname": "eth2"}])) == {
        "eth1": {"ipv4": {"10.1.10.11": {"prefix_length": 24}}, "ipv6": {"fe80::1": {"prefix_length": 64}}}
    }


def test_neighbours_without_hardware_address_are_left_out() -> None:
    entries = [{"dst": "10.0.0.1", "dev": "eth1", "lladdr": "02:aa:00:00:00:01"}, {"dst": "10.0.0.2", "dev": "eth1"}]
    assert getters.arp_table(printed(entries)) == [
        {"interface": "eth1", "mac": "02:AA:00:00:00:01", "ip": "10.0.0.1", "age": -1.0}
    ]


@pytest.mark.parametrize("read", [getters.interfaces, getters.interfaces_ip, getters.arp_table])
@pytest.mark.parametrize(
    "text", ["ip: command not found", "{}", "[1]", '[{"ifname": 3}]', "[" * 50_000, '[{"mtu": []}]']
)
def test_a_liar_in_the_place_of_ip(read: object, text: str) -> None:
    with pytest.raises(AnswerError):
        read(printed(text))  # type: ignore[operator]


def test_a_liar_in_the_place_of_uptime() -> None:
    with pytest.raises(AnswerError, match="seconds"):
        getters.facts(tuple(map(printed, ("soon", "", "", "", "", ""))))


def test_names_cannot_carry_escape_codes() -> None:
    assert list(getters.interfaces(printed([{**LINK, "ifname": "\x1b[2J"}]))) == ["\\x1b[2J"]


PING = """\
PING 10.1.10.1 (10.1.10.1) 100(128) bytes of data.
108 bytes from 10.1.10.1: icmp_seq=1 ttl=64 time=0.5 ms
108 bytes from 10.1.10.1: icmp_seq=2 ttl=64 time=0.250 ms

--- 10.1.10.1 ping statistics ---
3 packets transmitted, 2 received, 33.3333% packet loss, time 400ms
rtt min/avg/max/mdev = 0.250/0.375/0.500/0.125 ms
"""


def test_ping_with_answers() -> None:
    found = getters.ping(printed(PING), "10.1.10.1")["success"]
    assert (found["probes_sent"], found["packet_loss"]) == (3, 1)
    assert (found["rtt_min"], found["rtt_avg"], found["rtt_max"], found["rtt_stddev"]) == (0.25, 0.375, 0.5, 0.125)
    assert [result["rtt"] for result in found["results"]] == [0.5, 0.25]


def test_ping_without_answer() -> None:
    found = getters.ping(printed("5 packets transmitted, 0 received, 100% packet loss"), "10.9.9.9")["success"]
    assert (found["packet_loss"], found["rtt_avg"], found["results"]) == (5, 0.0, [])


@pytest.mark.parametrize("text", ["ping: nohost: Name or service not known", "", "\x1b[31mhello"])
def test_ping_that_could_not_run(text: str) -> None:
    error = getters.ping(Outcome(code=2, text=text), "nohost")["error"]
    assert error
    assert "\x1b" not in error


@given(st.text())
def test_no_output_of_ping_breaks_the_reader(text: str) -> None:
    assert set(getters.ping(printed(text), "x")) <= {"success", "error"}


@pytest.mark.parametrize("evil", ["10.0.0.1; reboot", "$(reboot)", "-f", "a b"])
def test_a_destination_is_one_word_of_the_command(evil: str) -> None:
    command = getters.ping_command(evil, "", 255, 2, 100, 5)
    assert command.endswith((f"-- '{evil}'", f"-- {evil}"))
    assert evil == "-f" or command.endswith("'")


def test_a_source_is_given_to_ping() -> None:
    assert "-I eth1 --" in getters.ping_command("10.0.0.1", "eth1", 64, 1, 56, 1)
