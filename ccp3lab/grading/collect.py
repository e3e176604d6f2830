"""Looking at devices: one connection and one batch a device, all devices at once. The only I/O of the grading room.

Nothing is ever dropped: a need that could not be looked at comes back as an observation with an error.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, cast

from nornir.core import Nornir
from nornir.core.inventory import Host
from nornir.core.task import MultiResult, Result, Task

from ccp3lab.connections.batch import Batch, BatchError, Job
from ccp3lab.errors import DeviceError
from ccp3lab.grading.hostile import LIMIT, clean, one_line
from ccp3lab.grading.need import Need, Observation, Probe, Run, Show, unseen

if TYPE_CHECKING:
    from netmiko import BaseConnection

    from ccp3lab.connections.outside import Outside

OUTSIDE = "ccp3_outside"
"""The connection of a Probe."""

READ_TIMEOUT = 8.0
"""Seconds that a network device gets for one command."""

_ERRORS = {
    "timeout": "la commande n'a pas fini dans son délai",
    "long": "réponse trop longue",
}

_REASONS = {
    "NetmikoTimeoutException": "ne répond pas",
    "TimeoutError": "ne répond pas",
    "NoValidConnectionsError": "ne répond pas",
    "ConnectionRefusedError": "ne répond pas (connexion refusée)",
    "SSHException": "ne répond pas en SSH",
    "EOFError": "a coupé la connexion",
    "NetmikoAuthenticationException": "refuse la clé de l'outil",
    "AuthenticationException": "refuse la clé de l'outil",
    "BadHostKeyException": "n'a pas la clé d'hôte attendue",
    "ReadTimeout": "n'a pas fini de répondre dans le délai",
}
"""By name of the exception: naming its class would import netmiko and paramiko here."""

Seen = dict[Need, Observation]


def collect(nornir: Nornir, needs: Mapping[str, frozenset[Need]]) -> dict[tuple[str, Need], Observation]:
    """Look once at every device of NEEDS. Raises DeviceError when there is none: an empty look proves nothing.

    Hosts that failed in an earlier task are asked again; those missing from the inventory are reported as unseen.
    """
    if not needs:
        raise DeviceError("no device to look at: the lab has no check, or no device is left in the inventory")
    chosen = nornir.filter(filter_func=lambda host: host.name in needs)
    results = chosen.run(task=look, on_failed=True, needs=needs)
    for device in results.failed_hosts:
        nornir.data.recover_host(device)  # else later tasks, the one that closes connections too, leave it out
    return {
        (device, need): observation
        for device, wanted in needs.items()
        for need, observation in _every(results.get(device), wanted).items()
    }


def collector(nornir: Nornir) -> Callable[[Mapping[str, frozenset[Need]]], dict[tuple[str, Need], Observation]]:
    """`collect` on the devices of NORNIR, as `grade` wants it."""
    return partial(collect, nornir)


def look(task: Task, needs: Mapping[str, frozenset[Need]]) -> Result:
    """Nornir task: the observations of one host. A failure to reach it is a result, not an exception.

    What is looked at from outside comes while the device is asked, and whatever the device does.
    """
    wanted, host = needs[task.host.name], task.host
    eyes = host.get_connection(OUTSIDE, task.nornir.config) if OUTSIDE in host.connection_options else None
    probes = [need for need in wanted if eyes and isinstance(need, Probe)]
    others = [need for need in wanted if need not in probes]
    with ThreadPoolExecutor(max_workers=1) as pool:
        outside = pool.submit(_tried, probes, partial(_answered, cast("Outside", eyes), probes))
        asked = _tried(others, partial(_asked, task, others))
        return Result(host=host, result={**asked, **outside.result()})


def _tried(wanted: Iterable[Need], way: Callable[[], Seen]) -> Seen:
    """What WAY sees of WANTED, or why it saw nothing."""
    try:
        return way() if wanted else {}
    except _unreachable() as error:
        return {need: unseen(reason(error)) for need in wanted}


def reason(error: BaseException) -> str:
    """Why a device could not be looked at, in French, on one line."""
    text = str(error)
    if "known_hosts" in text:
        return "n'a pas de clé d'hôte connue"
    return one_line(_REASONS.get(type(error).__name__) or (text if isinstance(error, BatchError) else _named(error)))


def _named(error: BaseException) -> str:
    return f"{type(error).__name__} : {error}"


def ask(connection: "BaseConnection", commands: Iterable[str]) -> dict[str, str]:
    """The output of each of COMMANDS, complete: read up to a line that is the prompt and nothing else.

    The prompt is the one of the login, so that netmiko does not ask for it again before each command (50 ms each).
    """
    prompt = rf"\n{re.escape(connection.base_prompt)}[^\s#>]*[#>]\s*\Z"
    return {
        command: str(connection.send_command(command, expect_string=prompt, read_timeout=READ_TIMEOUT))
        for command in commands
    }


def _asked(task: Task, wanted: Iterable[Need]) -> Seen:
    """What the device itself says; a connection that failed is not used again."""
    shows = sorted(need for need in wanted if isinstance(need, Show))
    runs = [need for need in wanted if isinstance(need, Run)]
    try:
        return {**_shown(task, shows), **_ran(task, runs)}
    except _unreachable():
        task.host.close_connections()
        raise


def _shown(task: Task, shows: list[Show]) -> Seen:
    if not shows or _is_linux(task.host):
        return {show: unseen("n'a pas la ligne de commande d'un équipement réseau") for show in shows}
    connection = cast("BaseConnection", task.host.get_connection("netmiko", task.nornir.config))
    texts = ask(connection, (show.command for show in shows))
    return {show: _observed(texts[show.command]) for show in shows}


def _ran(task: Task, runs: list[Run]) -> Seen:
    if not runs or not _is_linux(task.host):
        return {run: unseen("n'est pas un poste Linux") for run in runs}
    return _answered(cast("Batch", task.host.get_connection("ccp3_batch", task.nornir.config)), runs)


def _answered(batch: "Batch | Outside", runs: Iterable[Run]) -> Seen:
    """What RUNS answer, all in one batch."""
    ordered = sorted(runs, key=lambda run: (run.argv, run.timeout))
    answers = batch.run([Job(run.argv, run.timeout) for run in ordered])
    return {
        run: unseen(_ERRORS.get(answer.error) or one_line(answer.error))
        if answer.error
        else _observed(answer.text, answer.code)
        for run, answer in zip(ordered, answers, strict=True)
    }


def _observed(text: str, code: int | None = None) -> Observation:
    return unseen("réponse trop longue") if len(text) > LIMIT else Observation(clean(text), code)


def _is_linux(host: Host) -> bool:
    return host.platform == "linux"


def _every(result: MultiResult | None, wanted: Iterable[Need]) -> Seen:
    """The observation of each need of one host, whatever became of its task."""
    if not result:
        return {need: unseen("absent de l'inventaire") for need in wanted}
    first = result[0]
    found = first.result if isinstance(first.result, dict) and not first.failed else {}
    why = reason(first.exception) if first.exception else "rien n'est revenu de cet équipement"
    return {need: found.get(need, unseen(why)) for need in wanted}


def _unreachable() -> tuple[type[Exception], ...]:
    """What a device that is down, slow or strange makes our libraries raise; anything else is left to Nornir."""
    from netmiko.exceptions import NetmikoBaseException
    from paramiko import SSHException

    return (OSError, EOFError, ValueError, SSHException, NetmikoBaseException, BatchError)
