"""Runs steps in order; a step that is already there costs one look."""

from collections.abc import Iterable

from ccp3lab.errors import SetupError
from ccp3lab.progress import Say
from ccp3lab.setup.step import Step


def run(steps: Iterable[Step], say: Say) -> None:
    """Bring what is missing, in the order of STEPS, telling SAY about each; the LabError of a failed step ends it."""
    for step in steps:
        found = step.probe()
        say(f"{step.name}: {found}" if found else f"{step.name}: missing. {step.why}")
        if not found:
            _bring(step, say)


def _bring(step: Step, say: Say) -> None:
    step.act(say)
    found = step.probe()
    if not found:
        raise SetupError(f"{step.name}: brought without an error, and still not there; `ccp3 doctor` tells more")
    say(f"{step.name}: {found}")
