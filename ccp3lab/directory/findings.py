"""What an audit of a directory finds, for people and for machines. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

VERSION = 1
"""Of the JSON document."""


class Kind(StrEnum):
    """What may be wrong."""

    UNUSED = "never used"
    OUTSIDE = "outside AGDLP"
    RIGHT = "right of a user"
    EMPTY = "empty group"
    UNSEEN = "not seen"


ADVICE: Mapping[Kind, str] = {
    Kind.UNUSED: "enabled, and nobody ever logged on with it: is it needed? disable it",
    Kind.OUTSIDE: "put accounts into global groups, and these into domain local ones",
    Kind.RIGHT: "give the right to a domain local group, and take it from the user",
    Kind.EMPTY: "it gives nobody anything: fill it or delete it",
    Kind.UNSEEN: "could not be looked at: nothing is known of it",
}
"""What to do about each kind."""


@dataclass(frozen=True, order=True)
class Finding:
    """Something to look at: an account, a group, or a place where somebody has a right; `detail` says what of it."""

    kind: Kind
    who: str
    detail: str = ""


@dataclass(frozen=True)
class Grant:
    """A right that somebody (`sid`, in text) was given at `place` by an entry of its own, not by inheritance."""

    place: str
    sid: str
    right: str


def document(where: str, found: Iterable[Finding]) -> dict[str, Any]:
    """FOUND in the directory WHERE, for machines."""
    rows = [{"kind": one.kind.name.lower(), "who": one.who, "detail": one.detail} for one in found]
    return {"version": VERSION, "directory": where, "findings": rows}
