"""Answers of a device are bytes from somebody else's machine: either typed, or one clear AnswerError."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_napalm.linux import answers
from custom_napalm.linux.answers import AnswerError
from custom_napalm.linux.document import dump

HOSTILE = {
    "nothing": b"",
    "no JSON": b"hello\n",
    "a list": b"[1]\n",
    "nested": b"[" * 100_000,
    "nested objects": b'{"ok":' * 100_000,
    "no part": b"{}",
    "only a note": b'{"note": "x"}',
    "two parts": b'{"ok": {}, "error": "x"}',
    "ok is a number": b'{"ok": 5}',
    "another key": b'{"ok": {}, "exec": "rm -rf"}',
    "refused is text": b'{"refused": "no"}',
    "refused is short": b'{"refused": {"phase": "lock"}}',
    "broken UTF-8": b'{"error": "\xff"}',
    "huge number": b'{"ok": ' + b"9" * 10_000 + b"}",
    "infinite": b'{"ok": Infinity}',
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_a_line_that_the_program_never_says(line: bytes) -> None:
    with pytest.raises(AnswerError) as refused:
        answers.reply(line)
    assert len(str(refused.value)) < 400


@given(st.binary())
def test_any_bytes_are_an_answer_or_an_answer_error(line: bytes) -> None:
    try:
        answers.reply(line)
    except AnswerError:
        return


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KINDS = (answers.Comparison, answers.Applied, answers.Changed, answers.Pending, answers.Nothing, answers.Outcomes)


@given(st.dictionaries(st.sampled_from(["files", "services", "phase", "changed", "outcomes", "x"]), json_values))
def test_any_content_is_typed_or_an_answer_error(ok: dict[str, object]) -> None:
    for kind in KINDS:
        try:
            answers.typed(kind, ok)
        except AnswerError:
            continue
    try:
        answers.configuration(ok)
    except AnswerError:
        return


def test_an_answer_is_read() -> None:
    found = answers.reply(b'{"ok": {"phase": "applied"}, "note": "undone"}')
    assert found.ok is not None
    assert answers.typed(answers.Applied, found.ok).phase == "applied"
    assert found.note == "undone"


def test_a_refusal_is_read() -> None:
    line = json.dumps({"refused": {"phase": "check", "where": "/etc/a", "text": "line 3"}}).encode()
    assert answers.reply(line).refused == answers.Refusal(phase="check", where="/etc/a", text="line 3")


@pytest.mark.parametrize(
    ("side", "text"),
    [
        ({"kind": "absent"}, None),
        ({"kind": "file", "raw": "YWI="}, "ab"),
        ({"kind": "file", "raw": "/w=="}, "\ufffd"),
        ({"kind": "link", "link": "/etc/shadow"}, "(link /etc/shadow)\n"),
        ({"kind": "other"}, "(other )\n"),
    ],
)
def test_the_text_of_a_side(side: dict[str, str], text: str | None) -> None:
    assert answers.typed(answers.Side, side).text() == text


def test_a_side_that_is_not_base64() -> None:
    with pytest.raises(AnswerError, match="not in base64"):
        answers.typed(answers.Side, {"kind": "file", "raw": "%%%"}).text()


@pytest.mark.parametrize("ok", [{}, {"files": 3, "services": []}, {"files": [3], "services": []}, {"files": [{}]}])
def test_a_configuration_that_is_none(ok: dict[str, object]) -> None:
    with pytest.raises(AnswerError):
        answers.configuration(ok)


def test_a_configuration_shows_what_a_learner_made_of_a_file() -> None:
    file = {"path": "/etc/a", "mode": "4755", "owner": "x y:z", "secret": False, "check": "", "service": ""}
    found = answers.configuration({"files": [{**file, "content": "a\0b\x1b"}], "services": []})
    assert (found.files[0].mode, found.files[0].content) == ("4755", "a\0b\x1b")
    assert "4755" in dump(found)
