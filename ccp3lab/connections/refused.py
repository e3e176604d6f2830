"""Passwords that a domain refused, remembered from run to run: nobody tries them again before something has changed.

Connections to several machines may ask for the same account at the same moment: they take turns, and the next one knows
what the last one learnt.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Protocol

from ccp3lab.instance.files import write

Trace = tuple[bytes, ...]
"""What was read of an account after it was refused (`lockout.trace`)."""


@dataclass(frozen=True)
class Turns:
    """One lock an account."""

    _locks: dict[str, Lock] = field(default_factory=dict, repr=False, compare=False)

    @contextmanager
    def turn(self, *logins: str) -> Iterator[None]:
        """Nobody else tries LOGINS until it ends."""
        with ExitStack() as held:
            for name in sorted({login.casefold() for login in logins}):  # in one order: nobody waits in a circle
                held.enter_context(self._locks.setdefault(name, Lock()))
            yield


class Refused(Protocol):
    """What was refused, by login and by the label of the password; no password is in it."""

    @property
    def turns(self) -> Turns:
        """Who may try now."""

    def trace(self, login: str, label: str) -> Trace | None:
        """What was read of the account LOGIN after the password LABEL was refused, None when it never was."""

    def add(self, login: str, label: str, trace: Trace) -> None:
        """The password LABEL of LOGIN was refused, and TRACE was read afterwards."""


@dataclass(frozen=True)
class RefusedNow:
    """As long as a connection lives."""

    turns: Turns = field(default_factory=Turns)
    _known: dict[str, Trace] = field(default_factory=dict)

    def trace(self, login: str, label: str) -> Trace | None:
        """See Refused."""
        return self._known.get(_key(login, label))

    def add(self, login: str, label: str, trace: Trace) -> None:
        """See Refused."""
        self._known[_key(login, label)] = trace


@dataclass(frozen=True)
class RefusedFile:
    """In a file (JSON), for every command that looks at one instance. A damaged one is as good as none."""

    file: Path
    turns: Turns = field(default_factory=Turns)
    _writing: Lock = field(default_factory=Lock, repr=False, compare=False)

    def trace(self, login: str, label: str) -> Trace | None:
        """See Refused."""
        return self._read().get(_key(login, label))

    def add(self, login: str, label: str, trace: Trace) -> None:
        """See Refused."""
        with self._writing:
            known = {**self._read(), _key(login, label): trace}
            told = {key: [part.hex() for part in parts] for key, parts in known.items()}
            write(self.file, json.dumps(told, ensure_ascii=False, indent=1) + "\n")

    def _read(self) -> dict[str, Trace]:
        try:
            found = json.loads(self.file.read_text(encoding="utf-8"))
            return {key: tuple(map(bytes.fromhex, parts)) for key, parts in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}


@cache
def refused_in(file: Path) -> RefusedFile:
    """What stands in FILE: the same object for all connections of this process, for they take turns by it."""
    return RefusedFile(file)


def _key(login: str, label: str) -> str:
    return f"{login.casefold()} ({label})"
