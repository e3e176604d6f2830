"""The journal of a running transaction, and what undoes it: after a failure, after a crash, or on request."""

from __future__ import annotations

import time

from .errors import RefusedError
from .files import aside, forget, look, make_folder, missing_folders, prepare, remove_empty, take
from .judge import is_journal
from .plan import touched
from .services import Services
from .store import JOURNAL, ORIGINALS, RUNNING, STAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Journal, Plan, Undo
    from .store import Store


def begin(store: Store, plan: Plan, services: Services, program: bytes) -> Journal:
    """Keep what is there, then write the journal: from here on the transaction can be undone by whoever comes next.

    PROGRAM, put beside the journal, is what the device's start runs to undo it, in the version that wrote it.
    """
    store.drop(RUNNING)
    store.leave(program)
    for change in plan["changes"]:
        if store.kept(ORIGINALS, change["path"]) is None:
            store.keep(ORIGINALS, change["path"], change["now"])
        store.keep(RUNNING, change["path"], change["now"])
    every = {**plan["after"]["services"], **plan["before"]["services"]}  # undone by their OLD definition
    paths = [change["path"] for change in plan["changes"]]
    journal: Journal = {
        "paths": paths,
        "folders": missing_folders(paths),
        "services": list(every.values()),
        "was_up": {name: services.up(service) for name, service in every.items()},
        "touched": sorted(touched(plan["changes"])),
        "manifest": plan["before"],
        "limit": services.limit,
    }
    store.write(journal, RUNNING, JOURNAL)
    return journal


def read(store: Store) -> Journal | None:
    """Return the journal of the running transaction; None when none was begun."""
    found = store.read(RUNNING, JOURNAL)
    return found if is_journal(found) else None


def restore_files(store: Store, journal: Journal) -> None:
    """Put every file and the manifest back as they are kept; folders that we made go if they are empty.

    On a full disk this needs no more room than the files had before: what stands beside them goes first, and what was
    not replaced is left alone.
    """
    for path in journal["paths"]:
        forget(aside(path))
    for path in journal["paths"]:
        kept = store.kept(RUNNING, path)
        if kept is None or look(path) == kept:
            continue
        for made in missing_folders([path]) if kept["kind"] != "absent" else []:
            make_folder(made)
        prepare(path, kept)
        take(path, kept)
    remove_empty(journal["folders"])
    store.write(journal["manifest"], "manifest.json")


def restore(store: Store, journal: Journal) -> str:
    """Undo JOURNAL, services included; return what could not be brought back, in words, else nothing."""
    restore_files(store, journal)
    services = Services(journal["limit"], store.at("out"))
    was_up, trouble = journal["was_up"], []
    for service in journal["services"]:
        try:
            if was_up.get(service["name"]):
                services.activate(service, service["name"] in journal["touched"])
            else:
                services.halt(service)
        except RefusedError as error:
            trouble.append(f"{error.where}: {error.text}")
    store.drop(RUNNING)
    return "; ".join(trouble)


def pending(journal: Journal) -> bool:
    """Tell whether JOURNAL is a commit that still waits for its confirmation."""
    return journal.get("deadline", 0.0) > time.time()


def recover(store: Store) -> str:
    """Undo a transaction that died half way, or whose time to be confirmed is over; return a note about it."""
    store.drop(STAGE)
    journal = read(store)
    if journal is None:
        store.drop(RUNNING)
        return ""
    if pending(journal):
        return ""
    trouble = restore(store, journal)
    return "an interrupted transaction was undone" + (f"; {trouble}" if trouble else "")


def recover_at_start(store: Store) -> None:
    """Put the files of an interrupted transaction back; no service runs yet, the start scripts will see to that."""
    journal = read(store)
    if journal is not None:
        restore_files(store, journal)
    store.drop(RUNNING)
    store.drop(STAGE)


def finish(store: Store) -> Undo | None:
    """Make the transaction final; return what a rollback needs, which no longer stands on the disk."""
    journal = read(store)
    if journal is None:
        return None
    journal.pop("deadline", None)
    kept = {path: seen for path in journal["paths"] if (seen := store.kept(RUNNING, path)) is not None}
    store.drop(RUNNING)
    gone = [path for path in journal["paths"] if path not in store.manifest()["files"]]
    originals = {path: seen for path in gone if (seen := store.release(ORIGINALS, path)) is not None}
    return {"journal": journal, "kept": kept, "originals": originals}


def go_back(store: Store, undo: Undo, program: bytes) -> None:
    """Make UNDO the running transaction, as if its commit had been cut off: whoever comes next undoes it, too."""
    store.drop(RUNNING)
    store.leave(program)
    for path, seen in undo["originals"].items():
        store.keep(ORIGINALS, path, seen)
    for path, seen in undo["kept"].items():
        store.keep(RUNNING, path, seen)
    store.write(undo["journal"], RUNNING, JOURNAL)
