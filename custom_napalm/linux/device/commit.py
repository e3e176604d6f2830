"""The commit: check, keep, journal, swap, reload, prove, and wait for the operator's word."""

from __future__ import annotations

import os
import time

from .checks import check
from .errors import RefusedError
from .files import prepare, take
from .journal import begin, finish, read, restore
from .plan import plan, to_check, touched
from .services import Services
from .store import JOURNAL, RUNNING
from .watchdog import watch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .shapes import Candidate, Journal, Plan
    from .store import Store


def commit(
    store: Store,
    candidate: Candidate,
    limit: float,
    revert_in: float,
    program: bytes,
    confirmed: Callable[[], str],
) -> list[str]:
    """Bring the device to CANDIDATE; return the paths that changed. Whatever goes wrong, it is put back as it was.

    CONFIRMED tells the operator that all is applied and returns his word: anything but `confirm` undoes the commit.
    """
    if read(store, RUNNING):
        raise RefusedError("pending", "", "an earlier commit waits for its confirmation: confirm it or roll it back")
    wanted = plan(store, candidate)
    services = Services(limit, store.at("out"))
    check(store, candidate["files"], to_check(candidate, wanted["changes"]), limit)
    journal = begin(store, wanted, services, program)
    try:
        _apply(wanted, journal, services)
        word = confirmed()
        if word != "confirm":
            raise RefusedError("confirmation", "", word)
    except Exception as error:
        trouble = restore(store, journal, RUNNING)
        if trouble and isinstance(error, RefusedError):
            raise RefusedError(error.phase, error.where, f"{error.text}; while putting back: {trouble}") from error
        raise
    _settle(store, wanted, journal, revert_in)
    return journal["paths"]


def _apply(wanted: Plan, journal: Journal, services: Services) -> None:
    for folder in journal["folders"]:
        os.mkdir(folder, 0o755)
    for change in wanted["changes"]:
        prepare(change["path"], change["want"])
    for change in wanted["changes"]:
        take(change["path"], change["want"])
    for service in wanted["gone"]:
        services.halt(service)
    concerned = touched(wanted["changes"])
    for name, service in wanted["after"]["services"].items():
        services.activate(service, name in concerned)


def _settle(store: Store, wanted: Plan, journal: Journal, revert_in: float) -> None:
    store.write(wanted["after"], "manifest.json")
    if revert_in:
        store.write({**journal, "deadline": time.time() + revert_in}, RUNNING, JOURNAL)
        watch(store, revert_in)
    else:
        finish(store)
