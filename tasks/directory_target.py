"""What the task of a directory is told: what must be there, and what of a learner's job must not. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tasks.directory_intent import Wanted

NOTHING = Wanted()

Initial = Callable[[str], str]
"""The initial password of the account with that login."""

Asked = Callable[[Mapping[str, str]], Wanted]
"""What a directory must hold, where people have the logins that are told by their numbers."""


def nothing(kept: Mapping[str, str]) -> Wanted:  # noqa: ARG001 - as every Asked
    """A directory without anything of ours."""
    return NOTHING


@dataclass(frozen=True)
class Target:
    """What one directory must hold, and what of a learner's job it must not hold any more.

    Both are told the login that each person of the directory has, by number: it stays. `initial` gives the password of
    an account at its creation.
    """

    wanted: Asked
    initial: Initial = field(repr=False)
    unwanted: Asked = nothing
