"""`routing.route`: any right route of `show ip route` counts, every wrong one fails, no table proves nothing."""

from ipaddress import IPv4Address

import pytest

from ccp3lab.company import Company
from ccp3lab.grading import Doubt, Status, Unreadable
from ccp3lab.grading.ios.routes import routing_table, ways

CODES = "Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP\n       + - replicated route\n\n"
NO_DEFAULT = "Gateway of last resort is not set\n\n"
OWN = """\
      10.0.0.0/8 is variably subnetted, 4 subnets, 3 masks
C        10.0.10.0/24 is directly connected, Vlan10
L        10.0.10.1/32 is directly connected, Vlan10
C        10.0.255.0/30 is directly connected, GigabitEthernet1/0/23
L        10.0.255.1/32 is directly connected, GigabitEthernet1/0/23
"""
HOST_ONLY = """\
Default gateway is 10.0.90.1

Host               Gateway           Last Use    Total Uses  Interface
ICMP redirect cache is empty
"""

ONE = "      172.16.0.0/24 is subnetted, 1 subnets"
TWO = "      172.16.0.0/16 is variably subnetted, 2 subnets, 2 masks"


@pytest.fixture
def company(two_sites: Company) -> Company:
    return two_sites


def table(*lines: str, default: str = "not set") -> str:
    return CODES + f"Gateway of last resort is {default}\n\n" + OWN + "\n".join(lines) + "\n"


def asked(ask, text: str):
    return ask("routing.route", "sw1", {"to": "pc-depot", "through": "r1"}, routes=text)


RIGHT = {
    "the site, its mask in the line above": (ONE, "S        172.16.0.0 [1/0] via 10.0.255.2"),
    "the subnet alone": (TWO, "S        172.16.0.0/26 [1/0] via 10.0.255.2"),
    "the whole class": ("S     172.16.0.0/16 [1/0] via 10.0.255.2",),
    "port and next hop": ("S     172.16.0.0/16 [1/0] via 10.0.255.2, GigabitEthernet1/0/23",),
    "the port alone": ("S     172.16.0.0/16 is directly connected, GigabitEthernet1/0/23",),
    "the default route": ("S*    0.0.0.0/0 [1/0] via 10.0.255.2",),
    "a next hop that is looked up in turn": (
        "S     172.16.0.0/16 [1/0] via 192.0.2.1",
        "S     192.0.2.0/24 [1/0] via 10.0.255.2",
    ),
    "a wrong route that is less exact": (
        "S*    0.0.0.0/0 [1/0] via 10.0.10.9",
        "S     172.16.0.0/16 [1/0] via 10.0.255.2",
    ),
}


@pytest.mark.parametrize("lines", RIGHT.values(), ids=RIGHT)
def test_any_right_route_passes(ask, lines: tuple[str, ...]) -> None:
    assert asked(ask, table(*lines)).status is Status.PASSED


WRONG = {
    "no route": ((), "aucune route ne convient"),
    "another network": (("S     172.17.0.0/16 [1/0] via 10.0.255.2",), "aucune route ne convient"),
    "another next hop": (("S     172.16.0.0/16 [1/0] via 10.0.10.9",), "172.16.0.0/16 par 10.0.10.9"),
    "a next hop beyond the neighbour": (("S     172.16.0.0/16 [1/0] via 172.16.0.1",), "aucune route ne convient"),
    "a right route that is less exact": (
        ("S     172.16.0.0/16 [1/0] via 10.0.255.2", "S     172.16.0.0/26 [1/0] via 10.0.10.9"),
        "172.16.0.0/26 par 10.0.10.9",
    ),
    "one way of two": (
        ("S     172.16.0.0/16 [1/0] via 10.0.255.2", "                     [1/0] via 10.0.10.9"),
        "172.16.0.0/16 par 10.0.10.9, 172.16.0.0/16 par 10.0.255.2",
    ),
    "its own network": (("C     172.16.0.0/16 is directly connected, GigabitEthernet1/0/23",), "172.16.0.0/16 par"),
    "another port": (("S     172.16.0.0/16 is directly connected, GigabitEthernet1/0/2",), "172.16.0.0/16 par"),
    "nowhere": (("S     172.16.0.0/16 is directly connected, Null0",), "172.16.0.0/16 par Null0"),
}


@pytest.mark.parametrize(("lines", "found"), WRONG.values(), ids=WRONG)
def test_every_wrong_one_fails(ask, lines: tuple[str, ...], found: str) -> None:
    verdict = asked(ask, table(*lines))
    assert verdict.status is Status.FAILED
    assert found in verdict.found


def test_a_switch_that_does_not_route_fails_and_is_told_so(ask) -> None:
    verdict = asked(ask, HOST_ONLY)
    assert (verdict.status, verdict.found) == (Status.FAILED, "le routage n'est pas activé")


def test_an_empty_table_is_a_table(ask) -> None:
    assert asked(ask, CODES + NO_DEFAULT).found == "aucune route ne convient"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("% Invalid input detected at '^' marker.", id="refused"),
        pytest.param(OWN, id="no head"),
        pytest.param(table("S     172.16.0.1/16 [1/0] via 10.0.255.2"), id="a host with the mask of a network"),
        pytest.param(table("S     172.16.0.0/44 [1/0] via 10.0.255.2"), id="no mask"),
        pytest.param(CODES + NO_DEFAULT + "S  what 1 is this\n", id="no route in it"),
    ],
)
def test_what_is_no_table_is_undetermined(ask, text: str) -> None:
    assert asked(ask, text).doubt is Doubt.UNREADABLE


def test_a_circle_of_next_hops_leads_nowhere() -> None:
    text = table("S     172.16.0.0/16 [1/0] via 192.0.2.1", "S     192.0.2.0/24 [1/0] via 172.16.0.1")
    known = routing_table(text)
    assert known is not None
    assert ways(known, IPv4Address("172.16.0.5")) == frozenset()


def test_the_reader_names_what_it_misses() -> None:
    with pytest.raises(Unreadable, match="l'en-tête manque"):
        routing_table("hello")
