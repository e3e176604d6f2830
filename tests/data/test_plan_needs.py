"""Random needs: the plan is valid or refused with the reason, nothing ever overlaps, nothing added moves anything."""

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ccp3lab.plan import Plan, PlanFile, Values, problems, resolve
from ccp3lab.plan.overlaps import RESERVED
from ccp3lab.plan.placement import Space
from tests.data.plans import raw

NEEDS = st.integers(1, 30) | st.integers(1, 600)
SITE = st.sampled_from(["siege", "agence"])
BLOCKS = st.sampled_from(["10.{site}.0.0/16", "10.{site}.16.0/20", "10.{site}.8.0/22", "10.{site}.4.0/24"])
GIVEN = st.builds("10.{{site}}.{}.{}/{}".format, st.integers(0, 20), st.sampled_from([0, 64, 128]), st.just(26))

VLAN = st.fixed_dictionaries({"hosts": NEEDS, "site": SITE}) | st.fixed_dictionaries({"subnet": GIVEN})
TRANSIT = st.fixed_dictionaries({"ends": st.just(["siege", "agence"]), "site": SITE})
POOL = st.fixed_dictionaries({"hosts": NEEDS, "site": SITE})


@st.composite
def companies(draw: st.DrawFn) -> dict[str, Any]:
    """Two sites, some VLANs with a need or a subnet, transits and pools; with and without a variant."""
    vlans = draw(st.lists(VLAN, max_size=14))
    return {
        "site": draw(st.integers(1, 9)),
        "variant": draw(st.sampled_from([None, {"site": {"from": 1, "to": 9}}])),
        "sites": {
            "siege": {"block": draw(BLOCKS), "ipv6": "fd00:cc:{site}::/48"},
            "agence": {"block": draw(st.sampled_from(["192.168.0.0/20", "172.16.{site}.0/24"]))},
        },
        "vlans": {f"v{n}": {"id": 2 + n, "gateway": "first"} | vlan for n, vlan in enumerate(vlans)},
        "transits": {f"t{n}": entry for n, entry in enumerate(draw(st.lists(TRANSIT, max_size=4)))},
        "pools": {f"p{n}": entry for n, entry in enumerate(draw(st.lists(POOL, max_size=3)))},
    }


@settings(max_examples=2000)
@given(companies())
def test_a_plan_of_needs_is_valid_or_refused_with_the_reason(parts: dict[str, Any]) -> None:
    file = raw(**parts)
    if found := problems(file):
        assert all(problem.message and problem.remedy and problem.loc[0] in parts for problem in found if problem.loc)
        assert all(problem.loc for problem in found)
    else:
        _keeps_its_promises(file, resolve(file))


def _keeps_its_promises(file: PlanFile, plan: Plan) -> None:
    housed = [*plan.vlans.values(), *plan.transits.values(), *plan.pools.values()]
    networks = [entry.subnet for entry in housed if entry.subnet]
    assert not any(a.overlaps(b) for a, b in itertools.combinations([*networks, *(r.network for r in RESERVED)], 2))
    for entry in housed:
        assert entry.subnet
        assert entry.site == "" or entry.subnet.subnet_of(plan.sites[entry.site].block)
    for key, entry in {**file.vlans, **file.pools}.items():
        subnet = (plan.vlans.get(key) or plan.pools[key]).subnet
        assert subnet
        assert entry.hosts is None or subnet.num_addresses - 2 >= entry.hosts + 1
        assert (
            entry.hosts is None or entry.subnet or subnet.num_addresses // 2 - 2 < entry.hosts + 1 or entry.hosts == 1
        )


@settings(max_examples=300)
@given(companies(), st.sampled_from(["vlans", "transits", "pools"]), VLAN, TRANSIT, POOL)
def test_an_entry_added_at_the_end_moves_nothing(
    parts: dict[str, Any], kind: str, vlan: dict[str, Any], transit: dict[str, Any], pool: dict[str, Any]
) -> None:
    new = {"vlans": vlan | {"id": 900}, "transits": transit, "pools": pool}[kind]
    before, after = raw(**parts), raw(**(parts | {kind: parts[kind] | {"new": new}}))
    if problems(before) or problems(after):
        return
    first, second = resolve(before), resolve(after)
    for each in ("vlans", "transits", "pools"):
        assert {name: e for name, e in getattr(second, each).items() if name != "new"} == getattr(first, each)


@settings(max_examples=300)
@given(companies())
def test_a_plan_that_is_sound_is_so_for_every_site_of_its_span(parts: dict[str, Any]) -> None:
    file = raw(**(parts | {"variant": {"site": {"from": 1, "to": 9}}}))
    if problems(file):
        return
    for site in range(1, 10):
        assert problems(file, Values(site)) == []


@settings(max_examples=300)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 63), st.integers(0, 6)), max_size=20))
def test_space_agrees_with_a_search_by_trial(steps: list[tuple[bool, int, int]]) -> None:
    space, used = Space(6), set[int]()
    for given_one, start, bits in steps:
        size = 1 << bits
        if given_one:
            at = start >> bits << bits
            space.take(at, bits)
            used |= set(range(at, at + size))
            continue
        places = (at for at in range(0, 64, size) if not used & set(range(at, at + size)))
        expected = next(places, None)
        assert space.lowest(bits) == expected
        if expected is not None:
            used |= set(range(expected, expected + size))
    assert space.left() == 64 - len(used)


def test_the_random_plans_are_of_both_kinds() -> None:
    """Or the properties above would say little."""
    seen: list[bool] = []

    @settings(max_examples=200, database=None, derandomize=True)
    @given(companies())
    def look(parts: dict[str, Any]) -> None:
        seen.append(not problems(raw(**parts)))

    look()
    assert 20 < sum(seen) < len(seen) - 20
