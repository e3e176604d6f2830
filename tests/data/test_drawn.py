"""Variants: for every seed a valid plan, the same each time, that stays when the plan grows."""

import hashlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccp3lab.company import companies
from ccp3lab.errors import PlanError
from ccp3lab.house import here
from ccp3lab.plan import PlanFile, Values, drawn, problems, resolve, written
from ccp3lab.source import build, read
from tests.data.plans import raw as planned
from tests.data.test_plan_needs import companies as plans_of_needs

SEEDS = st.binary(min_size=32, max_size=32)
VELO = build(PlanFile, read(here().inventories / "atelier-velo" / "plan.yml"))
SHIPPED = [build(PlanFile, read(here().inventories / key / "plan.yml")) for key in companies(here())]


def plan(variant: dict[str, Any] | None = None, **more: Any) -> PlanFile:
    """A small plan with VARIANT; MORE replaces or adds keys."""
    vlans = {
        "bureau": {"id": 10, "subnet": "10.{site}.10.0/24", "names": ["bureau", "bureaux", "siege"]},
        "atelier": {"id": 20, "subnet": "10.{site}.20.0/24"},
        "natif": {"id": 99},
    }
    data = {"company": "X", "domain": "x.lan", "vlans": vlans, "secrets": {"wifi": {"words": 4}, "vpn": {}}}
    return PlanFile.model_validate({**data, "variant": variant, **more})


WHOLE = plan({"site": {"from": 1, "to": 200}, "ids": {"from": 2, "to": 4094}})


@pytest.mark.parametrize("raw", [*SHIPPED, WHOLE], ids=lambda raw: raw.company)
@given(seed=SEEDS)
def test_every_seed_gives_a_valid_plan_of_the_spans(raw: PlanFile, seed: bytes) -> None:
    values = drawn(raw, seed)
    assert problems(raw, values) == []
    assert values == drawn(raw, seed)
    assert raw.variant
    _within(raw, values)
    assert {key: (vlan.id, vlan.name) for key, vlan in resolve(raw, values).vlans.items()} == {
        key: (values.ids[key], values.names[key]) for key in raw.vlans
    }


def _within(raw: PlanFile, values: Values) -> None:
    assert raw.variant
    assert raw.variant.site
    assert raw.variant.ids
    assert raw.variant.site.first <= values.site <= raw.variant.site.last
    assert len(set(values.ids.values())) == len(raw.vlans)
    avoided = {1, 1002, 1003, 1004, 1005} | {entry.id for entry in raw.vlans.values()}
    for key, entry in raw.vlans.items():
        assert raw.variant.ids.first <= values.ids[key] <= raw.variant.ids.last
        assert values.ids[key] not in avoided
        assert values.names[key] in (entry.names or (key,))
    assert len(set(values.names.values())) == len(raw.vlans)
    assert set(values.secrets) == set(raw.secrets)


@settings(max_examples=200)
@given(plans_of_needs(), st.integers(2, 4080), st.integers(0, 30), st.lists(SEEDS, min_size=4, max_size=4))
def test_a_sound_plan_has_sound_variants_alone(
    parts: dict[str, Any], first: int, more: int, seeds: list[bytes]
) -> None:
    """Whatever its spans: what they cannot give is refused in the plan itself, before anybody starts a lab."""
    spans = {"site": {"from": 1, "to": 9}, "ids": {"from": first, "to": min(first + more, 4094)}}
    raw = planned(**(parts | {"variant": spans, "secrets": {"wifi": {}}}))
    found = [] if problems(raw) else [drawn(raw, seed) for seed in seeds]
    assert [problems(raw, values) for values in found] == [[]] * len(found)
    assert all(resolve(raw, values).secret("wifi") == values.secrets["wifi"] for values in found)


@given(SEEDS)
def test_forty_learners_of_a_class_have_forty_plans(master: bytes) -> None:
    seeds = [hashlib.sha256(master + bytes([number])).digest() for number in range(40)]
    found = [drawn(VELO, seed) for seed in seeds]
    assert len({(v.site, *v.ids.values(), *v.names.values()) for v in found}) == 40


def test_each_value_of_a_span_is_given() -> None:
    raw = plan({"site": {"from": 3, "to": 6}, "ids": {"from": 100, "to": 104}})
    found = [drawn(raw, bytes([number])) for number in range(200)]
    assert {values.site for values in found} == {3, 4, 5, 6}
    assert {values.ids["atelier"] for values in found} == {100, 101, 102, 103, 104}
    assert {values.names["bureau"] for values in found} == {"bureau", "bureaux", "siege"}


@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        (19, 22, {19, 21, 22}),  # without the 20 that the file gives
        (1001, 1007, {1001, 1006, 1007}),
        (19, 21, {19, 20, 21}),  # no room for more than that
    ],
)
@given(seed=SEEDS)
def test_a_span_that_just_suffices_does(first: int, last: int, ids: set[int], seed: bytes) -> None:
    assert set(drawn(plan({"ids": {"from": first, "to": last}}), seed).ids.values()) == ids


def test_a_span_that_does_not_suffice_is_refused() -> None:
    with pytest.raises(PlanError, match="1000 to 1006 has 3 for 4 VLANs; widen it"):
        drawn(plan({"ids": {"from": 1000, "to": 1006}}, vlans={f"v{n}": {"id": n} for n in (2, 3, 4, 5)}), b"")


@given(SEEDS)
def test_what_is_added_moves_nothing(seed: bytes) -> None:
    vlans = {**WHOLE.model_dump(by_alias=True, exclude_none=True)["vlans"], "accueil": {"id": 5}}
    wider = plan(WHOLE.model_dump(by_alias=True)["variant"], vlans=vlans, secrets={"wifi": {"words": 4}, "portail": {}})
    before, after = drawn(WHOLE, seed), drawn(wider, seed)
    assert after.site == before.site
    assert after.names == {**before.names, "accueil": "accueil"}
    assert after.secrets["wifi"] == before.secrets["wifi"]
    kept = {key: number for key, number in before.ids.items() if number != 5}
    assert {key: after.ids[key] for key in kept} == kept


@given(SEEDS)
def test_without_a_variant_all_have_the_plan_as_written_and_their_own_secrets(seed: bytes) -> None:
    raw = plan()
    values, as_it_is = drawn(raw, seed), written(raw)
    assert (values.site, values.ids, values.names) == (as_it_is.site, as_it_is.ids, as_it_is.names)
    assert values.secrets != as_it_is.secrets
    assert values.secrets == drawn(WHOLE, seed).secrets


@given(SEEDS)
def test_what_has_no_span_stays_as_written(seed: bytes) -> None:
    assert drawn(plan({"site": {"from": 2, "to": 3}}), seed).ids == {"bureau": 10, "atelier": 20, "natif": 99}
    assert drawn(plan({"ids": {"from": 100, "to": 200}}), seed).site == 1


def test_the_plan_as_written() -> None:
    values = written(WHOLE)
    assert values.names == {"bureau": "bureau", "atelier": "atelier", "natif": "natif"}
    assert written(WHOLE, 7).site == 7
    assert set(values.secrets) == {"wifi", "vpn"}


GOLDEN = (
    38,
    {"bureau": 3356, "atelier": 3632, "natif": 1189},
    {"bureau": "bureau", "atelier": "atelier", "natif": "natif"},
    {"wifi": "soie-lutin-porche-angle-291", "vpn": "moteur-violon-cahier-copie-019"},
)


def test_a_seed_of_today_draws_the_same_tomorrow() -> None:
    """Deployed instances keep their seed alone: another way to draw would change the statement under a learner."""
    values = drawn(WHOLE, bytes(32))
    assert (values.site, values.ids, values.names, values.secrets) == GOLDEN
