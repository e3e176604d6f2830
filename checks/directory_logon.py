"""A real logon with the first password of an account, and what the domain says to it."""

from collections.abc import Mapping
from typing import Literal

from ccp3lab.directory.question import LOGGED_ON, Bind, says
from ccp3lab.domain import initial
from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.directory_names import AccountRef

Answer = Literal["ok", "hours", "password_expired", "disabled", "expired", "must_change", "locked"]

REASONS: Mapping[str, Answer] = {
    LOGGED_ON: "ok",
    "530": "hours",
    "532": "password_expired",
    "533": "disabled",
    "701": "expired",
    "773": "must_change",
    "775": "locked",
}
"""Reasons of Active Directory (MS-ERREF, section 2.3): but for the last one, the password was right."""

SAID: Mapping[str, str] = {
    LOGGED_ON: "la session s'ouvre",
    "525": "le compte n'existe pas",
    "52e": "mot de passe refusé",
    "530": "hors des heures de connexion",
    "531": "poste non autorisé",
    "532": "le mot de passe a expiré",
    "533": "le compte est désactivé",
    "701": "le compte a expiré",
    "773": "le mot de passe doit être changé à la première ouverture de session",
    "775": "le compte est verrouillé",
}

LOOK: Mapping[str, str] = {
    "525": "le nom d'ouverture de session, à la lettre près",
    "52e": "le mot de passe initial : réinitialisez-le avec celui de l'énoncé",
    LOGGED_ON: "l'option « doit changer le mot de passe » (samba-tool user setpassword --must-change-at-next-login)",
    "533": "l'état du compte (samba-tool user enable)",
    "775": "samba-tool user unlock",
}


@check("directory.logon")
class TriedLogon(Check):
    """A logon with the first password of an account (a simple bind, RFC 4513) has the answer that it must have.

        - {check: directory.logon, device: dc1, with: {who: cmartin, says: must_change}}

    `says`: ok, must_change, disabled, expired, hours, password_expired, locked. All but the last tell that the password
    is right, too. No logon is tried that could lock the account.
    failed: another answer: unknown, wrong password...  undetermined: no answer, or a failure could lock the account.
    """

    who: AccountRef
    says: Answer = "must_change"

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One logon."""
        return {"logon": place.here(Bind(self.who, initial(self.who)))}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:  # noqa: ARG002
        """The reason, exactly."""
        reason = says(seen["logon"])
        if reason not in SAID:
            raise Unreadable(f"LDAP : refus {reason}")
        wanted = next(one for one, answer in REASONS.items() if answer == self.says)
        expected, found = f"{self.who}, mot de passe initial : {SAID[wanted]}", SAID[reason]
        if reason == wanted:
            return passed(expected, found)
        return failed(expected, found, LOOK.get(reason, f"l'état du compte {self.who}"))
