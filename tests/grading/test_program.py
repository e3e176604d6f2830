"""The program that runs on a Linux device, here on this machine: parallel, limited in time and output, never stuck."""

import json
import subprocess
import sys
import time
from typing import Any

import pytest

from ccp3lab.connections.batch import answers, program

TOKEN = "t0ken"


def batch(
    *argvs: list[str], timeout: float = 5.0, given: str = "", cap: int = 1000, deadline: float = 8.0
) -> list[Any]:
    jobs = [{"argv": argv, "timeout": timeout, "given": given} for argv in argvs]
    text = json.dumps({"jobs": jobs, "cap": cap, "deadline": deadline, "token": TOKEN}) + "\n"
    command = [sys.executable, "-I", "-S", "-c", program()]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=30, check=False)
    assert done.stderr == b""
    return answers(done.stdout, TOKEN, len(jobs))


def test_output_and_exit_code() -> None:
    (one, two) = batch(["echo", "é ok"], ["sh", "-c", "echo err >&2; exit 3"])
    assert (one.code, one.text, one.error) == (0, "é ok\n", "")
    assert (two.code, two.text) == (3, "err\n")


def test_programs_run_at_the_same_time() -> None:
    start = time.monotonic()
    assert [answer.code for answer in batch(*[["sleep", "1.5"]] * 8)] == [0] * 8
    assert time.monotonic() - start < 8


def test_no_shell_reads_the_arguments() -> None:
    (answer,) = batch(["echo", "$(id); `id` && id > /dev/null"])
    assert answer.text == "$(id); `id` && id > /dev/null\n"


def test_a_slow_program_is_ended_with_its_children() -> None:
    start = time.monotonic()
    (slow, quick) = batch(["sh", "-c", "sleep 20 & sleep 20"], ["echo", "quick"], timeout=0.4)
    assert (slow.code, slow.text, slow.error) == (None, "", "timeout")
    assert quick.text == "quick\n"
    assert time.monotonic() - start < 12


def test_a_child_that_escapes_cannot_hold_the_answer() -> None:
    """It left the session and keeps the pipe open: the deadline of the batch answers without it."""
    start = time.monotonic()
    (answer,) = batch(["setsid", "sh", "-c", "sleep 25"], timeout=0.3, deadline=1.0)
    assert answer.error == "timeout"
    assert time.monotonic() - start < 12


def test_too_much_output_is_an_error_not_a_cut() -> None:
    (loud, exact) = batch(["sh", "-c", "yes | head -c 5000000; sleep 9"], ["printf", "%01000d", "0"])
    assert (loud.code, loud.text, loud.error) == (None, "", "long")
    assert len(exact.text) == 1000


@pytest.mark.parametrize(
    ("argv", "error"), [(["/no/such"], "start: No such file or directory"), (["/etc"], "start: Permission denied")]
)
def test_a_program_that_cannot_start(argv, error) -> None:
    (answer,) = batch(argv)
    assert (answer.code, answer.error) == (None, error)


def test_what_is_given_is_the_standard_input_of_each() -> None:
    twice = batch(["cat"], ["cat"], ["cat", "/dev/stdin"], given="Été-Olive-27")
    assert [answer.text for answer in twice] == ["Été-Olive-27"] * 3, "whole, without an end of line, from its start"


def test_nothing_given_is_an_end_at_once() -> None:
    (answer,) = batch(["cat"])
    assert (answer.code, answer.text, answer.error) == (0, "", "")


def test_a_program_that_does_not_read_what_it_is_given_holds_nothing() -> None:
    """More than a pipe holds: nobody waits for a reader."""
    one, read = batch(["true"], ["wc", "-c"], given="é" * 200_000)
    assert (one.code, read.text) == (0, "400000\n")


def test_what_is_given_shows_in_no_list_and_no_file() -> None:
    words = "cat /proc/$PPID/cmdline /proc/self/cmdline; env; readlink /proc/self/fd/0; cat"
    (answer,) = batch(["sh", "-c", words], given="Vert-Olive-27", cap=100_000)
    before, _, after = answer.text.partition("/memfd:given (deleted)\n")
    assert after == "Vert-Olive-27"
    assert "python" in before, "the list of processes was read"
    assert "Olive" not in before


def test_bytes_that_are_no_text() -> None:
    (answer,) = batch(["printf", r"\377\376ok"])
    assert answer.text == "\ufffd\ufffdok"


def test_the_environment_is_the_programs_own(monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("EVIL", "1")
    (answer,) = batch(["env"])
    assert sorted(line.split("=")[0] for line in answer.text.splitlines()) == ["LC_ALL", "PATH"]


def test_an_empty_batch() -> None:
    assert batch() == []
