"""A batch by programs of the toolkit: here "the network of the device" is this machine's, entered by any Python."""

import json
import sys
import time
from collections.abc import Callable

import pytest

from ccp3lab.connections import outside as module
from ccp3lab.connections.batch import BatchError, Job
from ccp3lab.connections.outside import NotThereError, Outside, OutsideConnection

HELLO = Job(("echo", "bonjour"), 2.0)


@pytest.fixture
def entered() -> list[str]:
    return []


@pytest.fixture
def outside(entered: list[str]) -> Callable[..., Outside]:
    """outside(ARGV, ...): each attempt enters by the next of them, the last one again and again."""

    def make(*entries: tuple[str, ...] | BatchError) -> Outside:
        coming = list(entries)

        def entry() -> tuple[str, ...]:
            entered.append("entry")
            found = coming.pop(0) if len(coming) > 1 else coming[0]
            if isinstance(found, BatchError):
                raise found
            return found

        return Outside(entry, lambda: entered.append("forget"))

    return make


HERE = (sys.executable,)


def test_jobs_are_answered_in_their_order(outside, entered) -> None:
    jobs = [HELLO, Job(("false",), 2.0), Job(("no-such-program",), 2.0)]
    found = outside(HERE).run(jobs)
    assert [(answer.code, answer.text) for answer in found[:2]] == [(0, "bonjour\n"), (1, "")]
    assert found[2].error.startswith("start: ")
    assert entered == ["entry"]


def test_a_job_that_does_not_end_and_one_that_never_stops_talking(outside) -> None:
    start = time.monotonic()
    slow, loud = outside(HERE).run([Job(("sleep", "60"), 0.3), Job(("yes",), 5.0)])
    assert (slow.error, loud.error) == ("timeout", "long")
    assert time.monotonic() - start < 15


@pytest.mark.parametrize("away", ["true", "false"])
def test_what_cannot_be_entered_is_looked_for_anew_once(outside, entered, away: str) -> None:
    assert outside((away,), HERE).run([HELLO])[0].text == "bonjour\n"
    assert entered == ["entry", "forget", "entry"]


def test_what_is_still_not_there_then_is_told(outside, entered) -> None:
    with pytest.raises(NotThereError, match="ne peut pas regarder"):
        outside(("false",)).run([HELLO])
    assert entered == ["entry", "forget", "entry"]


def test_a_stopped_device_is_told_at_once(outside, entered) -> None:
    with pytest.raises(BatchError, match="n'est pas démarré"):
        outside(BatchError("n'est pas démarré")).run([HELLO])
    assert entered == ["entry"]


def liar(script: str) -> tuple[str, ...]:
    """A Python that knows the token of the batch and does something else with it."""
    start = "import json, sys, time; token = json.loads(sys.stdin.readline())['token']; "
    return (sys.executable, "-c", start + script)


ANSWERS = {
    "no JSON": ("print(token + 'hello')", "réponse illisible"),
    "another shape": ("print(token + json.dumps([{'code': 0}]))", "réponse illisible"),
    "too few": ("print(token + '[]')", "réponse incomplète"),
    "too long": ("sys.stdout.write(token + ' ' * 2_000_000)", "réponse trop longue"),
    "never ends": ("print(token, flush=True); time.sleep(60)", "pas de réponse dans le délai"),
}


@pytest.mark.parametrize(("script", "said"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_cannot_be_used(outside, monkeypatch: pytest.MonkeyPatch, script: str, said: str) -> None:
    monkeypatch.setattr(module, "GRACE", 0.5)
    start = time.monotonic()
    with pytest.raises(BatchError, match=said):
        outside(liar(script)).run([Job(("true",), 0.5)])
    assert time.monotonic() - start < 15


def test_the_connection_is_what_the_crew_says() -> None:
    made = OutsideConnection()
    made.open(None, None, None, None, None, {"entry": lambda: HERE, "forget": lambda: None})
    assert json.loads(made.connection.run([Job(("echo", "[1]"), 2.0)])[0].text) == [1]
    made.close()
