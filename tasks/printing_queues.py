"""What a print server says of its queues (`tasks/programs/queues.py`), read as hostile input. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

STOPPED = 5
"""printer-state (RFC 8011, section 5.4.11); 3 is idle, 4 processing."""

_NAME = re.compile(r"[^\x00-\x20\x7f/#]{1,127}")
"""A name of a queue as CUPS takes it: without blanks, `/` and `#` (lpadmin(8))."""

V = TypeVar("V")


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    queues: Annotated[list[dict[str, list[Any]]], Field(max_length=500)]
    default: str
    problem: str


@dataclass(frozen=True)
class Found:
    """One queue; `device` is empty where the server does not tell it, `allowed` where everybody may print."""

    name: str
    description: str = ""
    location: str = ""
    device: str = ""
    running: bool = True
    accepting: bool = True
    shared: bool = True
    allowed: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seen:
    """The queues of a server by name, and the default one; `problem`: why it told nothing."""

    queues: dict[str, Found]
    default: str = ""
    problem: str = ""


def seen(text: str) -> Seen:
    """What the program printed; ValueError when that is not its report."""
    try:
        report = _Report.model_validate_json(text)
    except ValidationError:
        raise ValueError("no report of queues") from None
    queues = (_found(queue) for queue in report.queues)
    return Seen({queue.name: queue for queue in queues}, report.default, report.problem)


def _found(attributes: dict[str, list[Any]]) -> Found:
    name = _one(attributes, "printer-name", "", str)
    if not _NAME.fullmatch(name):
        raise ValueError("a queue whose name is none")
    return Found(
        name,
        _one(attributes, "printer-info", "", str),
        _one(attributes, "printer-location", "", str),
        _one(attributes, "device-uri", "", str),
        _one(attributes, "printer-state", STOPPED, int) != STOPPED,
        _one(attributes, "printer-is-accepting-jobs", False, bool),
        _one(attributes, "printer-is-shared", False, bool),
        _people(attributes.get("requesting-user-name-allowed", ()), "all"),
        _people(attributes.get("requesting-user-name-denied", ()), "none"),
    )


def _one(attributes: dict[str, list[Any]], name: str, absent: V, kind: Callable[..., V]) -> V:
    """The first value of NAME, ABSENT when there is none of that KIND."""
    value = next(iter(attributes.get(name, ())), absent)
    return value if type(value) is kind else absent


def _people(values: Sequence[Any], nobody: str) -> frozenset[str]:
    """Users and `@groups`; a list of NOBODY's word alone says that there is no such list."""
    return frozenset(str(value) for value in values) - {nobody}
