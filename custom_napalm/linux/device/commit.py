"""The commit: check, keep, journal, swap, reload, prove, and wait for the operator's word."""

from __future__ import annotations

import os
import time

from .checks import check
from .errors import RefusedError
from .files import make_folder, prepare, remove_empty, take
from .journal import begin, finish, read, restore
from .plan import plan, to_check, touched
from .services import Services
from .store import JOURNAL, RUNNING
from .watchdog import watch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .shapes import Candidate, Journal, Plan, Undo
    from .store import Store


def commit(
    store: Store,
    candidate: Candidate,
    limit: float,
    revert_in: float,
    program: bytes,
    confirmed: Callable[[], str],
) -> tuple[list[str], Undo | None]:
    """Bring the device to CANDIDATE. Whatever goes wrong, it is put back as it was.

    CONFIRMED tells the operator that all is applied and returns his word: anything but `confirm` undoes the commit.
    Return the paths that changed, and what a rollback needs (None while the commit waits for its confirmation).
    """
    if read(store):
        raise RefusedError("pending", "", "an earlier commit waits for its confirmation: confirm it or roll it back")
    wanted = plan(store, candidate)
    services = Services(limit, store.at("out"))
    check(store, candidate["files"], to_check(candidate, wanted["changes"]), limit, program)
    journal = begin(store, wanted, services, program)
    try:
        _apply(wanted, journal, services)
        word = confirmed()
        if word != "confirm":
            raise RefusedError("confirmation", "", word)
    except Exception as error:
        trouble = _put_back(store, journal)
        if trouble:
            why = error if isinstance(error, RefusedError) else RefusedError("files", "", str(error))
            raise RefusedError(why.phase, why.where, f"{why.text}; while putting back: {trouble}") from error
        raise
    return journal["paths"], _settle(store, wanted, journal, revert_in)


def _put_back(store: Store, journal: Journal) -> str:
    try:
        return restore(store, journal)
    except OSError as error:  # no room, most likely; the journal stays
        return f"{error}; it is tried again at the next connection and at the device's start"


def _apply(wanted: Plan, journal: Journal, services: Services) -> None:
    for folder in journal["folders"]:
        make_folder(folder)
    for change in wanted["changes"]:
        prepare(change["path"], change["want"])
    for change in wanted["changes"]:
        take(change["path"], change["want"])
    for service in wanted["gone"]:
        services.halt(service)
    concerned, before, acted = touched(wanted["changes"]), wanted["before"]["services"], bool(wanted["gone"])
    for name, service in wanted["after"]["services"].items():
        seen = journal["was_up"].get(name) and before.get(name) == service  # a moment ago, by the same probe
        if acted or name in concerned or not seen:
            acted |= services.activate(service, name in concerned)


def _settle(store: Store, wanted: Plan, journal: Journal, revert_in: float) -> Undo | None:
    made = [*wanted["before"].get("folders", []), *journal["folders"]]
    remove_empty(made)  # those of files that are no longer listed
    folders = [folder for folder in made if os.path.isdir(folder)]
    store.write({**wanted["after"], "folders": folders}, "manifest.json")
    if not revert_in:
        return finish(store)
    store.write({**journal, "deadline": time.time() + revert_in}, RUNNING, JOURNAL)
    watch(store, revert_in)
    return None
