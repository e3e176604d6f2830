"""Size, types, documentation: the figures that CONTRIBUTING promises, held file by file."""

import statistics
from pathlib import Path

import pytest

from tests.house import sizes
from tests.house.sources import ROOMS, ROOT, annotated, body, files, functions, length, product, public, shown

FILE, MEDIAN = 400, 120
BODY, USUAL, USUAL_SHARE = 40, 20, 0.9

PRODUCT = pytest.mark.parametrize("path", product(), ids=shown)
EACH_ROOM = pytest.mark.parametrize("room", ROOMS)


@EACH_ROOM
def test_a_room_is_not_empty(room: str) -> None:
    assert files(room)


@PRODUCT
def test_a_file_is_about_one_thing(path: Path) -> None:
    assert length(path) <= FILE


def test_half_of_the_files_are_short() -> None:
    assert statistics.median(map(length, product())) < MEDIAN


@PRODUCT
def test_no_function_is_longer_than_a_screen(path: Path) -> None:
    assert not {f"{shown(path)}:{made.lineno} {made.name}": body(made) for made in functions(path) if body(made) > BODY}


@EACH_ROOM
def test_nearly_all_functions_are_short(room: str) -> None:
    bodies = [body(made) for path in files(room) for made in functions(path)]
    short = [lines for lines in bodies if lines <= USUAL]
    assert len(short) >= USUAL_SHARE * len(bodies)


@PRODUCT
def test_every_function_is_annotated(path: Path) -> None:
    assert not [f"{shown(path)}:{made.lineno} {made.name}" for made in functions(path) if not annotated(made)]


@PRODUCT
def test_every_public_name_says_what_it_is(path: Path) -> None:
    assert not [name.where for name in public(path) if not name.documented]


def test_there_is_more_test_than_code() -> None:
    assert sizes.tests_per_code() >= 1.2


def test_no_mark_of_unfinished_work_is_left() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    assert not [
        f"{shown(path)}: {mark}" for path in product() for mark in marks if mark in path.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize(
    ("numbers", "part", "expected"),
    [([1], 0.9, 1), (list(range(1, 11)), 0.9, 9), (list(range(1, 11)), 0.5, 5), ([5, 1, 3], 1.0, 5)],
)
def test_percentile_is_the_nearest_rank(numbers: list[int], part: float, expected: int) -> None:
    assert sizes.percentile(numbers, part) == expected


def test_the_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    sizes.main()
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told[1 : len(ROOMS) + 2]] == [*ROOMS, "all"]
    assert told[-1].startswith("test lines per code line: ")


def test_there_is_something_to_measure() -> None:
    assert ROOT.joinpath("pyproject.toml").is_file()
    assert len(product()) > 100
