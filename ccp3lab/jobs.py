"""Nornir tasks by name: the room `tasks/` registers them, operations run them on devices."""

from collections.abc import Callable

from nornir.core.task import Result

from ccp3lab.registry import Registry

Job = Callable[..., Result]
JOBS: Registry[Job] = Registry("tasks")


def job(name: str) -> Job:
    """The task registered as NAME; a missing one is a defect of this checkout."""
    found = JOBS.get(name)
    if found is None:
        raise LookupError(f"no task `{name}` in tasks/")
    return found
