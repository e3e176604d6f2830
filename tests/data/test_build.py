"""pydantic's errors in the words of the author of a file, one a place, all at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, Field

from ccp3lab.model import Model
from ccp3lab.problem import near
from ccp3lab.source import build, read

Refused = Callable[[Callable[[], object]], list[str]]


def _even(value: int) -> int:
    if value % 2:
        raise ValueError("an even number")
    return value


class Leaf(Model):
    """One entry."""

    id: Annotated[int, Field(strict=True)]
    name: str = ""
    kind: Literal["first", "last"] | Annotated[int, Field(strict=True)] | None = None
    ratio: float = 0.0
    sure: bool = False
    even: Annotated[int, AfterValidator(_even)] = 0


class Branch(Model):
    """Keys with an alias, as `with` and `from`."""

    first: Annotated[int, Field(alias="from", ge=1)]


class Tree(Model):
    """A file."""

    title: str
    leaves: dict[str, Leaf] = {}  # noqa: RUF012
    branches: tuple[Branch, ...] = ()
    mode: Literal["C1", "C2"] = "C1"


GOOD = "title: ok\nleaves:\n  a: {id: 1, kind: first}\n  b: {id: 2, kind: 3}\nbranches:\n  - {from: 1}\nmode: C2\n"

CASES = {
    "missing": ("leaves: {}", ["x.yml:1: `title` is missing; add `title:`"]),
    "missing below": ("title: a\nleaves:\n  a: {name: x}", ["x.yml:3: `id` is missing; add `id:`"]),
    "missing in a list": ("title: a\nbranches:\n  - {from: 1}\n  - {}", ["x.yml:4: `from` is missing; add `from:`"]),
    "unknown key": ("title: a\ntilte: b", ["x.yml:2: unknown key `tilte`; did you mean `title`?"]),
    "unknown key, no near one": (
        "title: a\nqqq: b",
        ["x.yml:2: unknown key `qqq`; there is: branches, leaves, mode, title"],
    ),
    "unknown key below": (
        "title: a\nleaves:\n  a: {id: 1, nmae: x}",
        ["x.yml:3: unknown key `nmae`; did you mean `name`?"],
    ),
    "unknown key in an entry called as a field": (
        "title: a\nleaves:\n  name: {id: 1, nmae: x}",
        ["x.yml:3: unknown key `nmae`; did you mean `name`?"],
    ),
    "unknown key in a list": (
        "title: a\nbranches:\n  - {from: 1, form: 2}",
        ["x.yml:3: unknown key `form`; did you mean `from`?"],
    ),
    "text for a number": (
        "title: a\nleaves:\n  a:\n    id: dix",
        ["x.yml:4: `id`: 'dix' is not allowed; expected a whole number"],
    ),
    "quoted number": (
        'title: a\nleaves:\n  a: {id: "10"}',
        ["x.yml:3: `id`: '10' is not allowed; expected a whole number"],
    ),
    "true for a number": (
        "title: a\nleaves:\n  a: {id: true}",
        ["x.yml:3: `id`: True is not allowed; expected a whole number"],
    ),
    "half a number": (
        "title: a\nleaves:\n  a: {id: 1.5}",
        ["x.yml:3: `id`: 1.5 is not allowed; expected a whole number"],
    ),
    "number for text": ("title: 12", ["x.yml:1: `title`: 12 is not allowed; expected text"]),
    "nothing for text": ("title:", ["x.yml:1: `title`: an empty value is not allowed; expected text"]),
    "list for text": ("title: [a]", ["x.yml:1: `title`: a list is not allowed; expected text"]),
    "keys for text": ("title: {a: 1}", ["x.yml:1: `title`: a set of keys is not allowed; expected text"]),
    "text for a list": ("title: a\nbranches: x", ["x.yml:2: `branches`: 'x' is not allowed; expected a list"]),
    "text for keys": (
        "title: a\nleaves: x",
        ["x.yml:2: `leaves`: 'x' is not allowed; expected names with values (`name: ...`)"],
    ),
    "text for an entry": (
        "title: a\nleaves:\n  a: x",
        ["x.yml:3: `a`: 'x' is not allowed; expected keys with values (`key: ...`)"],
    ),
    "text for an entry of a list": (
        "title: a\nbranches:\n  - {from: 1}\n  - x",
        ["x.yml:4: entry 2 of `branches`: 'x' is not allowed; expected keys with values (`key: ...`)"],
    ),
    "a word that is none of the known": (
        "title: a\nmode: C9",
        ["x.yml:2: `mode`: 'C9' is not allowed; expected 'C1' or 'C2'"],
    ),
    "all branches of a union are one problem": (
        "title: a\nleaves:\n  a: {id: 1, kind: middle}",
        ["x.yml:3: `kind`: 'middle' is not allowed; expected 'first' or 'last' or a whole number"],
    ),
    "own validator": (
        "title: a\nleaves:\n  a: {id: 1, even: 3}",
        ["x.yml:3: `even`: 3 is not allowed; expected an even number"],
    ),
    "bound": (
        "title: a\nbranches:\n  - {from: 0}",
        ["x.yml:3: `from`: 0 is not allowed; expected 1 or more"],
    ),
    "decimal": (
        "title: a\nleaves:\n  a: {id: 1, ratio: x}",
        ["x.yml:3: `ratio`: 'x' is not allowed; expected a number"],
    ),
    "yes or no": (
        "title: a\nleaves:\n  a: {id: 1, sure: x}",
        ["x.yml:3: `sure`: 'x' is not allowed; expected true or false"],
    ),
    "an empty file": ("", ["x.yml:1: the file: an empty value is not allowed; expected keys with values (`key: ...`)"]),
    "a list": ("- a", ["x.yml:1: the file: a list is not allowed; expected keys with values (`key: ...`)"]),
    "several at once": (
        "titre: a\nleaves:\n  a: {id: x}\n  b: {nme: y}\nmode: C7",
        [
            "x.yml:1: `title` is missing; add `title:`",
            "x.yml:1: unknown key `titre`; did you mean `title`?",
            "x.yml:3: `id`: 'x' is not allowed; expected a whole number",
            "x.yml:4: `id` is missing; add `id:`",
            "x.yml:4: unknown key `nme`; did you mean `name`?",
            "x.yml:5: `mode`: 'C7' is not allowed; expected 'C1' or 'C2'",
        ],
    ),
}


def test_good(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(GOOD, encoding="utf-8")
    tree = build(Tree, read(tmp_path / "x.yml"))
    assert tree.leaves["b"] == Leaf(id=2, kind=3)
    assert tree.branches == (Branch(first=1),)


@pytest.mark.parametrize(("text", "said"), CASES.values(), ids=CASES)
def test_refused(tmp_path: Path, refused: Refused, text: str, said: list[str]) -> None:
    (tmp_path / "x.yml").write_text(text, encoding="utf-8")
    assert refused(lambda: build(Tree, read(tmp_path / "x.yml", tmp_path))) == said


def test_a_long_value_is_cut(tmp_path: Path, refused: Refused) -> None:
    (tmp_path / "x.yml").write_text(f"title: a\nmode: {'x' * 5000}", encoding="utf-8")
    (line,) = refused(lambda: build(Tree, read(tmp_path / "x.yml", tmp_path)))
    assert len(line) < 150


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("compat", ["compta", "atelier"], "did you mean `compta`?"),
        ("zzz", ["compta", "atelier"], "there is: atelier, compta"),
        ("zzz", [], "there is none"),
        ("zzz", [f"n{n}" for n in range(1, 10)], "there is: n1, n2, n3, n4, n5, n6, n7, n8, ..."),
        ("", ["a"], "there is: a"),
    ],
)
def test_near(word: str, known: list[str], said: str) -> None:
    assert near(word, known) == said
