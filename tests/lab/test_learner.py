"""A learner at a terminal: from the base score to all points by typing, in words of their own."""

from collections.abc import Iterator

import pytest
from labbench.seat import Seat

from ccp3lab.company import Company

pytestmark = pytest.mark.lab


def ids(company: Company, names: tuple[str, ...]) -> list[int]:
    """The numbers of VLANs, in the order of NAMES."""
    return [company.plan.vlan(name).id for name in names]


def joined(numbers: list[int]) -> str:
    return ",".join(map(str, numbers))


def in_order(company: Company, switch: str) -> Iterator[str]:
    """VLANs, ports in one range, trunk whose list is made in two steps; every word shortened."""
    vlans, ports = company.vlans(switch), list(company.ports(switch))
    access = [(own, company.plan.vlan(link.access)) for own, link, _ in ports if link.access]
    yield "conf t"
    yield f"vl {joined([vlan.id for vlan in vlans])}"
    for vlan in vlans:
        yield f"vl {vlan.id}"
        yield f"na {vlan.name}"
    yield "int ra " + " , ".join(own.port.replace("GigabitEthernet", "gi") for own, _ in access)
    yield "sw m ac"
    for own, vlan in access:
        yield f"int {own.port.replace('GigabitEthernet', 'g')}"
        yield f"sw acc vl {vlan.id}"
    for own, link, _ in ports:
        if link.trunk:
            carried = ids(company, link.trunk)
            yield f"int {own.port.replace('GigabitEthernet', 'gi ')}"
            yield "sw m t"
            yield f"sw t n v {company.plan.vlan(link.native or '').id}"
            yield f"sw t al v {joined(carried[2:])}"
            yield f"sw t al v add {joined(carried[:2])}"
    yield "end"
    yield "wr"


def the_other_way_round(company: Company, switch: str) -> Iterator[str]:
    """Trunk first, with one VLAN too many, removed again; access ports make their VLANs, which are named last."""
    yield "config term"
    for own, link, _ in company.ports(switch):
        yield f"interf {own.port.upper()}"
        if link.access:
            yield f"switchp access vlan {company.plan.vlan(link.access).id}"
            yield "switchp mode access"
        else:
            carried = ids(company, link.trunk)
            surplus = max(carried) + 1
            yield f"switchp trunk allow vlan {joined([surplus, *reversed(carried)])}"
            yield f"switchp trunk allow vlan rem {surplus}"
            yield f"switchp trunk nat vlan {company.plan.vlan(link.native or '').id}"
            yield "switchp mode trunk"
        yield "no shut"
    for vlan in reversed(company.vlans(switch)):
        yield f"vlan {vlan.id}"
        yield f"name {vlan.name}"
    yield "do sh vl br"
    yield "exit"
    yield "exit"
    yield "copy run start"
    yield ""


def test_the_base_then_all_points_by_hand(agnes: Seat) -> None:
    agnes.bring("start")
    lab, company = agnes.scene.lab, agnes.scene.company
    before = agnes.check()
    assert (before.code, before.score) == (1, (lab.start, lab.points))
    with agnes.terminal("sw1") as terminal:
        terminal.lines(in_order(company, "sw1"))
    with agnes.terminal("sw2") as terminal:
        said = terminal.lines(the_other_way_round(company, "sw2"))
    assert all(vlan.name in said for vlan in company.vlans("sw2"))
    after = agnes.check()
    assert (after.code, after.score) == (0, (lab.points, lab.points)), after.red()


def test_a_learner_is_at_home_on_a_workstation(agnes: Seat) -> None:
    with agnes.terminal("pc-compta-1") as terminal:
        assert str(agnes.scene.company.plan.host("pc-compta-1").address) in terminal.line("ip -br address show eth1")
        assert "root" in terminal.line("sudo whoami")
