"""Accounts of people who leave or change: gone for good, or still the account that they had."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from ccp3lab.directory.distinguished import literal
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search, entries
from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from checks.directory_names import AccountRef, Accounts
from checks.directory_seen import account, only, sid


@check("directory.gone")
class Gone(Check):
    """Accounts of people who left are deleted, whatever they were called last.

        - {check: directory.gone, device: dc1, with: {who: {gbertrand: "1026"}, still: hlambert}}

    `who` gives the employee number of each login: an account with either is one of theirs.
    The control: `still` has its account, so accounts can be seen.
    failed: there is such an account.  undetermined: the directory does not answer, or shows no account of `still`.
    """

    who: Annotated[dict[str, str], Field(min_length=1)]
    still: AccountRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One search a person, and the control."""
        return {"control": place.here(account(self.still)), **{one: place.here(self._search(one)) for one in self.who}}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:  # noqa: ARG002
        """Person by person."""
        expected = f"comptes supprimés : {', '.join(self.who)}"
        there = {one.text("sAMAccountName"): one.dn for login in self.who for one in entries(seen[login])}
        if there:
            told = ", ".join(f"{one_line(login, 40)} existe encore" for login in sorted(there))
            return failed(expected, told, one_line(next(iter(there.values()))))
        if only(seen["control"]) is None:
            return undetermined(expected, f"le compte {self.still} n'est pas visible non plus", "", Doubt.CONTROL)
        return passed(expected, f"absents de l'annuaire, où {self.still} est présent")

    def _search(self, login: str) -> Search:
        either = f"(|(sAMAccountName={literal(login)})(employeeNumber={literal(self.who[login])}))"
        return Search(f"(&(objectCategory=person)(objectClass=user){either})", ("sAMAccountName",))


@check("directory.kept")
class Kept(Check):
    """Accounts were changed and not made anew: their SID, which rights and profiles hang on, is the old one.

        - {check: directory.kept, device: dc1, with: {who: [npetit], than: oblanc}}

    `than` is an account that was made after all of `who` and that nothing was to happen to: a domain counts RIDs up
    (MS-ADTS, section 3.1.1.1.9), an account made anew has a higher one.
    failed: no such account, a higher RID.  undetermined: the directory does not answer, or has no account of `than`.
    """

    who: Accounts
    than: AccountRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One search an account."""
        return {login: place.here(account(login)) for login in (self.than, *self.who)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:  # noqa: ARG002
        """RID by RID."""
        expected = f"{', '.join(self.who)} : le compte d'avant, modifié (même SID)"
        than = only(seen[self.than])
        if than is None:
            return undetermined(expected, f"le compte {self.than} n'existe pas", "", Doubt.CONTROL)
        last = _rid(than)
        for login in self.who:
            found = only(seen[login])
            if found is None:
                return failed(expected, f"« {login} » n'existe pas", "le nom d'ouverture de session, à la lettre près")
            if _rid(found) > last:
                look = "recréé, un compte n'a plus ni ses droits ni son profil : on le déplace, on le renomme"
                return failed(expected, f"{login} a été recréé (nouveau SID)", look)
        return passed(expected, "SID inchangés")


def _rid(found: Entry) -> int:
    """The last part of the SID of an account."""
    return sid(found.raw("objectSid")).parts[-1]
