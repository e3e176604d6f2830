"""Set-up: what a machine needs before a lab can run, each piece looked for first and brought only if missing."""

from ccp3lab.setup.run import run as run
from ccp3lab.setup.step import Step as Step
from ccp3lab.setup.steps import steps as steps

__all__ = ["Step", "run", "steps"]
