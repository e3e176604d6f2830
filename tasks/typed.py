"""Lines typed by hand in configuration mode, as a person would: not saved, not compared."""

from collections.abc import Sequence

from nornir.core.task import Result, Task

from ccp3lab.jobs import JOBS

REFUSED = r"^% "  # without it netmiko reports a refused line as done


@JOBS.add("typed")
def typed(task: Task, lines: Sequence[str]) -> Result:
    """Type LINES in configuration mode of a network device; netmiko's ConfigInvalidException if one is refused."""
    device = task.host.get_connection("netmiko", task.nornir.config)
    said = device.send_config_set(list(lines), error_pattern=REFUSED)
    return Result(host=task.host, result=said, changed=True)
