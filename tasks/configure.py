"""The only task that writes a device's configuration: one NAPALM transaction, the same for switches and servers."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from nornir.core.task import Result, Task

from ccp3lab.errors import DeviceError
from ccp3lab.grading.hostile import masked
from ccp3lab.jobs import JOBS

if TYPE_CHECKING:
    from napalm.base.base import NetworkDriver

UNSAVED = "show archive config differences nvram:startup-config system:running-config"
NO_LOSS = re.compile(r"!|[+-]?file prompt quiet")
"""Comments, and NAPALM's own line for the time of a push."""


@JOBS.add("configure")
def configure(task: Task, candidates: Mapping[str, str]) -> Result:
    """Bring the device to its whole configuration: load, compare, commit, verify, roll back if that fails.

    CANDIDATES holds the text of each device by name. `Result.diff` is the difference in the device's own words,
    `Result.changed` whether there is (or, in a dry run, would be) one; what runs and is not saved counts. A candidate
    that changes nothing is left there: the device runs it already, and NAPALM need not send it again. A refused
    candidate leaves the device as it was and raises NAPALM's ReplaceConfigException.
    """
    device = task.host.get_connection("napalm", task.nornir.config)
    try:
        device.load_replace_candidate(config=candidates[task.host.name])
        diff = device.compare_config() or _unsaved(device)
        if diff and task.is_dry_run():
            device.discard_config()  # or a learner would find the candidate, perhaps the solution, on the device
        elif diff:
            _commit(device, task.host.name)
        elif not task.is_dry_run():
            _forget(device)  # a push that was killed after its commit left it
    except Exception:
        with suppress(Exception):  # a device that is gone cannot discard either: the first reason is the one to tell
            device.discard_config()
        raise
    return Result(host=task.host, diff=diff, changed=bool(diff))


def _unsaved(device: "NetworkDriver") -> str:
    """What an IOS device would lose at its next start: a learner did not save, or a push was killed before it did."""
    if device.platform != "ios":
        return ""
    lines = device.cli([UNSAVED])[UNSAVED].splitlines()
    return "\n".join(line for line in lines if line.strip() and not NO_LOSS.match(line))


def _commit(device: "NetworkDriver", name: str) -> None:
    """Commit, then compare again: what the device runs must be what it was given, else back to what it ran before."""
    device.commit_config()
    left = device.compare_config()
    if left:
        device.rollback()
        different = masked(left)
        raise DeviceError(
            f"{name}: did not take its whole configuration, put back as it was. Still different:\n{different}"
        )
    _forget(device)


def _forget(device: "NetworkDriver") -> None:
    """Delete what NAPALM kept on an IOS device for a rollback: after `solved` and `start` it would be the solution.

    The Linux driver keeps it in memory, and for the time of a connection only.
    """
    if device.platform == "ios":
        device.cli([f"delete /force {device.dest_file_system}/{device.rollback_cfg}"])
