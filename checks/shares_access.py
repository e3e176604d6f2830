"""What a user can do in a share, tried: logged on as that user, over the network."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import model_validator

from ccp3lab.domain import initial
from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from ccp3lab.sharing import DENIED, MISSING, OK, UNTRIED, Visit, Visited, silent, visited
from checks.directory_logon import SAID
from checks.directory_names import AccountRef
from checks.shares_names import ShareRef, called, down

_DOES = {
    "enter": "voir ce qu'il contient",
    "read": "lire un fichier",
    "create": "y écrire un fichier",
    "remove": "effacer son fichier",
    "change": "modifier le fichier d'un autre",
    "delete": "effacer le fichier d'un autre",
    "rule": "changer les droits",
}
"""What is tried, as texts say it."""

_READS, _WRITES = ("enter", "read"), ("create", "remove", "change", "delete")
_MAY = {"none": (), "read": _READS, "change": (*_READS, *_WRITES), "full": (*_READS, *_WRITES, "rule")}
"""What each right lets a user do."""

_WORDS = {"none": "n'a aucun accès à", "read": "lit seulement", "change": "modifie", "full": "a le contrôle total de"}


@check("shares.access")
class Access(Check):
    """A user does in a share what the right says and nothing else, logged on with their first password.

        - {check: shares.access, device: fs1, with: {share: compta, user: cmartin, right: change, author: hrousseau}}
        - {check: shares.access, device: fs1, with: {share: compta, user: jplegoff, right: none, author: cmartin}}

    `right`: none, read, change or full. `author` is another user who writes a file there first: what is refused to the
    user is refused although that one can. It is needed for `none`. Files are taken away again, no account is locked.
    failed: something that the right gives is refused, or something else is not; the server is stopped.
    undetermined: one of them cannot log on, or the author cannot write: a refusal would prove nothing.
    """

    share: ShareRef
    user: AccountRef
    right: Literal["none", "read", "change", "full"]
    author: AccountRef | None = None

    @model_validator(mode="after")
    def controlled(self) -> Self:
        """A refusal needs somebody who is let in; who reads what they wrote themselves proves less."""
        if self.author == self.user:
            raise ValueError("the author is another user")
        if self.right == "none" and self.author is None:
            raise ValueError("`none` needs an `author` who may write there")
        return self

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The visit."""
        author = {"author": self.author, "author_label": initial(self.author)} if self.author else {}
        return {"visit": place.here(Visit(called(place, self.share), self.user, initial(self.user), **author))}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Logons first; then what is refused or let through against the right; then whether that proves something."""
        name = called(place, self.share)
        expected = f"{self.user} {_WORDS[self.right]} {name}"
        if silent(seen["visit"]):
            return down(expected, place)
        found = visited(seen["visit"])
        if barred := self._barred(found):
            return undetermined(
                expected, barred, "le compte et son premier mot de passe, dans l'annuaire", Doubt.CONTROL
            )
        if found.enter == MISSING:
            return failed(expected, f"aucun partage {name} pour {self.user}", "le nom du partage, et son dossier")
        tried = {what: getattr(found, what) for what in _DOES if getattr(found, what) != UNTRIED}
        if wrong := self._wrong(tried):
            return failed(expected, *wrong)
        if odd := [f"{what} {said}" for what, said in tried.items() if said not in (OK, DENIED)]:
            raise Unreadable(f"SMB : {one_line(', '.join(odd))}")
        if self.author and found.wrote != OK:
            said = f"{self.author}, qui devrait pouvoir y écrire, n'y arrive pas"
            return undetermined(expected, said, f"les droits de {self.author} d'abord", Doubt.CONTROL)
        return passed(expected, f"{len(tried)} actions essayées, toutes comme attendu")

    def _barred(self, found: Visited) -> str:
        """Who cannot log on, and why; empty when both can."""
        if found.logon != OK:
            return f"ouverture de session refusée à {self.user} : {_why(found.logon)}"
        if self.author and found.author_logon != OK:
            return f"ouverture de session refusée à {self.author} : {_why(found.author_logon)}"
        return ""

    def _wrong(self, tried: Mapping[str, str]) -> tuple[str, str] | None:
        may = _MAY[self.right]
        for what, said in tried.items():
            if what in may and said == DENIED:
                return f"refusé : {_DOES[what]}", "permission du partage et droits NTFS : le plus restrictif l'emporte"
            if what not in may and said == OK:
                return (
                    f"permis : {_DOES[what]}",
                    "quels groupes ont ce droit, et qui en est membre, même par un autre groupe",
                )
        return None


def _why(reason: str) -> str:
    """The REASON of Active Directory in words."""
    return SAID.get(reason) or one_line(reason)
