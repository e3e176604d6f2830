"""YAML text to data: what values mean, where they stand, what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.source.document import BrokenError, parse

VALUES = {
    "10": 10,
    "-3": -3,
    "+3": 3,
    "0": 0,
    "1.5": 1.5,
    "-0.25": -0.25,
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
    # text in our YAML, something else in YAML 1.1
    "yes": "yes",
    "no": "no",
    "on": "on",
    "off": "off",
    "True": "True",
    "0644": "0644",
    "0x1f": "0x1f",
    "1:30": "1:30",
    "00:11:22:33:44:55": "00:11:22:33:44:55",
    "1e3": "1e3",
    "1_000": "1_000",
    "2024-05-01": "2024-05-01",
    ".inf": ".inf",
    "10.1.20.0/24": "10.1.20.0/24",
    # quoted is always text
    '"10"': "10",
    "'true'": "true",
    '""': "",
    "'~'": "~",
    # flow
    "[1, a]": [1, "a"],
    "{a: 1}": {"a": 1},
    "[]": [],
    "{}": {},
}


@pytest.mark.parametrize(("text", "value"), VALUES.items(), ids=repr)
def test_value(text: str, value: object) -> None:
    got = parse(f"key: {text}\n").data
    assert got == {"key": value}
    assert isinstance(got, dict)
    assert type(got["key"]) is type(value)


KEYS = ["on", "yes", "no", "10", "null", "true", "1.5", "a-b", "é"]


@pytest.mark.parametrize("key", KEYS)
def test_keys_are_text_as_written(key: str) -> None:
    assert parse(f"{key}: 1\n").data == {key: 1}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\n\n"])
def test_nothing_is_none(text: str) -> None:
    assert parse(text).data is None


def test_block_text_stays_text() -> None:
    assert parse("a: |\n  10\nb: >\n  true\n").data == {"a": "10\n", "b": "true\n"}


def test_lines_of_keys_values_and_entries() -> None:
    lines = parse("a: 1\nb:\n  c: {d: 2,\n    e: 3}\n  f:\n    - x\n    - {g: y}\n").lines
    assert lines[("a",)] == 1
    assert lines[("b",)] == 2
    assert lines[("b", "c")] == 3
    assert lines[("b", "c", "d")] == 3
    assert lines[("b", "c", "e")] == 4
    assert lines[("b", "f", 0)] == 6
    assert lines[("b", "f", 1)] == 7
    assert lines[("b", "f", 1, "g")] == 7


def test_a_key_and_its_value_on_the_next_line_stand_on_the_line_of_the_key() -> None:
    assert parse("a:\n  b: 1\n").lines[("a",)] == 1


BROKEN = {
    "tab": ("a:\n\tb: 1\n", 2, "indent with spaces, never tabs"),
    "bracket": ("a: [1, 2\nb: 3\n", 2, "broken YAML: "),
    "quote": ('a: 1\nb: "text\n', 3, "broken YAML: "),
    "indentation": ("a: 1\n  b: 2\n", 2, "broken YAML: mapping values are not allowed in this context"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "broken YAML: "),
    "control character": ("a: 1\nb: \x07\n", 2, "remove the control character"),
    "alias": ("a: &x {b: 1}\nc: *x\n", 1, "anchors and aliases (&, *) are not used here; write the value out"),
    "unknown alias": ("a: *x\n", 1, "broken YAML: found undefined alias"),
    "tag": ("a: 1\nb: !secret 2\n", 2, "tag !secret is not used here; write the plain value"),
    "python": ("a: !!python/object:os.system 2\n", 1, "is not used here"),
    "key of keys": ("a: 1\n{b: 1}: 2\n", 2, "a key must be a word"),
    "key twice": ("a: 1\nb: 2\na: 3\n", 3, "`a` is there twice (first on line 1); keep one of them"),
    "key twice below": ("a:\n  b: 1\n  b: 2\n", 3, "`b` is there twice (first on line 2)"),
    "key twice in braces": ("a: {b: 1, b: 2}\n", 1, "`b` is there twice (first on line 1)"),
    "too deep": ("a: " + "[" * 5000, 1, ""),
}


@pytest.mark.parametrize(("text", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_broken(text: str, line: int, said: str) -> None:
    with pytest.raises(BrokenError) as caught:
        parse(text)
    mistake = caught.value.mistakes[0]
    assert said in str(mistake.problem)
    assert mistake.line == line


def test_every_key_there_twice_is_told() -> None:
    with pytest.raises(BrokenError) as caught:
        parse("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [mistake.line for mistake in caught.value.mistakes] == [2, 5]


def test_a_bomb_of_aliases_is_refused_without_growing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    with pytest.raises(BrokenError) as caught:
        parse(bomb)
    assert len(caught.value.mistakes) < 100


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text("aé: -#[]{}\"'\n\\0~&*!", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(PLAIN)
def test_json_means_the_same(data: object) -> None:

    assert parse(json.dumps({"data": data}) + "\n").data == {"data": data}


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(line >= 1 for line in _mistaken(text))


def _mistaken(text: str) -> list[int]:
    """The lines of TEXT that cannot be read; any exception but BrokenError is a defect."""
    try:
        parse(text)
    except BrokenError as error:
        return [mistake.line for mistake in error.mistakes]
    return []
