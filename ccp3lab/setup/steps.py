"""The steps of this project's set-up, in their order."""

from ccp3lab.setup.step import Step


def steps() -> tuple[Step, ...]:
    return ()
