"""Shapes of the plain dictionaries that travel as JSON; for the type checker only, never sent to the device."""

from typing import NotRequired, TypedDict


class Seen(TypedDict):
    """What is at a path: `kind` is file, link, absent, big (over the cap) or other (folder, FIFO, device)."""

    kind: str
    mode: NotRequired[int]
    uid: NotRequired[int]
    gid: NotRequired[int]
    raw: NotRequired[bytes]
    link: NotRequired[str]


class Entry(TypedDict):
    """One managed file as the candidate has it; the manifest leaves `content` out."""

    path: str
    mode: str
    owner: str
    secret: bool
    check: str
    service: str
    counter: NotRequired[str]
    content: NotRequired[str]


class Service(TypedDict):
    """One service as the candidate has it; an empty command means there is none, `wait` and `settle` are seconds."""

    name: str
    process: str
    unit: str
    ready: str
    verify: str
    reload: str
    start: str
    stop: str
    log: str
    wait: float
    settle: float


class Manifest(TypedDict):
    """What the last commit manages, by path and by name; `folders` are those made for files, parents first."""

    files: dict[str, Entry]
    services: dict[str, Service]
    folders: NotRequired[list[str]]


class Candidate(TypedDict):
    """The wanted configuration; `replace` says whether it is the whole set or an addition to the manifest."""

    replace: bool
    files: list[Entry]
    services: list[Service]


class Change(TypedDict):
    """One path that differs: what is there, what is wanted, and the entry (None when it is no longer listed)."""

    path: str
    now: Seen
    want: Seen
    entry: Entry | None
    service: str
    secret: bool


class Plan(TypedDict):
    """Everything that a candidate would change, and the manifests before and after."""

    changes: list[Change]
    gone: list[Service]
    before: Manifest
    after: Manifest


class Journal(TypedDict):
    """What undoes a transaction, written before the first change; `was_up` by service name."""

    paths: list[str]
    folders: list[str]
    services: list[Service]
    was_up: dict[str, bool]
    touched: list[str]
    manifest: Manifest
    limit: float
    deadline: NotRequired[float]


class Undo(TypedDict):
    """What goes back to before a commit that is final: its journal, what was at each path, and originals let go of."""

    journal: Journal
    kept: dict[str, Seen]
    originals: dict[str, Seen]
