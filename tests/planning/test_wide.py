"""A plan of a thousand subnets: every question is answered at once, every file is written in moments."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from ipaddress import IPv4Interface, IPv4Network

import pytest

from ccp3lab.plan import Host, Plan, Range, Site, Vlan
from ccp3lab.planning.areas import areas
from ccp3lab.planning.diff import differences
from ccp3lab.planning.exports import FORMATS, export
from ccp3lab.planning.find import address_of, find
from ccp3lab.planning.page.maps import maps
from ccp3lab.planning.room import room
from ccp3lab.planning.subnets import subnets

VLANS, SITES = 1000, 10


@cache
def wide(count: int) -> Plan:
    """COUNT VLANs of a /26 with three machines and a DHCP range each, over ten sites."""
    sites = {f"s{n}": Site(f"s{n}", f"site {n}", IPv4Network(f"10.{n}.0.0/16")) for n in range(SITES)}
    vlans, hosts = {}, {}
    for number in range(count):
        name, site = f"v{number}", number % SITES
        subnet = IPv4Network((int(sites[f"s{site}"].block[0]) + (number // SITES) * 64, 26))
        vlans[name] = Vlan(name, 2 + number, subnet, subnet[1], Range(subnet[20], subnet[50]), name, f"s{site}")
        for at in (5, 6, 7):
            hosts[f"h{number}-{at}"] = Host(f"h{number}-{at}", name, IPv4Interface((subnet[at], 26)))
    return Plan("Grande", "grande.lan", 1, vlans, hosts, sites)


def seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


QUESTIONS: dict[str, Callable[[Plan], object]] = {
    "areas": areas,
    "free": lambda plan: [area.free for area in areas(plan)],
    "room": lambda plan: [room(subnet) for subnet in subnets(plan)],
    "find": lambda plan: find(plan, address_of("10.9.3.5")),
    "find IPv6": lambda plan: find(plan, address_of("fd00::1")),
    "diff": lambda plan: differences(plan, replace(plan, hosts={})),
    "maps": lambda plan: [list(maps(area.block, area.subnets)) for area in areas(plan)],
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_takes_less_than_a_second(ask: Callable[[Plan], object]) -> None:
    plan = wide(VLANS)
    assert seconds(lambda: ask(plan)) < 1


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_takes_moments(form: str) -> None:
    plan = wide(VLANS)
    assert seconds(lambda: export(plan, FORMATS[form])) < 5


def test_twice_as_many_subnets_cost_about_twice() -> None:
    """Far from the fourfold of a comparison of everything with everything; the best of three, for a busy machine."""

    def best(count: int) -> float:
        plan = wide(count)
        return min(seconds(lambda: [area.free for area in areas(plan)]) for _ in range(3))

    best(500)
    assert best(1000) < 3.2 * best(500) + 0.01


def test_each_subnet_is_in_the_block_of_its_site() -> None:
    found = {area.name: len(area.subnets) for area in areas(wide(VLANS))}
    assert found == {f"s{n}": VLANS // SITES for n in range(SITES)}


def test_every_machine_is_found() -> None:
    plan = wide(VLANS)
    for name in ("h0-5", "h499-6", "h999-7"):
        assert ("role", f"host {name}") in find(plan, plan.hosts[name].address).facts
