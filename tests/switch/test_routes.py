"""The table of routes: what is in force while some interfaces are up, and where packets then go."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv6Interface, ip_address, ip_interface, ip_network

import pytest
from ccp3switch.model.routes import Route, Static, best, table

Address = IPv4Interface | IPv6Interface
Own = tuple[str, Address]
NEAR = ("Vlan10", ip_interface("10.0.10.1/24"))
FAR = ("Gi1/0/1", ip_interface("10.0.0.1/30"))
OWN = ("Loopback0", ip_interface("1.1.1.1/32"))
SIX = ("Vlan10", ip_interface("2001:db8:10::1/64"))


def static(text: str) -> Static:
    """`10.0.0.0/8 10.1.1.1 Vlan10 5`: network, then a hop, an interface, a distance, each where it is there."""
    network, *words = text.split()
    hop = next((ip_address(word) for word in words if "." in word or ":" in word), None)
    interface = next((word for word in words if word[0].isupper()), "")
    distance = next((int(word) for word in words if word.isdigit()), 1)
    return Static(ip_network(network), hop, interface, distance)


def named(up: list[Own]) -> dict[str, list[Address]]:
    found: dict[str, list[Address]] = {}
    for name, address in up:
        found.setdefault(name, []).append(address)
    return found


def row(route: Route) -> str:
    exits = ",".join(f"{path.hop or ''}@{path.interface}" for path in route.exits)
    return f"{route.code} {route.network} [{route.distance}] {exits}"


@pytest.mark.parametrize(
    ("up", "rows"),
    [
        ([], []),
        ([NEAR], ["C 10.0.10.0/24 [0] @Vlan10", "L 10.0.10.1/32 [0] @Vlan10"]),
        ([OWN], ["C 1.1.1.1/32 [0] @Loopback0"]),
        ([NEAR, ("Vlan10", ip_interface("10.0.10.2/24"))],
         ["C 10.0.10.0/24 [0] @Vlan10", "L 10.0.10.1/32 [0] @Vlan10", "L 10.0.10.2/32 [0] @Vlan10"]),
        ([SIX], ["C 2001:db8:10::/64 [0] @Vlan10", "L 2001:db8:10::1/128 [0] @Vlan10"]),
        ([("Gi1/0/1", ip_interface("10.0.0.0/31"))], ["L 10.0.0.0/32 [0] @Gi1/0/1", "C 10.0.0.0/31 [0] @Gi1/0/1"]),
    ],
)  # fmt: skip
def test_connected(up: list[Own], rows: list[str]) -> None:
    assert sorted(row(route) for route in table(named(up), [])) == sorted(rows)


@pytest.mark.parametrize(
    ("statics", "rows"),
    [
        (["0.0.0.0/0 10.0.10.9"], ["S 0.0.0.0/0 [1] 10.0.10.9@Vlan10"]),
        (["0.0.0.0/0 10.9.9.9"], []),
        (["0.0.0.0/0 10.0.10.1"], []),
        (["10.5.0.0/16 10.0.10.9", "10.5.0.0/16 10.0.0.2"],
         ["S 10.5.0.0/16 [1] 10.0.10.9@Vlan10,10.0.0.2@Gi1/0/1"]),
        (["10.5.0.0/16 10.0.10.9 5", "10.5.0.0/16 10.0.0.2"], ["S 10.5.0.0/16 [1] 10.0.0.2@Gi1/0/1"]),
        (["10.5.0.0/16 10.0.10.9 5", "10.5.0.0/16 10.9.9.9"], ["S 10.5.0.0/16 [5] 10.0.10.9@Vlan10"]),
        (["10.5.0.0/16 Vlan10"], ["S 10.5.0.0/16 [1] @Vlan10"]),
        (["10.5.0.0/16 Vlan20"], []),
        (["10.5.0.0/16 Vlan10 10.7.7.7"], ["S 10.5.0.0/16 [1] 10.7.7.7@Vlan10"]),
        (["10.5.0.0/16 Null0"], ["S 10.5.0.0/16 [1] @Null0"]),
        (["10.5.0.0/16 10.0.10.9 255"], []),
        (["10.0.10.0/24 10.0.0.2"], []),
        (["10.5.0.0/16 10.0.10.255"], []),
        (["10.5.0.0/16 10.0.10.0"], []),
        (["10.5.0.0/16 Vlan10 10.0.10.1"], []),
        (["10.5.0.0/16 1.1.1.1"], []),
        (["10.0.10.128/25 10.0.0.2", "10.5.0.0/16 10.0.10.255"], ["S 10.0.10.128/25 [1] 10.0.0.2@Gi1/0/1"]),
        (["10.5.0.0/16 10.6.1.1", "10.6.0.0/16 10.0.10.9"],
         ["S 10.5.0.0/16 [1] 10.0.10.9@Vlan10", "S 10.6.0.0/16 [1] 10.0.10.9@Vlan10"]),
        (["10.5.0.0/16 10.6.1.1", "10.6.0.0/16 Vlan10"],
         ["S 10.5.0.0/16 [1] 10.6.1.1@Vlan10", "S 10.6.0.0/16 [1] @Vlan10"]),
        (["10.5.0.0/16 10.6.1.1", "10.6.0.0/16 Null0"],
         ["S 10.5.0.0/16 [1] @Null0", "S 10.6.0.0/16 [1] @Null0"]),
        (["10.5.0.0/16 10.5.1.1"], []),
        (["10.5.0.0/16 10.6.1.1", "10.6.0.0/16 10.5.1.1"], []),
        (["0.0.0.0/0 10.0.10.9", "10.5.0.0/16 10.6.1.1"],
         ["S 0.0.0.0/0 [1] 10.0.10.9@Vlan10", "S 10.5.0.0/16 [1] 10.0.10.9@Vlan10"]),
    ],
)  # fmt: skip
def test_static(statics: list[str], rows: list[str]) -> None:
    found = [row(route) for route in table(named([NEAR, FAR, OWN]), map(static, statics)) if route.code == "S"]
    assert found == rows


LOCAL = ("Vlan10", ip_interface("fe80::1/64"))
OTHER = ("Vlan20", ip_interface("fe80::2/64"))


@pytest.mark.parametrize(
    ("statics", "rows"),
    [
        (["::/0 fe80::2 Vlan10"], ["S ::/0 [1] fe80::2@Vlan10"]),
        (["::/0 fe80::1 Vlan10"], []),
        (["::/0 fe80::1 Vlan20"], ["S ::/0 [1] fe80::1@Vlan20"]),
        (["::/0 2001:db8:10::9 Vlan20"], []),
        (["::/0 2001:db8:10::9 Vlan10"], ["S ::/0 [1] 2001:db8:10::9@Vlan10"]),
        (["::/0 2001:db8:99::9 Vlan20"], ["S ::/0 [1] 2001:db8:99::9@Vlan20"]),
        (["::/0 2001:db8:10::"], []),
        (["::/0 2001:db8:10::1"], []),
        (["2001:db8:5::/48 2001:db8:5::1 Vlan10"], []),
        (["2001:db8:5::/48 Vlan10", "2001:db8:5::/48 Vlan20", "::/0 2001:db8:5::1"],
         ["S 2001:db8:5::/48 [1] @Vlan10,@Vlan20"]),
        (["2001:db8:5::/48 Vlan10", "::/0 2001:db8:5::1"],
         ["S ::/0 [1] 2001:db8:5::1@Vlan10", "S 2001:db8:5::/48 [1] @Vlan10"]),
    ],
)  # fmt: skip
def test_next_hops_of_ipv6(statics: list[str], rows: list[str]) -> None:
    found = table(named([LOCAL, SIX, OTHER]), map(static, statics))
    assert [row(route) for route in found if route.code == "S"] == rows
    assert not any("fe80" in str(route.network) for route in found)


def test_a_route_of_one_family_never_takes_packets_of_the_other() -> None:
    found = table(named([NEAR, SIX]), [static("0.0.0.0/0 10.0.10.9"), static("::/0 2001:db8:10::9")])
    four, six = best(found, ip_address("9.9.9.9")), best(found, ip_address("2001:db8:99::1"))
    assert four is not None
    assert six is not None
    assert (str(four.network), str(six.network)) == ("0.0.0.0/0", "::/0")


def test_the_longest_network_counts() -> None:
    found = table(named([NEAR]), [static("0.0.0.0/0 10.0.10.9"), static("10.5.0.0/16 10.0.10.8")])
    for address, network in {"10.5.1.1": "10.5.0.0/16", "10.6.1.1": "0.0.0.0/0", "10.0.10.1": "10.0.10.1/32"}.items():
        route = best(found, ip_address(address))
        assert route is not None
        assert str(route.network) == network
    assert best(table(named([NEAR]), []), ip_address("9.9.9.9")) is None


def test_a_chain_without_end_comes_to_one() -> None:
    """Two routes that undo each other: the answer may be either, but there is one."""
    statics = ["10.5.0.0/16 10.0.10.9 5", "10.5.0.0/16 10.5.1.1", "10.5.1.0/24 10.5.0.1"]
    assert table(named([NEAR]), map(static, statics))
