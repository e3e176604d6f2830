"""A person of a staff list, and the list as read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ccp3lab.problem import Problem


@dataclass(frozen=True)
class Person:
    """One line of the list. `number` is the employee number: it stays when a name changes, and tells homonyms apart.

    Texts are NFC, on one line, without blanks around them; those that the list does not say are empty. `login` is only
    there where the list imposes one. `left` is the last day of work.
    """

    line: int
    number: str
    surname: str
    given: str
    department: str
    title: str = ""
    mail: str = ""
    phone: str = ""
    login: str = ""
    active: bool = True
    arrived: date | None = None
    left: date | None = None

    @property
    def called(self) -> str:
        """`Claire Martin`, as messages and address books have it."""
        return f"{self.given} {self.surname}"


@dataclass(frozen=True)
class Staff:
    """The people of the sound lines in their order, and what is wrong with the others.

    The place of a Problem is the number of its line (from 1); `lines` has each of them, as a Source wants it.
    """

    people: tuple[Person, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict, repr=False)
