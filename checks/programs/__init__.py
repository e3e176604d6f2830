"""Programs that a check runs in the network of a Linux device by `python3 -c`: their text. Nothing stays there."""

from functools import cache
from pathlib import Path

from ccp3lab.grading.need import Probe


@cache
def text(name: str) -> str:
    """The text of the program NAME of this folder."""
    return Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8")


def program(name: str, argument: str, timeout: float) -> Probe:
    """The program NAME of this folder with one ARGUMENT, `timeout` in seconds."""
    return python(name, text(name), argument, timeout)


def python(name: str, source: str, argument: str, timeout: float) -> Probe:
    """A program with one ARGUMENT, shown as NAME, `timeout` in seconds."""
    return Probe(("python3", "-I", "-S", "-c", source, argument), timeout, f"{name} {argument}")
