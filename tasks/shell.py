"""Shell lines on a Linux device, as somebody would type them as root: what a fault breaks there, nothing compares."""

from collections.abc import Mapping, Sequence

from nornir.core.task import Result, Task

from ccp3lab.connections.batch import Job
from ccp3lab.errors import DeviceError
from ccp3lab.grading.hostile import one_line
from ccp3lab.jobs import JOBS

PATIENCE = 20.0
"""Seconds that one line gets: a service that starts may need some."""


@JOBS.add("shell")
def shell(task: Task, lines: Mapping[str, Sequence[str]]) -> Result:
    """Run LINES of the host by its name, one after the other; DeviceError with the first one that does not end well."""
    batch = task.host.get_connection("ccp3_batch", task.nornir.config)
    for line in lines[task.host.name]:
        (answer,) = batch.run([Job(("sh", "-c", line), PATIENCE)])
        if answer.error or answer.code:
            why = answer.error or f"exit code {answer.code}"
            said = one_line(answer.text) or "it printed nothing"
            raise DeviceError(f"`{line}`: {why}: {said}")
    return Result(host=task.host, changed=True)
