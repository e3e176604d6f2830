"""Who may open a session on a machine of the domain, by doing it: with their passwords, by PAM."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import StringConstraints

from ccp3lab.directory.question import LOGGED_ON
from ccp3lab.directory.session import ALONE, DENIED, EXPIRED, FAILED, NOBODY, Opened, Session, opened
from ccp3lab.domain import initial
from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.names import HostRef
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from checks.directory_logon import SAID as BY_DOMAIN
from checks.directory_names import AccountRef, domain
from checks.reach import state

SAID: Mapping[str, str] = {
    **BY_DOMAIN,
    LOGGED_ON: "la session s'ouvre",
    DENIED: "le mot de passe est juste, mais ce poste ne laisse pas entrer cette personne",
    FAILED: "mot de passe refusé, ou que le poste n'a pas pu vérifier",
    NOBODY: "le poste ne connaît pas ce compte",
    EXPIRED: "le domaine demande un autre mot de passe",
    ALONE: "le poste a laissé entrer cette personne sans interroger le domaine",
}

LOOK: Mapping[str, str] = {
    DENIED: "access_provider et la liste des groupes dans sssd.conf (man sssd-simple), puis systemctl restart sssd",
    FAILED: "le premier mot de passe du compte, puis systemctl status sssd, journalctl -u sssd, adcli testjoin",
    NOBODY: "systemctl status sssd, getent passwd, /etc/nsswitch.conf",
    ALONE: "les comptes du poste (/etc/passwd), cache_credentials",
}


ShareName = Annotated[str, StringConstraints(pattern=r"^[\w.-]+\$?$", max_length=80)]
"""The name of a share (MS-FSCC, section 2.1.6), without what a shell would take for something else."""


def session(place: Place, login: str, share: str = "") -> tuple[str, Need]:
    """A session of LOGIN on the machine, with the password that the account got when it was made."""
    return place.here(Session(login, domain(place).name, initial(login), share))


@check("workstation.logon")
class Logon(Check):
    """Somebody of the domain opens a session on a machine and gets a home of their own (pam_sss(8), pam_mkhomedir(8)).

        - {check: workstation.logon, device: pc-compta-1, with: {who: cmartin}}

    It is tried with the first password of the account, never so often that the account could be locked; that the domain
    was asked is seen there.
    failed: no session, or no home.  undetermined: the domain does not answer, or a failure could lock the account.
    """

    who: AccountRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One session."""
        return {"session": session(place, self.who)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """A session, and somewhere to work."""
        made, me = opened(seen["session"]), place.device.name
        expected = f"{self.who} ouvre une session sur {me} et y a son dossier personnel"
        if made.says != LOGGED_ON:
            return failed(expected, _said(made), LOOK.get(made.says, f"le compte {self.who} dans l'annuaire"))
        if not made.own:
            look = "pam_mkhomedir (pam-auth-update), fallback_homedir dans sssd.conf, et à qui est ce dossier"
            return failed(expected, f"session ouverte, sans dossier à soi ({made.home or 'aucun'})", look)
        return passed(expected, f"session ouverte dans {made.home}")


@check("workstation.share")
class Share(Check):
    """Somebody's session on a machine opens a share without asking for the password again: the logon's ticket does.

        - {check: workstation.share, device: pc-compta-1, with: {who: cmartin, server: dc1, share: netlogon}}

    As a mapped drive would, by smbclient(1): mount.cifs(8) needs a right that devices of a lab do not have. The server
    is called by its full name, for which Kerberos has a ticket (RFC 4120).
    failed: no session, no ticket, no such share, no right to it.  undetermined: the server or the domain is down.
    """

    who: AccountRef
    server: HostRef
    share: ShareName

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """A session that opens it."""
        return {"session": session(place, self.who, f"//{domain(place).fqdn(self.server)}/{self.share}")}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The server: while it is down, its silence is nobody's mistake."""
        return {"there": state(place, self.server)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The session, then the share."""
        made, me = opened(seen["session"]), place.device.name
        name = f"\\\\{self.server}\\{self.share}"
        expected = f"{self.who}, une fois sa session ouverte sur {me}, ouvre {name} sans redonner son mot de passe"
        if made.says != LOGGED_ON:
            return failed(expected, _said(made), LOOK.get(made.says, f"le compte {self.who} dans l'annuaire"))
        if not made.share:
            raise Unreadable(f"session : {made.words or 'réponse vide'}")
        if made.share != LOGGED_ON:
            look = (
                f"klist dans la session (le ticket), puis smbclient --use-kerberos=required, et les droits sur {name}"
            )
            return failed(expected, f"{name} : {made.share}", look)
        return passed(expected, f"{name} ouvert avec le ticket de la session")


@check("workstation.refused")
class Refused(Check):
    """A machine does not let somebody of the domain in who has the right password, but no right to be there.

        - {check: workstation.refused, device: pc-compta-1, with: {who: jlegoff, unlike: cmartin}}

    `unlike` is somebody whom it must let in: while it does not, that nobody gets in proves nothing.
    failed: the session opens.  undetermined: nobody gets in, or the password of `who` is not the first one any more.
    """

    who: AccountRef
    unlike: AccountRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Two sessions, from the same place."""
        return {"session": session(place, self.who), "control": session(place, self.unlike)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The one who may, then the one who may not."""
        control, made, me = opened(seen["control"]), opened(seen["session"]), place.device.name
        expected = f"{me} refuse {self.who}, et laisse entrer {self.unlike}"
        if made.says in (LOGGED_ON, ALONE):
            look = "access_provider et la liste des groupes dans sssd.conf (man sssd-simple)"
            return failed(expected, f"{self.who} : {SAID[made.says]}", look)
        if control.says != LOGGED_ON:
            said = f"témoin {self.unlike} : {_said(control)}"
            return undetermined(expected, said, f"d'abord la session de {self.unlike} sur {me}", Doubt.CONTROL)
        if made.says in (DENIED, NOBODY):
            return passed(expected, f"{self.who} : {SAID[made.says]}")
        return undetermined(
            expected, f"{self.who} : {_said(made)}", f"le compte {self.who} dans l'annuaire", Doubt.CONTROL
        )


def _said(made: Opened) -> str:
    return SAID.get(made.says, f"le domaine refuse ({made.says})")
