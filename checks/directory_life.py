"""What an account may do: enabled, until when, with a password that counts, without an administrator's rights."""

from datetime import date, datetime, timedelta

from ccp3lab.directory.entry import Entry
from ccp3lab.grading.check import Place, Unreadable, check
from checks.directory import OfPeople
from checks.directory_names import users
from checks.directory_seen import sid
from tasks.directory_found import DISABLED, NO_PASSWORD
from tasks.directory_values import NEVER, expiry, moment

FOREVER = 0x10000
"""A bit of userAccountControl: the password never expires (MS-ADTS, section 2.2.16)."""

RULERS = {
    512: "administrateurs du domaine",
    518: "administrateurs du schéma",
    519: "administrateurs de l'entreprise",
    520: "propriétaires des stratégies de groupe",
}
"""Groups of a domain that rule it, by RID (MS-DTYP, "Well-Known SID Structures")."""

BUILTIN = {
    544: "administrateurs",
    548: "opérateurs de compte",
    549: "opérateurs de serveur",
    551: "opérateurs de sauvegarde",
}
"""The same of S-1-5-32."""

EVERYBODY = 513
"""The group that everybody is in: users of the domain."""

ZONE = timedelta(hours=14)
"""An expiry is a midnight of wherever the tool runs."""


@check("directory.enabled")
class Enabled(OfPeople):
    """Accounts are enabled or disabled as the staff list says who works here.

        - {check: directory.enabled, device: dc1, with: {who: [cmartin, gbertrand]}}

    failed: no such account, disabled instead of enabled, or the other way.
    undetermined: the directory does not answer.
    """

    def expected(self, place: Place) -> str:
        """Who, how."""
        return ", ".join(f"{login} {_said(users(place)[login].enabled)}" for login in self.who)

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:
        """One bit of userAccountControl (MS-ADTS, section 2.2.16)."""
        enabled = not _control(found) & DISABLED
        if enabled != users(place)[name].enabled:
            return f"{name} est {_said(enabled)}", f"l'état du compte {name} (samba-tool user enable, disable)"
        return None


@check("directory.expires")
class Expires(OfPeople):
    """Accounts expire at the end of the last day that the staff list says, or never (accountExpires, MS-ADA1).

        - {check: directory.expires, device: dc1, with: {who: [tgarnier]}}

    The midnight after the last day counts in every time zone.
    failed: no such account, another day, never, or a day instead of never.
    undetermined: the directory does not answer.
    """

    def expected(self, place: Place) -> str:
        """Who, when."""
        return ", ".join(f"{login} : {_last(users(place)[login].expires)}" for login in self.who)

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:
        """Never is said in two ways."""
        ends, wanted = found.number("accountExpires") or NEVER, expiry(users(place)[name].expires)
        if ends == wanted or (NEVER not in (ends, wanted) and abs(_time(ends) - _time(wanted)) <= ZONE):
            return None
        told = "n'expire jamais" if ends == NEVER else f"expire le {_time(ends):%d/%m/%Y à %H:%M} (UTC)"
        return f"{name} {told}", f"l'expiration du compte {name} : fin de son dernier jour"


@check("directory.password_flags")
class PasswordFlags(OfPeople):
    """Accounts need a password, and it expires as the policy says: neither exception is ticked.

        - {check: directory.password_flags, device: dc1, with: {who: [cmartin]}}

    failed: no such account, no password needed, a password that never expires.
    undetermined: the directory does not answer.
    """

    def expected(self, place: Place) -> str:  # noqa: ARG002 - as every check of accounts
        """Of whom."""
        return f"{', '.join(self.who)} : mot de passe obligatoire, et qui expire selon la stratégie"

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:  # noqa: ARG002
        """Two bits of userAccountControl."""
        bits = _control(found)
        if bits & NO_PASSWORD:
            return f"{name} n'a pas besoin de mot de passe", f"userAccountControl de {name} (PASSWD_NOTREQD)"
        if bits & FOREVER:
            return f"le mot de passe de {name} n'expire jamais", f"userAccountControl de {name} (DONT_EXPIRE_PASSWORD)"
        return None


@check("directory.ordinary")
class Ordinary(OfPeople):
    """Accounts rule nothing: neither directly nor through other groups are they in a group of administrators.

        - {check: directory.ordinary, device: dc1, with: {who: [cmartin]}}

    The control: the directory counts them among the users of the domain (RID 513).
    failed: no such account, one in such a group.  undetermined: the directory does not tell their groups.
    """

    def expected(self, place: Place) -> str:  # noqa: ARG002 - as every check of accounts
        """Of whom."""
        return f"{', '.join(self.who)} : comptes ordinaires, sans droit d'administration"

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:  # noqa: ARG002
        """By RID: names differ with the language."""
        own = sid(found.raw("objectSid")).domain
        sids = [sid(octets) for octets in found.all("tokenGroups")]
        rids = {one.rid for one in sids if one.domain == own}
        local = {one.rid for one in sids if one.authority == 5 and one.parts[:1] == (32,)}
        if EVERYBODY not in rids:
            raise Unreadable(f"LDAP : groupes de {name} absents")
        ruling = [told for rid, told in RULERS.items() if rid in rids]
        ruling += [told for rid, told in BUILTIN.items() if rid in local]
        if ruling:
            return f"{name} est parmi les {ruling[0]}", f"les groupes de {name}, et les groupes de ces groupes"
        return None


def _control(found: Entry) -> int:
    """userAccountControl, which every account has."""
    if bits := found.number("userAccountControl"):
        return bits
    raise Unreadable("LDAP : compte sans userAccountControl")


def _said(enabled: bool) -> str:
    return "activé" if enabled else "désactivé"


def _last(day: date | None) -> str:
    return f"dernier jour le {day:%d/%m/%Y}" if day else "sans expiration"


def _time(ticks: int) -> datetime:
    """The moment of an accountExpires (tenths of microseconds since 1601)."""
    try:
        return moment(ticks)
    except OverflowError:
        raise Unreadable(f"LDAP : accountExpires {ticks}") from None
