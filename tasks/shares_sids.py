"""The SIDs of the groups in a rights table, asked of the directory."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ccp3lab.directory.distinguished import literal
from ccp3lab.errors import DirectoryError
from ccp3lab.ntsecurity import Sid
from tasks.shares_intent import Sids

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory

AT_ONCE = 100
"""Names in one question."""


def sids(directory: "Directory", names: Iterable[str]) -> Sids:
    """The SID of each group of NAMES (sAMAccountName); DirectoryError names those that the domain does not have."""
    every = sorted(set(names))
    found = known(directory, every)
    if missing := [name for name in every if name not in found]:
        raise DirectoryError(f"{directory.server.label}: no group {', '.join(missing)}; create it, then give it rights")
    return found


def known(directory: "Directory", names: Iterable[str]) -> Sids:
    """The SID of each group of NAMES that the domain has. DirectoryError."""
    every = sorted(set(names))
    found = {
        name.lower(): sid
        for at in range(0, len(every), AT_ONCE)
        for name, sid in _some(directory, every[at : at + AT_ONCE])
    }
    return {name: found[name.lower()] for name in every if name.lower() in found}


def _some(directory: "Directory", names: list[str]) -> Iterable[tuple[str, Sid]]:
    either = "".join(f"(sAMAccountName={literal(name)})" for name in names)
    entries = directory.search(directory.base, f"(&(objectClass=group)(|{either}))", ["sAMAccountName", "objectSid"])
    return [(entry.text("sAMAccountName"), Sid.decode(entry.raw("objectSid"))) for entry in entries]
