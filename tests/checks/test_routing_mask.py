"""`routing.mask`: the gateway on one device, with the right mask, as `show ip interface` tells it."""

from dataclasses import replace

import pytest

from ccp3lab.company import Company
from ccp3lab.grading import CHECKS, Doubt, Place, Status
from ccp3lab.plan import Vlan


@pytest.fixture
def company(two_sites: Company) -> Company:
    return two_sites


def block(name: str, address: str | None = None, state: str = "up", *more: str) -> str:
    """One interface as the switch prints it; MORE are secondary addresses."""
    head = f"{name} is {state}, line protocol is {'up' if state == 'up' else 'down'}\n"
    if address is None:
        return head + "  Internet protocol processing disabled\n"
    lines = [f"  Internet address is {address}", "  Broadcast address is 255.255.255.255", "  MTU is 1500 bytes"]
    return head + "\n".join([*lines, *(f"  Secondary address {one}" for one in more)]) + "\n"


NONE = block("Vlan1")
RIGHT = NONE + block("Vlan30", "172.16.0.1/26")


def verdict_of(ask, r1: str, sw1: str = NONE, sw2: str = NONE, gone: str = ""):
    return ask("routing.mask", "r1", {"vlan": "depot"}, gone, sw1=sw1, sw2=sw2, r1=r1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RIGHT, id="SVI"),
        pytest.param(block("GigabitEthernet1/0/1", "172.16.0.1/26"), id="routed port"),
        pytest.param(block("GigabitEthernet1/0/1.30", "172.16.0.1/26"), id="subinterface"),
        pytest.param(block("Vlan30", "172.16.0.9/26", "up", "172.16.0.1/26"), id="secondary"),
        pytest.param(RIGHT + block("Vlan40", "172.16.0.1/26", "administratively down"), id="another one is shut"),
    ],
)
def test_any_interface_counts(ask, text: str) -> None:
    assert verdict_of(ask, text).status is Status.PASSED


def test_whichever_device_routes(ask) -> None:
    verdict = verdict_of(ask, NONE, sw1=block("GigabitEthernet1/0/1.30", "172.16.0.1/26"))
    assert (verdict.status, verdict.found) == (Status.PASSED, "172.16.0.1/26 sur sw1 (GigabitEthernet1/0/1.30)")


@pytest.mark.parametrize(
    ("r1", "sw1", "found"),
    [
        (NONE, NONE, "aucune interface active ne porte 172.16.0.1"),
        (block("Vlan30", "172.16.0.1/26", "administratively down"), NONE, "aucune interface active"),
        (block("Vlan30", "172.16.0.10/26"), NONE, "aucune interface active"),
        (block("Vlan30", "172.16.0.1/24"), NONE, "172.16.0.1/24 sur r1 (Vlan30)"),
        (block("Vlan30", "172.16.0.1/27"), NONE, "172.16.0.1/27 sur r1 (Vlan30)"),
        (RIGHT, RIGHT, "172.16.0.1/26 sur sw1 (Vlan30) et 172.16.0.1/26 sur r1 (Vlan30)"),
    ],
)
def test_no_gateway_another_mask_or_two_of_it_fail(ask, r1: str, sw1: str, found: str) -> None:
    verdict = verdict_of(ask, r1, sw1)
    assert verdict.status is Status.FAILED
    assert verdict.found.startswith(found)


@pytest.mark.parametrize(
    "text", ["", "% Invalid input detected at '^' marker.", block("Vlan30", "172.16.0.1/99"), "\x1b[31mVlan30 is"]
)
def test_what_is_no_such_table_is_undetermined(ask, text: str) -> None:
    assert verdict_of(ask, text).doubt is Doubt.UNREADABLE
    assert verdict_of(ask, RIGHT, sw2=text).doubt is Doubt.UNREADABLE


def test_a_switch_that_cannot_be_asked_may_have_it_too(ask) -> None:
    assert verdict_of(ask, RIGHT, gone="sw2").doubt is Doubt.UNSEEN


def test_a_vlan_without_a_gateway_is_refused(company: Company) -> None:
    plan = replace(company.plan, vlans=company.plan.vlans | {"natif": Vlan("natif", 99)})
    place = Place(replace(company, plan=plan), company.device("r1"))
    for name in ("natif", "depots"):
        with pytest.raises(ValueError, match="no VLAN with a gateway"):
            CHECKS.get("routing.mask").model_validate({"vlan": name}, context=place)
