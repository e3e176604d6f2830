"""What a domain still knows of machines that are no members: their accounts, as seen by the controller."""

from typing import TYPE_CHECKING

from ccp3lab.directory.distinguished import literal
from ccp3lab.directory.entry import Entry, Values
from tasks.directory_found import MARK
from tasks.workstation_target import Forget, account

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory

KEPT = ("sAMAccountName", "description", "adminDescription")
"""What an account has that was made before its machine joined (tasks/directory_values.py)."""
JOINED = ("dNSHostName", "servicePrincipalName", "operatingSystem", "lastLogon")
"""What joining adds."""
CLASSES = ("top", "person", "organizationalPerson", "user", "computer")
WORKSTATION = "4096"
"""userAccountControl: WORKSTATION_TRUST_ACCOUNT (MS-ADTS, section 2.2.16)."""


def forget(directory: "Directory", wish: Forget, dry: bool) -> list[str]:
    """Delete the accounts of WISH that machines made; make anew those that were there before and were joined.

    A line a change. DirectoryError.
    """
    names = "".join(f"(sAMAccountName={literal(account(host))}$)" for host in wish.hosts)
    where = f"(&(objectClass=computer)(|{names}))"
    lines: list[str] = []
    for entry in directory.search(directory.base, where, (*KEPT, *JOINED)):
        name, made = entry.text("sAMAccountName"), MARK in entry.texts("adminDescription")
        if made and not _joined(entry):
            continue
        lines.append(f"~ computer {name}: as before it joined" if made else f"- computer {name}")
        if not dry:
            directory.prune(entry.dn)  # a print queue may stand below it
            if made:
                directory.add(entry.dn, _fresh(entry))
    return lines


def _joined(entry: Entry) -> bool:
    return any(entry.text(name) not in ("", "0") for name in JOINED)


def _fresh(entry: Entry) -> dict[str, Values]:
    kept = {name: entry.all(name) for name in KEPT if entry.all(name)}
    return {"objectClass": CLASSES, "userAccountControl": (WORKSTATION,), **kept}
