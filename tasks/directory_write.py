"""Single operations of a comparison, done on a directory through its one connection."""

from collections.abc import Callable, Iterable
from functools import singledispatchmethod
from typing import TYPE_CHECKING

from ccp3lab.connections.refusals import EXISTS, NO_SUCH_OBJECT, UNWILLING
from ccp3lab.directory.distinguished import dn, parsed
from ccp3lab.directory.entry import Values
from ccp3lab.errors import DirectoryError
from ccp3lab.ntsecurity.decode import decode
from ccp3lab.ntsecurity.descriptor import Descriptor
from ccp3lab.ntsecurity.encode import encode
from tasks.directory_change import Change, Create, Delete, Guard, Members, Move, Prune, Set, Unguard
from tasks.directory_guard import around_guard, with_guard, without_guard
from tasks.directory_target import Initial

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory

DONE = {Create: {EXISTS}, Members: {EXISTS, UNWILLING}, Delete: {NO_SUCH_OBJECT}, Prune: {NO_SUCH_OBJECT}}
"""Refusals that say that it is so already: somebody else did it, or we did and the answer was lost."""


class Writer:
    """Does changes; `initial` gives passwords at the moment of use, they are kept nowhere."""

    def __init__(self, directory: "Directory", initial: Initial) -> None:
        """DIRECTORY is logged on as somebody who may do all that."""
        self._directory = directory
        self._initial = initial

    def apply(self, changes: Iterable[Change]) -> None:
        """Do CHANGES in order, whatever is so already; DirectoryError with the first one that is refused."""
        for done, change in enumerate(changes):
            try:
                self._do(change)
            except DirectoryError as error:
                if error.code not in DONE.get(type(change), ()):
                    told = f"{error}\nat `{change.line}`, after {done} changes: what is done stays, run again"
                    raise DirectoryError(told, error.code, error.reason) from None

    @singledispatchmethod
    def _do(self, change: Change) -> None:
        raise TypeError(change)

    @_do.register
    def _(self, change: Create) -> None:
        self._directory.add(change.dn, {**change.values, **self._secret(change)})

    @_do.register
    def _(self, change: Set) -> None:
        self._directory.modify(change.dn, {**change.values, **self._secret(change)})

    @_do.register
    def _(self, change: Members) -> None:
        self._directory.members(change.dn, change.added, change.removed)

    @_do.register
    def _(self, change: Move) -> None:
        self._directory.move(change.dn, change.rdn, change.parent)

    @_do.register
    def _(self, change: Delete) -> None:
        self._directory.delete(change.dn)

    @_do.register
    def _(self, change: Prune) -> None:
        self._directory.prune(change.dn)

    @_do.register
    def _(self, change: Guard) -> None:
        self._secure(dn(*parsed(change.dn)[1:]), around_guard)  # first: the object's own tells that all is done
        self._secure(change.dn, with_guard)

    @_do.register
    def _(self, change: Unguard) -> None:
        self._secure(change.dn, without_guard)

    def _secret(self, change: Create | Set) -> dict[str, Values]:
        """The password as Active Directory takes it: quoted, UTF-16 (MS-ADTS, section 3.1.1.3.1.5.1)."""
        if not change.password_of:
            return {}
        return {"unicodePwd": [f'"{self._initial(change.password_of)}"'.encode("utf-16-le")]}

    def _secure(self, name: str, edit: Callable[[Descriptor], Descriptor]) -> None:
        (entry,) = self._directory.search(
            name, "(objectClass=*)", ["nTSecurityDescriptor"], scope="BASE", controls=self._directory.DACL
        )
        found = decode(entry.raw("nTSecurityDescriptor"))
        if (edited := edit(found)) != found:
            self._directory.modify(name, {"nTSecurityDescriptor": [encode(edited)]}, controls=self._directory.DACL)
