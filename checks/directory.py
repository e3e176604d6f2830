"""Organizational units and accounts of a directory: they are there, where they must be, and say what they must."""

from collections.abc import Mapping
from typing import Literal

from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search, entries
from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.directory_names import Accounts, Ous, domain, ous, users
from checks.directory_seen import Listed, account, at, descriptor, parent, path_text, where
from tasks import directory_values as values
from tasks.directory_guard import guarded

OU = "(objectClass=organizationalUnit)"

Attribute = Literal[
    "userPrincipalName", "employeeNumber", "givenName", "sn", "displayName", "title", "department", "company", "mail",
    "telephoneNumber",
]  # fmt: skip


@check("directory.ous")
class Units(Check):
    """Organizational units exist, each inside the one that it must be in (names know no case, RFC 4512).

        - {check: directory.ous, device: dc1, with: {ous: [velo, compta]}}

    `ous` are keys of the section `directory`.
    failed: one is missing, or stands elsewhere.  undetermined: the directory does not answer.
    """

    ous: Ous

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """All OUs of the domain."""
        return {"ous": place.here(Search(OU, ("ou",)))}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """OU by OU, those around first."""
        base, found = domain(place).base_dn, {where(one): one for one in entries(seen["ous"])}
        wanted = {name: ous(place)[name].path for name in self.ous}
        expected = f"unités d'organisation : {', '.join(map(path_text, wanted.values()))}"
        for path in sorted(wanted.values(), key=len):
            if at(path, base) not in found:
                elsewhere = [one for one in found.values() if where(one)[0] == at(path, base)[0]]
                told = (
                    f"« {path[-1]} » est dans {parent(elsewhere[0])}" if elsewhere else f"« {path[-1]} » n'existe pas"
                )
                return failed(expected, told, f"{path_text(path)} : le nom exact, et l'unité qui la contient")
        return passed(expected, f"{len(wanted)} unités à leur place")


@check("directory.protected")
class Protected(Check):
    """Organizational units are protected from accidental deletion: everyone is denied to delete them (MS-ADTS, 5.1.3).

        - {check: directory.protected, device: dc1, with: {ous: [velo, compta]}}

    failed: one is missing, or can be deleted.  undetermined: the directory does not answer, or not with its rights.
    """

    ous: Ous

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """All OUs of the domain, and who may delete them."""
        return {"ous": place.here(Search(OU, ("ou", "nTSecurityDescriptor")))}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """OU by OU."""
        base, found = domain(place).base_dn, {where(one): one for one in entries(seen["ous"])}
        expected = "unités d'organisation protégées contre une suppression accidentelle"
        look = "la case « protéger contre la suppression accidentelle » (refus de supprimer, pour S-1-1-0, sur l'unité)"
        for path in (ous(place)[name].path for name in self.ous):
            one = found.get(at(path, base))
            if one is None:
                return failed(expected, f"{path_text(path)} n'existe pas", "l'unité d'abord")
            if not guarded(descriptor(one)):
                return failed(expected, f"{path_text(path)} peut être supprimée", look)
        return passed(expected, f"{len(self.ous)} unités protégées")


class OfPeople(Listed):
    """A check of accounts of people, by their logins (sAMAccountName)."""

    who: Accounts

    def searches(self) -> Mapping[str, Search]:
        """One search an account."""
        return {login: account(login) for login in self.who}


@check("directory.accounts")
class AccountsPlaced(OfPeople):
    """People have their account, by its login, in the OU of their department; its CN does not matter.

        - {check: directory.accounts, device: dc1, with: {who: [cmartin, cmartin3]}}

    failed: no such login, another OU.  undetermined: the directory does not answer.
    """

    def expected(self, place: Place) -> str:
        """Who, where."""
        return "comptes : " + ", ".join(f"{login} dans {path_text(users(place)[login].path)}" for login in self.who)

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:
        """The OU straight around it."""
        if where(found)[1:] != at(users(place)[name].path, domain(place).base_dn):
            return f"{name} est dans {parent(found)}", f"l'unité d'organisation du service de {name}"
        return None


@check("directory.attributes")
class Attributes(OfPeople):
    """Accounts say of their people what the staff list says, in the attributes named (MS-ADA1 to 3).

        - {check: directory.attributes, device: dc1, with: {who: [cmartin], of: [givenName, sn, displayName]}}

    failed: no such account, another value, none.  undetermined: the directory does not answer.
    """

    of: tuple[Attribute, ...]

    def expected(self, place: Place) -> str:  # noqa: ARG002 - as every check of accounts
        """Which attributes, of whom."""
        return f"{', '.join(self.of)} de {', '.join(self.who)} comme dans la liste du personnel"

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:
        """Attribute by attribute; the logon name knows no case."""
        one = users(place)[name]
        wanted = values.user(one, domain(place).name)
        for attribute in self.of:
            there, said = found.text(attribute), b"".join(wanted[attribute]).decode()
            same = there.casefold() == said.casefold() if attribute == "userPrincipalName" else there == said
            if not same:
                told = f"« {one_line(there, 60)} »" if there else "vide"
                return f"{attribute} de {name} : {told}", f"{attribute} attendu : « {said} » (accents compris)"
        return None
