"""A staff list for a directory: what is asked of the task that brings it there, and what that tells. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ccp3lab.company import Company

Begun = Callable[[int, int], None]
"""Is told how many changes of how many are begun."""


def quietly(number: int, total: int) -> None:
    """Tell nobody of NUMBER and TOTAL."""


@dataclass(frozen=True)
class Staffing:
    """The people of COMPANY's list, but for those of the lines `left_out`, are who has an account.

    Who is not on the list any more keeps the account, disabled and in no group of ours. Where lines were left out,
    nobody knows who is on them: accounts of people who are not on the list stay as they are. `initial` gives the first
    password of a new account; `begun` hears how far a long import is.
    """

    company: Company
    initial: Callable[[str], str] = field(repr=False)
    left_out: frozenset[int] = frozenset()
    begun: Begun = field(default=quietly, repr=False)


@dataclass(frozen=True)
class Forgotten:
    """Accounts whose people forgot their passwords, and the password that each gets."""

    logins: tuple[str, ...]
    initial: Callable[[str], str] = field(repr=False)


@dataclass(frozen=True)
class Step:
    """One change of a directory in a line for people; `at` is the line of the list that asks for it, if one does."""

    text: str
    at: int | None = None

    @property
    def sign(self) -> str:
        """`+` makes something, `~` changes it, `-` takes it away."""
        return self.text[:1]
