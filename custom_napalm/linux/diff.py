"""The difference between a device and its candidate, for people: unified, secrets hidden, nothing invisible (pure)."""

import difflib
from collections.abc import Iterator

from custom_napalm.linux.answers import Comparison, FileChange, ServiceState
from custom_napalm.linux.device.counters import counted
from custom_napalm.linux.document import Candidate, ManagedFile
from custom_napalm.linux.visible import visible

STATES = {True: "running", False: "stopped"}


def diff(found: Comparison, candidate: Candidate) -> str:
    """Return the difference of all files and services, "" when nothing would change."""
    files = {file.path: file for file in candidate.files}
    secrets = {file.path for file in candidate.files if file.secret}
    lines: list[str] = []
    for change in sorted(found.files, key=lambda change: change.path):
        lines += _file(change, files.get(change.path), change.secret or change.path in secrets)
    for state in sorted(found.services, key=lambda state: state.name):
        lines += _service(state)
    return visible("\n".join(lines))


def _file(change: FileChange, file: ManagedFile | None, secret: bool) -> Iterator[str]:
    """Show one file; FILE is the candidate's own, None when it no longer lists it."""
    old = change.now.text()
    new = counted(file.counter, file.content, old or "") if file is not None else change.want.text()
    yield f"--- {change.path if old is not None else '/dev/null'}"
    yield f"+++ {change.path if new is not None else '/dev/null'}"
    yield from _secret(change) if secret else _text(old, new)
    yield from _rights(change)


def _secret(change: FileChange) -> Iterator[str]:
    if not change.same_text:
        yield from ("@@ secret @@", "content differs")


def _text(old: str | None, new: str | None) -> Iterator[str]:
    body = list(difflib.unified_diff((old or "").splitlines(), (new or "").splitlines(), lineterm="", n=2))[2:]
    if not body and old != new and old is not None and new is not None:
        yield "@@ only the line ends differ @@"
    yield from body


def _rights(change: FileChange) -> Iterator[str]:
    if change.now.kind == change.want.kind == "file":
        now, want = f"{change.now.mode} {change.now.owner}", f"{change.want.mode} {change.want.owner}"
        if now != want:
            yield f"mode and owner: {now} -> {want}"


def _service(state: ServiceState) -> Iterator[str]:
    if state.now is not state.want:
        yield from (f"--- service {state.name}", f"+++ service {state.name}")
        yield from (f"-{STATES[state.now]}", f"+{STATES[state.want]}")
