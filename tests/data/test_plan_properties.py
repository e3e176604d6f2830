"""Random plans: valid with all promises kept, or refused with a reason; overlaps against a brute-force oracle."""

import itertools
import time
from ipaddress import IPv4Address, IPv4Network
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccp3lab.errors import PlanError
from ccp3lab.plan import Plan, PlanFile, problems, resolve
from ccp3lab.plan.overlaps import RESERVED, Block, overlaps

LENGTHS = st.integers(16, 31)


@st.composite
def networks(draw: st.DrawFn) -> IPv4Network:
    """Networks close together, so that overlaps are frequent."""
    base = draw(st.sampled_from(["10.1.0.0", "10.1.128.0", "172.16.0.0", "172.17.0.0", "100.64.0.0", "192.168.0.0"]))
    offset = draw(st.integers(0, 2**15))
    return IPv4Network((int(IPv4Address(base)) + offset, draw(LENGTHS)), strict=False)


def _block(number: int, network: IPv4Network) -> Block:
    return Block(network, f"n{number}", (number,))


@given(st.lists(networks(), max_size=12))
def test_overlaps_are_found_if_and_only_if_there_are_some(nets: list[IPv4Network]) -> None:
    told = list(overlaps(_block(number, net) for number, net in enumerate(nets)))
    assert bool(told) == any(a.overlaps(b) for a, b in itertools.combinations(nets, 2))
    assert all(a.network.overlaps(b.network) and a != b for a, b in told)


@given(st.lists(networks(), max_size=12))
def test_without_the_blocks_that_are_told_no_overlap_is_left(nets: list[IPv4Network]) -> None:
    told = {block.loc for block, _ in overlaps(_block(number, net) for number, net in enumerate(nets))}
    left = [net for number, net in enumerate(nets) if (number,) not in told]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(left, 2))


def test_reserved_blocks_do_not_overlap_each_other() -> None:
    assert not list(overlaps(RESERVED))


def test_many_equal_subnets_are_told_once_each() -> None:
    blocks = [_block(number, IPv4Network("10.0.0.0/24")) for number in range(500)]
    assert len(list(overlaps(blocks))) == 499


def _wide(count: int) -> PlanFile:
    """A sound plan of COUNT VLANs with two hosts each."""
    names = [f"v{number}" for number in range(count)]
    vlans = {
        name: {
            "id": 1006 + number,
            "subnet": f"10.{number >> 8}.{number & 255}.0/24",
            "gateway": "first",
            "dhcp": {"first": 50, "last": 99},
        }
        for number, name in enumerate(names)
    }
    hosts = {f"h{n}-{name}": {"vlan": name, "address": 10 + n} for name in names for n in (0, 1)}
    return PlanFile.model_validate({"company": "X", "domain": "x.lan", "vlans": vlans, "hosts": hosts})


def test_a_wide_plan_is_examined_quickly() -> None:
    raw = _wide(2000)
    begun = time.process_time()
    assert problems(raw) == []
    assert time.process_time() - begun < 2.0


ENTRY = st.fixed_dictionaries(
    {"id": st.integers(-5, 4200) | st.integers(2, 60)},
    optional={
        "subnet": networks().map(str) | st.text(max_size=12) | st.just("10.{site}.7.0/24"),
        "gateway": st.sampled_from(["first", "last"]) | st.integers(-2, 300),
        "dhcp": st.fixed_dictionaries({"first": st.integers(-1, 260), "last": st.integers(-1, 260)}),
    },
)
NAMES = st.sampled_from(["compta", "atelier", "serveurs", "gestion", "Natif"])
HOST = st.fixed_dictionaries({"vlan": NAMES, "address": st.integers(-1, 300)})
RAW = st.fixed_dictionaries(
    {
        "company": st.just("X"),
        "domain": st.sampled_from(["x.lan", "x.lan", "x.lan", "x", "x.local"]),
        "site": st.integers(0, 300),
        "vlans": st.dictionaries(NAMES, ENTRY, max_size=5),
        "hosts": st.dictionaries(st.sampled_from(["pc1", "pc2", "pc3", "pc4"]), HOST, max_size=4),
    }
)


@settings(max_examples=500)
@given(RAW)
def test_a_random_plan_is_valid_or_refused_with_places(data: dict[str, Any]) -> None:
    raw = PlanFile.model_validate(data)
    found = problems(raw)
    if found:
        assert all(problem.message and problem.loc and problem.loc[0] in data for problem in found)
        with pytest.raises(PlanError):
            resolve(raw)
    else:
        _keeps_its_promises(resolve(raw))


SOUND_HOSTS = st.dictionaries(
    st.from_regex(r"pc[0-9]{1,3}", fullmatch=True),
    st.fixed_dictionaries({"vlan": st.sampled_from(["v0", "v1", "v2"]), "address": st.integers(100, 254)}),
    max_size=8,
)


@given(SOUND_HOSTS, st.integers(0, 255))
def test_sound_plans_are_taken_but_for_duplicates(hosts: dict[str, dict[str, Any]], site: int) -> None:
    vlans = {f"v{n}": {"id": 2 + n, "subnet": f"10.{{site}}.{n}.0/24", "gateway": "first"} for n in range(3)}
    raw = PlanFile.model_validate({"company": "X", "domain": "x.lan", "site": site, "vlans": vlans, "hosts": hosts})
    doubles = len(hosts) - len({(host["vlan"], host["address"]) for host in hosts.values()})
    assert len(problems(raw)) == doubles
    if not doubles:
        _keeps_its_promises(resolve(raw))


def _keeps_its_promises(plan: Plan) -> None:
    ids = [vlan.id for vlan in plan.vlans.values()]
    assert len(ids) == len(set(ids))
    assert all(1 < number < 4095 and number not in range(1002, 1006) for number in ids)
    subnets = [vlan.subnet for vlan in plan.vlans.values() if vlan.subnet]
    reserved = [block.network for block in RESERVED]
    assert not any(a.overlaps(b) for a, b in itertools.combinations([*subnets, *reserved], 2))
    for vlan in plan.vlans.values():
        usable = set(vlan.subnet.hosts()) if vlan.subnet else set()
        assert vlan.gateway is None or vlan.gateway in usable
        if vlan.dhcp:
            assert {vlan.dhcp.first, vlan.dhcp.last} <= usable
            assert vlan.gateway is None or vlan.gateway not in vlan.dhcp
    addresses = [host.address for host in plan.hosts.values()]
    assert len(addresses) == len(set(addresses))
    for host in plan.hosts.values():
        home = plan.vlan(host.vlan)
        assert home.subnet == host.interface.network
        assert host.address in set(host.interface.network.hosts()) - {home.gateway}
        assert home.dhcp is None or host.address not in home.dhcp
