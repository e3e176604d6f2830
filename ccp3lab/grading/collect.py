"""Looking at devices: one connection and one batch a device, all devices at once. The only I/O of the grading room.

Nothing is ever dropped: a need that could not be looked at comes back as an observation with an error.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from nornir.core import Nornir
from nornir.core.inventory import Host
from nornir.core.task import MultiResult, Result, Task

from ccp3lab.connections.batch import Batch, BatchError, Job
from ccp3lab.errors import DeviceError, DirectoryError, LabError
from ccp3lab.grading.hostile import LIMIT, clean, one_line
from ccp3lab.grading.need import Answering, Need, Observation, Probe, Question, Run, Show, unseen

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
    "DeviceError": "n'est pas joint, ou le service attendu n'y répond pas",
    "SilentError": "est joint, mais un service attendu ne répond pas",
    "DirectoryError": "ne répond pas comme annuaire (LDAPS)",
    "ShareError": "ne répond pas comme serveur de fichiers (SMB)",
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

    Each way to look is gone at the same time as the others, and whatever becomes of them.
    """
    ways = list(_ways(task, needs[task.host.name]))
    with ThreadPoolExecutor(max_workers=len(ways) or 1) as pool:
        seen = [pool.submit(_tried, wanted, way) for wanted, way in ways]
        return Result(host=task.host, result={need: found for one in seen for need, found in one.result().items()})


def _ways(task: Task, wanted: Iterable[Need]) -> Iterator[tuple[list[Need], Callable[[], Seen]]]:
    """What is asked of the device, of its network, and of each kind of server on it; and how."""
    eyes = task.host.get_connection(OUTSIDE, task.nornir.config) if OUTSIDE in task.host.connection_options else None
    probes, others, questions = list[Need](), list[Need](), defaultdict[str, list[Need]](list)
    for need in wanted:
        if isinstance(need, Question):
            questions[need.connection].append(need)
        else:
            (probes if eyes and isinstance(need, Probe) else others).append(need)
    if others:
        yield others, partial(_asked, task, others)
    if probes:
        yield probes, partial(_answered, cast("Outside", eyes), cast("list[Run]", probes))
    for name, some in questions.items():
        yield some, partial(_told, task, name, cast("list[Question]", some))


def _tried(wanted: Iterable[Need], way: Callable[[], Seen]) -> Seen:
    """What WAY sees of WANTED, or why it saw nothing."""
    try:
        return way()
    except _unreachable() as error:
        return {need: unseen(reason(error)) for need in wanted}


def reason(error: BaseException) -> str:
    """Why a device could not be looked at, in French, on one line."""
    text = str(error)
    if "known_hosts" in text:
        return "n'a pas de clé d'hôte connue"
    if isinstance(error, DirectoryError) and error.reason:
        return f"n'accepte plus l'administrateur du domaine ({error.reason})"
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
    """What the device itself says."""
    shows = sorted(need for need in wanted if isinstance(need, Show))
    runs = [need for need in wanted if isinstance(need, Run)]
    return {**_shown(task, shows), **_ran(task, runs)}


def _shown(task: Task, shows: list[Show]) -> Seen:
    if not shows or _is_linux(task.host):
        return {show: unseen("n'a pas la ligne de commande d'un équipement réseau") for show in shows}
    with _open(task, "netmiko") as connection:
        texts = ask(connection, (show.command for show in shows))
    return {show: _observed(texts[show.command]) for show in shows}


def _ran(task: Task, runs: list[Run]) -> Seen:
    if not runs or not _is_linux(task.host):
        return {run: unseen("n'est pas un poste Linux") for run in runs}
    with _open(task, "ccp3_batch") as batch:
        return _answered(batch, runs)


def _told(task: Task, name: str, questions: list[Question]) -> Seen:
    """What the server behind connection NAME answers; what it leaves out is told as unseen."""
    if name not in task.host.connection_options:
        return {question: unseen("n'a pas de serveur qui réponde à cette question") for question in questions}
    with _open(task, name) as connection:
        given = cast("Answering", connection).answers(sorted(questions, key=str))
    return {question: _cleaned(given.get(question, unseen("n'a pas répondu"))) for question in questions}


@contextmanager
def _open(task: Task, name: str) -> Iterator[Any]:
    """Connection NAME of the host of TASK; one that failed is not used again."""
    try:
        yield task.host.get_connection(name, task.nornir.config)
    except _unreachable():
        if name in task.host.connections:
            task.host.close_connection(name)
        raise


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
    return _cleaned(Observation(text, code))


def _cleaned(seen: Observation) -> Observation:
    return unseen("réponse trop longue") if len(seen.text) > LIMIT else replace(seen, text=clean(seen.text))


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

    return (OSError, EOFError, ValueError, SSHException, NetmikoBaseException, BatchError, LabError)
