"""From what a print server and a directory have to what they must have: steps, each with its line. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ccp3lab.directory.distinguished import dn, key
from ccp3lab.directory.entry import Entry
from tasks.printing_intent import DEVICE, Board, Published, Queue, Server
from tasks.printing_queues import Found, Seen


@dataclass(frozen=True)
class Command:
    """A program on the print server."""

    line: str
    argv: tuple[str, ...]


def commands(wanted: Server, seen: Seen) -> tuple[Command, ...]:
    """What brings the server from SEEN to WANTED."""
    return tuple(_commands(wanted, seen))


def _commands(wanted: Server, seen: Seen) -> Iterator[Command]:
    kept = {queue.name for queue in wanted.queues}
    for name in sorted(seen.queues.keys() - kept):
        yield Command(f"- queue {name}", ("lpadmin", "-x", name))
    for queue in wanted.queues:
        if (found := seen.queues.get(queue.name)) is None:
            yield Command(f"+ queue {queue.name}", _made(queue))
        elif differs := list(_differences(queue, found)):
            yield Command(f"~ queue {queue.name}: {', '.join(differs)}", _made(queue))
    if wanted.queues and seen.default != wanted.queues[0].name:
        name = wanted.queues[0].name
        yield Command(f"~ default queue: {name}", ("lpadmin", "-d", name))


def _made(queue: Queue) -> tuple[str, ...]:
    """One call of lpadmin(8); after `-p`, `-E` means: accept jobs and print them."""
    allowed = ",".join(f"@{group}" for group in queue.groups)
    texts = ("-D", queue.description, "-L", queue.location)
    return (
        "lpadmin",
        "-p",
        queue.name,
        "-E",
        "-v",
        DEVICE,
        *texts,
        "-o",
        "printer-is-shared=true",
        "-u",
        f"allow:{allowed}",
    )


def _differences(queue: Queue, found: Found) -> Iterator[str]:
    """The words for what differs; who may print has no order."""
    right = {
        "device": found.device == DEVICE,
        "description": found.description == queue.description,
        "location": found.location == queue.location,
        "stopped": found.running,
        "rejects jobs": found.accepting,
        "not shared": found.shared,
        "who may print": found.allowed == {f"@{group}" for group in queue.groups} and not found.denied,
    }
    return (word for word, is_right in right.items() if not is_right)


@dataclass(frozen=True)
class Write:
    """An object of the directory that is made (`new`), changed, or taken away (no `values`)."""

    line: str
    dn: str
    values: Mapping[str, Sequence[str]] = field(hash=False)
    new: bool = False


def writes(board: Board, accounts: Mapping[str, str], there: Sequence[Entry]) -> tuple[Write, ...]:
    """What brings the directory to BOARD.

    ACCOUNTS are the distinguished names of the print servers that have one, THERE all printQueue objects: those of a
    server are below its account, or somewhere else and call it theirs.
    """
    return tuple(
        write
        for host, account in accounts.items()
        for write in _below(
            account,
            [one for one in board.published if one.host == host],
            [entry for entry in there if _is_of(entry, host, account)],
        )
    )


def _is_of(entry: Entry, host: str, account: str) -> bool:
    return key(entry.dn)[1:] == key(account) or entry.text("shortServerName").casefold() == host.casefold()


def _below(account: str, wanted: Sequence[Published], there: Iterable[Entry]) -> Iterator[Write]:
    """An object is known by its name, as Windows gives it (SERVER-QUEUE); the others go."""
    left = {key(entry.dn): entry for entry in there}
    for one in wanted:
        name = dn(("CN", f"{one.host.upper()}-{one.queue}"), below=account)
        if (entry := left.pop(key(name), None)) is None:
            yield Write(f"+ printQueue {one.queue} ({one.server})", name, _new(one), new=True)
            continue
        values = {name: (value,) for name, value in one.attributes.items() if entry.texts(name) != (value,)}
        if values:
            yield Write(f"~ printQueue {one.queue}: {', '.join(values)}", entry.dn, values)
    for entry in left.values():
        yield Write(f"- printQueue {entry.text('printerName')}", entry.dn, {})


def _new(one: Published) -> dict[str, Sequence[str]]:
    return {"objectClass": ("printQueue",), **{key: (value,) for key, value in one.attributes.items()}}
