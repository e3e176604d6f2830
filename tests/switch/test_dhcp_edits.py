"""Lines of DHCP: what they leave in the configuration, what is refused and how."""

from __future__ import annotations

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import Reading, read
from ccp3switch.config.render import lines_of, render
from ccp3switch.grammar import dhcp
from ccp3switch.shell.session import Session
from switchbench.offline import type_lines

POOL = "ip dhcp pool LAN"


def after(text: str) -> Reading:
    return read(GRAMMAR, text, blank(GRAMMAR, 4))


def kept(text: str, key: str = POOL) -> list[str]:
    """What stands in a section after these lines, none of which is refused."""
    reading = after(text)
    assert not reading.refused
    return [line.strip() for line in lines_of(reading.tree.lines[key])[1:]]


@pytest.mark.parametrize(
    ("lines", "stands"),
    [
        ("network 10.0.10.0 255.255.255.0", "network 10.0.10.0 255.255.255.0"),
        ("network 10.0.10.77 /24", "network 10.0.10.0 255.255.255.0"),
        ("network 10.0.0.0", "network 10.0.0.0 255.0.0.0"),
        ("network 172.16.0.0", "network 172.16.0.0 255.255.0.0"),
        ("network 192.168.1.0", "network 192.168.1.0 255.255.255.0"),
        ("network 10.0.0.0\nnetwork 10.1.0.0 /16", "network 10.1.0.0 255.255.0.0"),
        ("network 10.0.0.0\nno network", ""),
        ("host 10.0.10.7 /24", "host 10.0.10.7 255.255.255.0"),
        ("host 10.0.10.7\nno host 10.0.10.7", ""),
        ("hardware-address 02:00:00:00:00:01", "hardware-address 0200.0000.0001"),
        ("client-identifier 01:02:00:00:00:00:01", "client-identifier 0102.0000.0000.01"),
        ("client-identifier 0102.0000.0000.01\nno client-identifier", ""),
        ("client-name poste1", "client-name poste1"),
        ("default-router  10.0.10.1   10.0.10.2", "default-router 10.0.10.1 10.0.10.2"),
        ("dns-server 9.9.9.9\ndns-server 1.1.1.1", "dns-server 1.1.1.1"),
        ("dns-server 9.9.9.9\nno dns-server", ""),
        ("domain-name atelier.lan", "domain-name atelier.lan"),
        ("netbios-name-server 10.0.0.8", "netbios-name-server 10.0.0.8"),
        ("netbios-node-type h", "netbios-node-type h-node"),
        ("bootfile pxe/boot.0", "bootfile pxe/boot.0"),
        ("next-server 10.0.0.9", "next-server 10.0.0.9"),
        ("option 150 ip 10.0.0.9 10.0.0.8", "option 150 ip 10.0.0.9 10.0.0.8"),
        ("option 150 ip 10.0.0.9\nno option 150", ""),
        ("option 43 hex f1:04:0A:00:00:01", "option 43 hex f104.0a00.0001"),
        ('option 66 ascii "deux mots"', 'option 66 ascii "deux mots"'),
        ("option 200 ascii x\noption 200 hex 00", "option 200 hex 00"),
        ("lease 2", "lease 2"),
        ("lease 0 12", "lease 0 12"),
        ("lease 2 0 0", "lease 2"),
        ("lease 0 0 30", "lease 0 0 30"),
        ("lease infinite", "lease infinite"),
        ("lease 3\nlease 1 0", ""),
        ("lease 3\nno lease", ""),
    ],
)
def test_a_line_of_a_pool(lines: str, stands: str) -> None:
    assert kept(f"{POOL}\n{lines}") == ([stands] if stands else [])


def test_the_lines_stand_in_the_order_of_ios() -> None:
    text = f"""{POOL}
 lease 2
 option 150 ip 10.0.0.9
 option 43 hex 0102
 dns-server 9.9.9.9
 default-router 10.0.10.1
 domain-name a.lan
 network 10.0.10.0 /24
ip dhcp excluded-address 10.0.10.1 10.0.10.9
interface vlan 10
 ip helper-address 10.0.0.2
 ip helper-address 10.0.0.1
 ip address 10.0.10.1 255.255.255.0
no service dhcp
"""
    shown = render(after(text).tree)
    assert shown.partition("!\ninterface Gi")[0].endswith(
        """!
no service dhcp
!
ip dhcp excluded-address 10.0.10.1 10.0.10.9
!
ip dhcp pool LAN
 network 10.0.10.0 255.255.255.0
 default-router 10.0.10.1
 domain-name a.lan
 dns-server 9.9.9.9
 option 43 hex 0102
 option 150 ip 10.0.0.9
 lease 2
"""
    )
    assert " ip address 10.0.10.1 255.255.255.0\n ip helper-address 10.0.0.1\n ip helper-address 10.0.0.2\n" in shown


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (f"{POOL}\nnetwork 0.0.0.9 255.0.0.0", 1),
        (f"{POOL}\nnetwork 10.0.0.0 255.255.255.254", 1),
        (f"{POOL}\nnetwork 224.0.0.0 /24", 1),
        (f"{POOL}\nnetwork 10.0.0.0 /33", 1),
        (f"{POOL}\nnetwork 10.0.0.0 /0", 1),
        (f"{POOL}\ndefault-router 10.0.0.0.1", 1),
        (f"{POOL}\ndefault-router {'10.0.0.1 ' * 9}", 1),
        (f"{POOL}\ndefault-router 224.0.0.5", 1),
        (f"{POOL}\nlease 366", 1),
        (f"{POOL}\nlease 1 24", 1),
        (f"{POOL}\nlease infinite 3", 1),
        (f"{POOL}\noption 43 hex 0", 1),
        (f"{POOL}\noption 43 hex 01", 1),
        (f"{POOL}\noption 255 hex 01", 1),
        (f"{POOL}\noption 66 ascii deux mots", 1),
        (f'{POOL}\noption 66 ascii a"b', 1),
        (f"{POOL}\noption 66 ascii {'x' * 129}", 1),
        (f"{POOL}\nclient-identifier 01", 1),
        (f"{POOL}\ndomain-name .lan", 1),
        ("ip dhcp excluded-address 10.0.0.9 10.0.0.1", 1),
        ("ip dhcp ping packets 5", 1),
        ("ip dhcp snooping", 1),
        ("ip dhcp snooping vlan 10", 1),
        ("ip dhcp relay information option", 1),
        ("interface gi1/0/1\nip helper-address 10.0.0.1", 1),
        ("interface vlan 1\nip helper-address 224.0.0.1", 1),
        ("interface vlan 1\nip helper-address 255.255.255.255", 1),
        ("interface range gi1/0/1 - 2\nip helper-address 10.0.0.1", 1),
    ],
)
def test_what_is_refused_stands_nowhere(text: str, refused: int) -> None:
    reading = after(text)
    assert len(reading.refused) == refused
    assert not [line for line in render(reading.tree).splitlines() if line.strip() == text.splitlines()[-1]]


HOST = "ip dhcp pool P1\nhost 10.0.10.7 /24\nhardware-address 0200.0000.0001\n"


@pytest.mark.parametrize(
    ("before", "line", "said"),
    [
        (f"{POOL}\nnetwork 10.0.10.0 /24", "host 10.0.10.7", "% This command may not be used with network, origin"),
        (f"{POOL}\nnetwork 10.0.10.0 /24", "hardware-address 0200.0000.0001", "% This command may not be used with n"),
        (f"{POOL}\nnetwork 10.0.10.0 /24", "client-name x", "% This command may not be used with network"),
        (HOST, "network 10.0.10.0 /24", "% This command may not be used with host pools."),
        ("ip dhcp pool P1\nclient-name x", "network 10.0.10.0 /24", "% This command may not be used with host pools."),
        (f"{HOST}ip dhcp pool P2", "host 10.0.10.7 /24", "% 10.0.10.7 is the host of pool P1"),
        (f"{HOST}ip dhcp pool P2", "hardware-address 0200.0000.0001", "% A binding for this client already exists."),
        (
            f"{POOL}\nnetwork 10.0.0.0\nip dhcp pool P2",
            "network 10.0.10.0 /24",
            "% 10.0.10.0 overlaps with the network of",
        ),
        (POOL, "host 10.0.10.7 255.255.255.255", "Bad mask /32 for address 10.0.10.7"),
        (POOL, "lease 0 0 1", "% The shortest lease of this switch is 2 minutes"),
        (POOL, "option 3 ip 10.0.0.1", "% Reserved option, use: default-router"),
        (POOL, "option 53 hex 01", "% Reserved option, use: the protocol sets it"),
        (POOL, "option 150 hex 0102", "% Option 150 holds IP addresses"),
        (POOL, "option 66 ip 10.0.0.1", "% Option 66 holds a text"),
        ("", "ip dhcp excluded-address 10.0.0.9 10.0.0.1", "% Invalid address range: 10.0.0.1 is below 10.0.0.9"),
    ],
)
def test_a_refusal_says_why(session: Session, before: str, line: str, said: str) -> None:
    assert "%" not in type_lines(session, f"configure terminal\n{before}")
    shown = session.feed("do show running-config")
    assert session.feed(line).startswith(said)
    assert session.feed("do show running-config") == shown


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        ("ip dhcp pool A\nno ip dhcp pool A", "ip dhcp pool A"),
        ("ip dhcp excluded-address 10.0.0.1\nno ip dhcp excluded-address 10.0.0.1",
         "ip dhcp excluded-address 10.0.0.1"),
        ("ip dhcp ping packets 0\nip dhcp ping packets 2", "ip dhcp ping packets"),
        ("ip dhcp ping packets 0\nno ip dhcp ping packets", "ip dhcp ping packets"),
        ("no service dhcp\nservice dhcp", "service dhcp"),
    ],
)  # fmt: skip
def test_a_line_that_goes(lines: str, gone: str) -> None:
    first = lines.splitlines()[0]
    assert after(first).tree.has(gone)
    reading = after(lines)
    assert not reading.refused
    assert not reading.tree.has(gone)


def test_a_helper_goes_alone() -> None:
    text = "interface vlan 10\nip helper-address 10.0.0.1\nip helper-address 10.0.0.2\nno ip helper-address 10.0.0.1"
    assert kept(text, "interface Vlan10")[-1:] == ["ip helper-address 10.0.0.2"]


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("interface gi1/0/1\nno switchport", "interface GigabitEthernet1/0/1"),
        ("interface gi1/0/1\nno switchport\ninterface gi1/0/1.10", "interface GigabitEthernet1/0/1.10"),
        ("interface range gi1/0/1 - 2\nno switchport", "interface GigabitEthernet1/0/2"),
    ],
)
def test_whatever_routes_may_relay(section: str, key: str) -> None:
    assert "ip helper-address 10.0.0.1" in kept(f"{section}\nip helper-address 10.0.0.1", key)


def test_a_loopback_relays_nothing() -> None:
    assert len(after("interface loopback 0\nip helper-address 10.0.0.1").refused) == 1


def test_a_pool_has_the_prompt_of_ios(session: Session) -> None:
    type_lines(session, "configure terminal\nip dhcp pool LAN")
    assert session.prompt == "Switch(dhcp-config)#"
    assert "Default routers" in session.help("")
    session.feed("exit")
    assert session.prompt == "Switch(config)#"


@pytest.mark.parametrize(
    ("accept", "word", "canonical"),
    [
        (dhcp.addresses, "10.0.0.1", "10.0.0.1"),
        (dhcp.addresses, "", None),
        (dhcp.addresses, "0.0.0.0", None),
        (dhcp.prefix, "/32", "/32"),
        (dhcp.prefix, "24", None),
        (dhcp.hexadecimal, "AB:cd:e", None),
        (dhcp.hexadecimal, "ABcd.ef", "abcd.ef"),
        (dhcp.hexadecimal, "00" * 129, None),
        (dhcp.identifier, "ff" * 33, None),
        (dhcp.domain, "a-b.example", "a-b.example"),
        (dhcp.domain, "a b", None),
        (dhcp.path, "x" * 128, None),
        (dhcp.text, '"', None),
        (dhcp.text, '""', None),
        (dhcp.text, "é", None),
        (dhcp.text, "a\\b", None),
        (dhcp.text, "plain", "plain"),
    ],
)
def test_parameters(accept: object, word: str, canonical: str | None) -> None:
    assert callable(accept)
    assert accept(word) == canonical
