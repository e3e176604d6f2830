"""Files: what cannot be read says why, positions are told as an editor opens them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ccp3lab.errors import DefinitionError
from ccp3lab.problem import Problem
from ccp3lab.source import Source, read, read_text, refuse

Refused = Callable[[Callable[[], object]], list[str]]


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "plan.yml"
    path.write_text("a: 1\nb:\n  c: 2\n  d:\n    - 3\n", encoding="utf-8")
    return read(path, tmp_path)


@pytest.mark.parametrize(
    ("loc", "line"),
    [
        (("a",), 1),
        (("b",), 2),
        (("b", "c"), 3),
        (("b", "d", 0), 5),
        (("b", "d", 7), 4),  # what is not there stands where it is missing
        (("b", "x", "y"), 2),
        (("z",), 1),
        ((), 1),
    ],
)
def test_at(source: Source, loc: tuple[str | int, ...], line: int) -> None:
    assert source.at(loc) == f"plan.yml:{line}"


def test_data_and_path(source: Source, tmp_path: Path) -> None:
    assert source.data == {"a": 1, "b": {"c": 2, "d": [3]}}
    assert source.path == tmp_path / "plan.yml"


def test_outside_the_root_the_whole_path_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1", encoding="utf-8")
    assert read(path, tmp_path / "elsewhere").at(("a",)) == f"{path}:1"
    assert read(path).name == str(path)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read(path).data == {"a": 1}


def test_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"a: 1\r\nb: 2\r\n")
    assert read(path, tmp_path).at(("b",)) == "x.yml:2"
    assert read(path).data == {"a": 1, "b": 2}


def test_missing(tmp_path: Path, refused: Refused) -> None:
    (line,) = refused(lambda: read(tmp_path / "no.yml", tmp_path))
    assert line == "no.yml: there is no such file; create it or check the name of its folder"


def test_a_folder(tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "x.yml").mkdir()
    (line,) = refused(lambda: read(tmp_path / "x.yml", tmp_path))
    assert line.startswith("x.yml: cannot be read (Is a directory)")


def test_not_utf8(tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "x.yml").write_bytes("a: 1\nb: é\n".encode("latin-1"))
    assert refused(lambda: read(tmp_path / "x.yml", tmp_path)) == ["x.yml:2: not UTF-8 text; save the file as UTF-8"]


def test_broken(tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "x.yml").write_text("a: 1\na: 2\nb: 1\nb: 2\n", encoding="utf-8")
    assert refused(lambda: read(tmp_path / "x.yml", tmp_path)) == [
        "x.yml:2: `a` is there twice (first on line 1); keep one of them",
        "x.yml:4: `b` is there twice (first on line 3); keep one of them",
    ]


def test_refuse_nothing_returns(source: Source) -> None:
    refuse([])


def test_refuse_tells_all_in_the_order_of_lines(source: Source, refused: Refused) -> None:
    problems = [Problem(("b", "c"), "later", "do this"), Problem(("a",), "first"), Problem(("a",), "first")]
    assert refused(lambda: refuse((source, problem) for problem in problems)) == [
        "plan.yml:1: first",
        "plan.yml:3: later; do this",
    ]


def test_lines_sort_as_numbers(tmp_path: Path, refused: Refused) -> None:
    path = tmp_path / "x.yml"
    path.write_text("".join(f"k{n}: {n}\n" for n in range(1, 12)), encoding="utf-8")
    source = read(path, tmp_path)
    lines = refused(lambda: refuse((source, Problem((f"k{n}",), "bad")) for n in (10, 2)))
    assert lines == ["x.yml:2: bad", "x.yml:10: bad"]


def test_read_text(tmp_path: Path) -> None:
    (tmp_path / "enonce.md").write_text("# été", encoding="utf-8")
    assert read_text(tmp_path / "enonce.md", "enonce.md") == "# été"
    with pytest.raises(DefinitionError, match=r"^no\.md: there is no such file"):
        read_text(tmp_path / "no.md", "no.md")


NESTED = "alarm:\n  rooms:\n    - bureau\n    - garage\n  code: 5\nlights:\n"

BELOW = {
    "a mapping": (("alarm",), {"rooms": ["bureau", "garage"], "code": 5}, 1, {("rooms", 1): 4, ("code",): 5}),
    "a list": (("alarm", "rooms"), ["bureau", "garage"], 2, {(0,): 3, (1,): 4, (7,): 2}),
    "an entry": (("alarm", "rooms", 1), "garage", 4, {("deeper",): 4}),
    "a word": (("alarm", "code"), 5, 5, {}),
    "nothing": (("lights",), None, 6, {("on", 3): 6}),
    "all of it": ((), {"alarm": {"rooms": ["bureau", "garage"], "code": 5}, "lights": None}, 1, {("lights",): 6}),
}


@pytest.mark.parametrize(("loc", "data", "line", "lines"), BELOW.values(), ids=BELOW)
def test_what_stands_below_a_place_keeps_its_lines(tmp_path: Path, loc, data, line, lines) -> None:
    path = tmp_path / "services.yml"
    path.write_text(NESTED, encoding="utf-8")
    below = read(path, tmp_path).below(*loc)
    assert (below.data, below.at(())) == (data, f"services.yml:{line}")
    assert {place: below.line(place) for place in lines} == lines
