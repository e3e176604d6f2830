"""One row of the command table. Pure data; the handlers it names live in the rooms they belong to."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccp3switch.config.tree import Line
    from ccp3switch.grammar.parse import Parsed
    from ccp3switch.shell.contract import Job, Question, Shell
    from ccp3switch.show.view import View


class Kept(Enum):
    """How a configuration line stands in the running configuration."""

    AS_TYPED = "as typed"  # stands when given, goes with `no`
    NEGATED = "negated"  # on by default: only its `no` form stands
    TRUE_ANYWAY = "true anyway"  # says what always holds: accepted, not kept; its `no` is refused
    NEVER = "never"  # the switch has no such thing: `no` is accepted, not kept; the thing itself is refused
    IGNORED = "ignored"  # a mark of IOS files without meaning here (`version 15.2`)


@dataclass(frozen=True)
class Edited:
    """What a configuration line did: text for the terminal, keys of the sections that it opened."""

    text: str = ""
    opened: tuple[str, ...] = ()


Reply = str | Generator["Question | Job", str, str]
Run = Callable[["Shell", "Parsed"], Reply]
Show = Callable[["View"], str]
Edit = Callable[["Line", "Line", "Parsed"], Edited]


@dataclass(frozen=True)
class Command:
    """A pattern and what it does.

    pattern: words, `a|b` alternatives, `{type}` parameters, `[...]` optional parts, `*[...]` at the end optional parts
    in any order; in a configuration line `=` ends the identity: what follows is a value, and the last one given wins.
    run, show: an exec command; edit: a configuration line that is more than a plain line; opens: the mode it enters.
    rank: its place within its section of the running configuration. cosmetic: kept and shown, without effect.
    asks: what a person is asked before its `no` is carried out.
    why: for the page of documentation, why a thing that is NEVER there is not.
    """

    pattern: str
    modes: tuple[str, ...]
    run: Run | None = None
    show: Show | None = None
    edit: Edit | None = None
    opens: str = ""
    rank: int = 0
    kept: Kept = Kept.AS_TYPED
    cosmetic: bool = False
    asks: str = ""
    why: str = ""
