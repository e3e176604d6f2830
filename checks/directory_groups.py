"""Groups of a directory: scope, members, and how they are nested (accounts, global, domain local, permissions)."""

from collections.abc import Mapping

from ccp3lab.directory.distinguished import key
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search, entries
from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from checks.directory_names import AccountRef, Groups, domain, groups
from checks.directory_seen import Listed, account, at, group, only, parent, path_text, sid, where
from tasks.directory_intent import Kind, Scope, WellKnown
from tasks.directory_values import kind_of, scope_of

SCOPES = {Scope.GLOBAL: "globale", Scope.DOMAIN_LOCAL: "domaine local", Scope.UNIVERSAL: "universelle"}
KINDS = {Kind.SECURITY: "sécurité", Kind.DISTRIBUTION: "distribution"}

INSIDE = Search("(memberOf=*)", ("sAMAccountName", "objectClass", "groupType", "memberOf"))
"""Whoever is in a group."""


@check("directory.groups")
class GroupsMade(Listed):
    """Groups exist in their OU with the scope and the type that they must have (groupType, MS-ADTS, section 2.2.12).

        - {check: directory.groups, device: dc1, with: {groups: [GG_Comptabilite, DL_Compta_RW]}}

    failed: no such group, another scope, type or OU.  undetermined: the directory does not answer.
    """

    groups: Groups

    def searches(self) -> Mapping[str, Search]:
        """One search a group."""
        return {name: group(name) for name in self.groups}

    def expected(self, place: Place) -> str:
        """Which, how."""
        wanted = (groups(place)[name] for name in self.groups)
        return "groupes : " + ", ".join(f"{one.name} ({SCOPES[one.scope]}, {KINDS[one.kind]})" for one in wanted)

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:
        """Scope, type, place."""
        one = groups(place)[name]
        if not found.number("groupType"):
            raise Unreadable(f"LDAP : groupe {name} sans groupType")
        if scope_of(found) is not one.scope:
            return (
                f"{name} : étendue {SCOPES[scope_of(found)]}",
                f"l'étendue de {name} (AGDLP : GG_ globale, DL_ locale)",
            )
        if kind_of(found) is not one.kind:
            return (
                f"{name} : groupe de {KINDS[kind_of(found)]}",
                "le type : seul un groupe de sécurité reçoit des droits",
            )
        if where(found)[1:] != at(one.path, domain(place).base_dn):
            return f"{name} est dans {parent(found)}", f"sa place : {path_text(one.path)}"
        return None


@check("directory.members")
class Members(Check):
    """Groups have exactly the direct members that they must have, whoever put them there and in whatever order.

        - {check: directory.members, device: dc1, with: {groups: [GG_Comptabilite]}}

    failed: no such group, a member too few or too many.  undetermined: the directory does not answer.
    """

    groups: Groups

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The groups, and who is in any."""
        return {"inside": place.here(INSIDE), **{name: place.here(group(name)) for name in self.groups}}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Group by group; members go by sAMAccountName."""
        names = {where(one): one.text("sAMAccountName") for one in entries(seen["inside"])}
        expected = f"membres de {', '.join(self.groups)} : ceux de l'énoncé, et eux seuls"
        for name in self.groups:
            found = only(seen[name])
            if found is None:
                return failed(expected, f"« {name} » n'existe pas", "le groupe d'abord")
            there = {_known(dn, names) for dn in found.texts("member")}
            wanted = {str(member) for member in groups(place)[name].members if not isinstance(member, WellKnown)}
            if told := _difference(wanted, there):
                return failed(expected, f"{name} : {told}", f"les membres directs de {name}")
        return passed(expected, f"{len(self.groups)} groupe(s) juste(s)")


def _known(dn: str, names: Mapping[tuple[tuple[str, str], ...], str]) -> str:
    """The login of the member DN, or its DN where it is none of the domain's accounts and groups."""
    try:
        return names.get(key(dn)) or dn
    except ValueError:
        raise Unreadable(f"LDAP : {one_line(dn)}") from None


def _difference(wanted: set[str], there: set[str]) -> str:
    """Who is missing and who is too many (French); logins know no case."""
    folded, known = {one.casefold() for one in there}, {one.casefold() for one in wanted}
    missing = sorted(one for one in wanted if one.casefold() not in folded)
    beyond = sorted(one for one in there if one.casefold() not in known)
    told = [f"il manque {', '.join(missing)}"] if missing else []
    return one_line("; ".join([*told, *([f"en trop : {', '.join(beyond)}"] if beyond else [])]))


@check("directory.belongs")
class Belongs(Check):
    """An account is in groups, directly or through others, and not in those that it has no business in (tokenGroups).

        - {check: directory.belongs, device: dc1, with: {who: cmartin, to: [DL_Compta_RW], not_to: [DL_Atelier_RW]}}

    `to` is the control of `not_to`.
    failed: it is not in one of `to`, or in one of `not_to`; an account or a group is missing.
    undetermined: the directory does not answer.
    """

    who: AccountRef
    to: Groups
    not_to: Groups | tuple[()] = ()

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The account with all groups that count for it, and each group."""
        named = {name: place.here(group(name)) for name in (*self.to, *self.not_to)}
        return {"account": place.here(account(self.who)), **named}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:  # noqa: ARG002
        """By SID. Whom it must not be in is only judged when it is in those that it must be in."""
        expected = f"{self.who} appartient, directement ou non, à {', '.join(self.to)}"
        expected += f", et pas à {', '.join(self.not_to)}" if self.not_to else ""
        one = only(seen["account"])
        if one is None:
            return failed(expected, f"le compte « {self.who} » n'existe pas", "le compte d'abord")
        tokens = {sid(octets) for octets in one.all("tokenGroups")}
        for name in (*self.to, *self.not_to):
            found = only(seen[name])
            if found is None:
                return failed(expected, f"le groupe « {name} » n'existe pas", "le groupe d'abord")
            if (sid(found.raw("objectSid")) in tokens) != (name in self.to):
                told = f"{self.who} n'est pas dans {name}" if name in self.to else f"{self.who} est dans {name}"
                return failed(expected, told, f"la chaîne des groupes, de {self.who} à {name}")
        return passed(expected, "appartenances justes")


@check("directory.agdlp")
class Agdlp(Check):
    """Groups are nested as AGDLP wants it: accounts in global groups, global groups in domain local ones.

        - {check: directory.agdlp, device: dc1, with: {groups: [GG_Comptabilite, DL_Compta_RW]}}

    Samba takes what Windows refuses: a domain local group in a global one. Empty groups prove nothing.
    failed: an account in a domain local group, a domain local group in another; a group is missing.
    undetermined: the directory does not answer; all these groups are empty.
    """

    groups: Groups

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The groups, and who is in any."""
        return {"inside": place.here(INSIDE), **{name: place.here(group(name)) for name in self.groups}}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:  # noqa: ARG002
        """Member by member."""
        expected = f"{', '.join(self.groups)} : comptes dans les groupes globaux, groupes globaux dans les locaux"
        inside, found = {where(one): one for one in entries(seen["inside"])}, {}
        for name in self.groups:
            found[name] = only(seen[name])
            if found[name] is None:
                return failed(expected, f"« {name} » n'existe pas", "le groupe d'abord")
        pairs = [(one, inside[dn]) for one in found.values() if one for dn in _members(one) if dn in inside]
        for holder, member in pairs:
            if told := _misplaced(holder, member):
                return failed(expected, told, "AGDLP : compte > groupe global > groupe de domaine local > droits")
        if not pairs:
            return undetermined(expected, "tous ces groupes sont vides", "leurs membres d'abord", Doubt.CONTROL)
        return passed(expected, f"{len(pairs)} appartenances conformes")


def _members(holder: Entry) -> list[tuple[tuple[str, str], ...]]:
    return [where(Entry(dn)) for dn in holder.texts("member")]


def _misplaced(holder: Entry, member: Entry) -> str:
    """What is against AGDLP when MEMBER is in HOLDER (French), empty when nothing is."""
    who, into = one_line(member.text("sAMAccountName"), 40), one_line(holder.text("sAMAccountName"), 40)
    is_group = "group" in member.texts("objectClass")
    if not is_group and scope_of(holder) is Scope.DOMAIN_LOCAL:
        return f"le compte {who} est directement dans {into}"
    if is_group and scope_of(member) is Scope.DOMAIN_LOCAL:
        return f"le groupe de domaine local {who} est dans {into}"
    return ""
