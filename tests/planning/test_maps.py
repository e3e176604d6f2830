"""Maps: rectangles that cover their block exactly, each as large as its share, none over another."""

from fractions import Fraction
from ipaddress import IPv4Network

import pytest
from hypothesis import given

from ccp3lab.plan import Plan
from ccp3lab.planning.areas import areas
from ccp3lab.planning.page.maps import Box, Map, maps
from ccp3lab.planning.subnets import Kind, Subnet
from tests.planning.conftest import examples, plans


def subnet(text: str) -> Subnet:
    return Subnet(Kind.VLAN, text, text, IPv4Network(text))


def drawn(block: str, *texts: str) -> list[Map]:
    return list(maps(IPv4Network(block), [subnet(text) for text in texts]))


def place(box: Box) -> tuple[str, str]:
    """The box's network; left, top, width, height as shares."""
    return str(box.network), f"{box.left} {box.top} {box.width} {box.height}"


def test_a_block_in_rows_of_sixteen() -> None:
    (one,) = drawn("10.1.0.0/16", "10.1.10.0/24", "10.1.64.0/18")
    assert (one.rows, str(one.starts[1]), len(one.starts)) == (16, "10.1.16.0/20", 16)
    assert [place(box) for box in one.boxes if box.subnets] == [
        ("10.1.10.0/24", "5/8 0 1/16 1/16"),
        ("10.1.64.0/18", "0 1/4 1 1/4"),
    ]


def test_what_is_free_is_drawn_too() -> None:
    (one,) = drawn("10.0.0.0/24", "10.0.0.64/26")
    assert [(*place(box), bool(box.subnets)) for box in one.boxes] == [
        ("10.0.0.0/26", "0 0 1/4 1", False),
        ("10.0.0.64/26", "1/4 0 1/4 1", True),
        ("10.0.0.128/25", "1/2 0 1/2 1", False),
    ]


def test_what_is_too_small_is_drawn_once_more_enlarged() -> None:
    first, second = drawn("10.1.0.0/16", "10.1.5.0/26", "10.1.5.64/26", "10.1.6.0/24")
    crowded = [box for box in first.boxes if box.crowded]
    assert [(str(box.network), len(box.subnets)) for box in crowded] == [("10.1.5.0/24", 2)]
    assert str(second.block) == "10.1.5.0/24"
    assert [place(box) for box in second.boxes] == [
        ("10.1.5.0/26", "0 0 1/4 1"),
        ("10.1.5.64/26", "1/4 0 1/4 1"),
        ("10.1.5.128/25", "1/2 0 1/2 1"),
    ]


def test_one_small_subnet_alone_in_its_place_is_enlarged_too() -> None:
    assert [str(one.block) for one in drawn("10.0.0.0/8", "10.1.2.0/30")] == [
        "10.0.0.0/8",
        "10.1.0.0/16",
        "10.1.2.0/24",
    ]


@pytest.mark.parametrize("texts", [(), ("10.0.0.0/24",)], ids=["empty", "full"])
def test_a_block_that_is_one_thing_is_one_rectangle(texts: tuple[str, ...]) -> None:
    (one,) = drawn("10.0.0.0/24", *texts)
    assert [place(box) for box in one.boxes] == [("10.0.0.0/24", "0 0 1 1")]
    assert one.rows == 1


def every(plan: Plan) -> list[Map]:
    return [one for area in areas(plan) for one in maps(area.block, area.subnets)]


@examples
@given(plans())
def test_the_rectangles_cover_the_block_and_nothing_else(plan: Plan) -> None:
    for one in every(plan):
        assert sum(box.width * box.height for box in one.boxes) == 1
        assert all(box.left >= 0 and box.left + box.width <= 1 for box in one.boxes)
        assert all(box.top >= 0 and box.top + box.height <= 1 for box in one.boxes)


@examples
@given(plans())
def test_a_rectangle_is_as_large_as_its_share(plan: Plan) -> None:
    for one in every(plan):
        for box in one.boxes:
            assert box.width * box.height == Fraction(box.network.num_addresses, one.block.num_addresses)


@examples
@given(plans())
def test_rectangles_stand_in_rows_and_do_not_overlap(plan: Plan) -> None:
    for one in every(plan):
        for box in one.boxes:
            assert (box.top * one.rows).denominator == (box.height * one.rows).denominator == 1
            assert box.width == 1 or box.height == Fraction(1, one.rows)
        for row in range(one.rows):
            inside = [box for box in one.boxes if box.top * one.rows <= row < (box.top + box.height) * one.rows]
            assert [box.left for box in inside] == [sum(b.width for b in inside[:at]) for at in range(len(inside))]
            assert sum(box.width for box in inside) == 1


@examples
@given(plans())
def test_every_subnet_is_drawn_once_by_itself(plan: Plan) -> None:
    alone = [box.network for one in every(plan) for box in one.boxes if box.subnets and not box.crowded]
    assert sorted(alone) == sorted(one.network for area in areas(plan) for one in area.subnets)


@examples
@given(plans())
def test_no_rectangle_is_too_small_to_be_read(plan: Plan) -> None:
    assert all(box.width >= Fraction(1, 16) and one.rows <= 16 for one in every(plan) for box in one.boxes)
