"""Questions of checks, asked of a directory over its one connection."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ccp3lab.connections.refusals import NO_SUCH_OBJECT
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search, told
from ccp3lab.errors import DirectoryError
from ccp3lab.grading.need import Observation, Question, unseen

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory

TOKEN = "tokenGroups"  # noqa: S105 - all groups of an account, which the server works out for a single object only
MOST = 200
"""Objects that are asked one by one for what is worked out."""


def answers(directory: "Directory", questions: Sequence[Question]) -> dict[Question, Observation]:
    """The answer to each Search; DirectoryError when the directory does not answer at all."""
    return {one: _answer(directory, one) for one in questions if isinstance(one, Search)}


def _answer(directory: "Directory", asked: Search) -> Observation:
    try:
        return Observation(told(_found(directory, asked)))
    except DirectoryError as error:
        if error.code is None:
            raise
        if error.code == NO_SUCH_OBJECT:  # the place itself
            return Observation(told(()))
        return unseen(f"l'annuaire refuse la recherche {asked.where} (code LDAP {error.code})")


def _found(directory: "Directory", asked: Search) -> Iterator[Entry]:
    base = f"{asked.base},{directory.base}" if asked.base else directory.base
    names = [name for name in asked.attributes if name != TOKEN]
    secured = "nTSecurityDescriptor" in names
    found = directory.search(base, asked.where, names, asked.scope, directory.DACL if secured else ())
    if TOKEN not in asked.attributes:
        yield from found
        return
    for one in found[:MOST]:
        (more,) = directory.search(one.dn, "(objectClass=*)", [TOKEN], "BASE")
        yield Entry(one.dn, {**one.values, **more.values})
