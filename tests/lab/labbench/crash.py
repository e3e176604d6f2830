"""kill -9 at a chosen moment."""

import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """DELAY seconds after a program printed a line with TEXT."""

    text: str
    delay: float

    def __str__(self) -> str:
        return f"{self.text}+{self.delay:.2f}s"


def kill_at(process: subprocess.Popen[str], moment: Moment) -> str:
    """Kill PROCESS, and it alone, at MOMENT, as a crash would; what it had said. Its children go on."""
    said = _until(process, moment.text)
    try:
        process.wait(moment.delay)
    except subprocess.TimeoutExpired:
        process.kill()
    code = process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
    assert code == -9, f"{moment}: it ended by itself with {code} before that: {said}"
    return said


def _until(process: subprocess.Popen[str], text: str) -> str:
    """What PROCESS prints on its standard error up to the line with TEXT."""
    assert process.stderr
    said = ""
    for line in process.stderr:
        said += line
        if text in line:
            return said
    raise AssertionError(f"it never said {text!r}: {said}")
