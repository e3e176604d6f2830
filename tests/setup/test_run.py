"""Steps: looked for first, brought only when missing, and believed only when seen."""

import pytest

from ccp3lab.errors import ProviderError, SetupError
from ccp3lab.progress import Say
from ccp3lab.setup.run import run
from ccp3lab.setup.step import Step


class Thing:
    """Something that a step can bring."""

    def __init__(self, there: bool, comes: bool = True) -> None:
        self.there, self.comes = there, comes
        self.brought = 0

    def step(self, name: str) -> Step:
        return Step(name, f"{name} is needed.", lambda: f"{name} 1.0" if self.there else None, self.act)

    def act(self, say: Say) -> None:
        self.brought += 1
        self.there = self.comes
        say("  working")


def told(*steps: Step) -> list[str]:
    lines: list[str] = []
    run(steps, lines.append)
    return lines


def test_what_is_there_costs_one_look_and_one_line() -> None:
    thing = Thing(there=True)
    assert told(thing.step("Docker")) == ["Docker: Docker 1.0"]
    assert thing.brought == 0


def test_what_is_missing_is_brought_and_each_line_says_what_and_why() -> None:
    thing = Thing(there=False)
    assert told(thing.step("Docker")) == ["Docker: missing. Docker is needed.", "  working", "Docker: Docker 1.0"]


def test_a_second_run_brings_nothing() -> None:
    thing = Thing(there=False)
    told(thing.step("Docker"))
    assert told(thing.step("Docker")) == ["Docker: Docker 1.0"]
    assert thing.brought == 1


def test_a_step_that_brought_nothing_in_spite_of_its_word_is_an_error_with_a_way_out() -> None:
    with pytest.raises(SetupError, match=r"(?s)Docker.*ccp3 doctor"):
        told(Thing(there=False, comes=False).step("Docker"))


def test_a_failed_step_ends_the_run_with_its_own_words() -> None:
    def fail(say: Say) -> None:
        raise ProviderError("no network")

    later = Thing(there=False)
    with pytest.raises(ProviderError, match="no network"):
        told(Step("Docker", "", lambda: None, fail), later.step("containerlab"))
    assert later.brought == 0
