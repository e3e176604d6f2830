"""What the domain itself says: the policy of its passwords; and computers that it waits for."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search, entries
from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.directory_names import Computers, computers, domain
from checks.directory_seen import Listed, at, parent, path_text, where
from tasks.directory_read import POLICY
from tasks.directory_values import NEVER, WORKSTATION, policy
from tasks.directory_wanted import wanted

Rule = Literal["length", "complex", "history", "youngest", "oldest", "attempts", "locked", "window"]

RULES: Mapping[Rule, tuple[str, str]] = {
    "length": ("minPwdLength", "longueur minimale"),
    "complex": ("pwdProperties", "complexité"),
    "history": ("pwdHistoryLength", "historique"),
    "youngest": ("minPwdAge", "durée de vie minimale"),
    "oldest": ("maxPwdAge", "durée de vie maximale"),
    "attempts": ("lockoutThreshold", "échecs avant verrouillage"),
    "locked": ("lockoutDuration", "durée du verrouillage"),
    "window": ("lockOutObservationWindow", "remise à zéro du compteur d'échecs"),
}
"""The attribute of the domain and what French texts call it (MS-ADA2, MS-ADA3)."""

TIMES = {"minPwdAge", "maxPwdAge", "lockoutDuration", "lockOutObservationWindow"}


@check("directory.policy")
class PasswordPolicy(Check):
    """The domain's policy of passwords or of lockout is that of the section `directory`.

        - {check: directory.policy, device: dc1, with: {of: [length, complex, history]}}

    failed: another value.  undetermined: the directory does not answer.
    """

    of: Annotated[tuple[Rule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _planned(self, info: ValidationInfo) -> Self:
        if isinstance(info.context, Place) and wanted(info.context.company).policy is None:
            raise ValueError("`directory` has no `policy` here; add it to the section")
        return self

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The domain's own object."""
        return {"domain": place.here(Search("(objectClass=domainDNS)", POLICY, scope="BASE"))}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Rule by rule."""
        found, planned = entries(seen["domain"]), wanted(place.company).policy
        if len(found) != 1 or planned is None or any(not found[0].all(RULES[rule][0]) for rule in self.of):
            raise Unreadable("LDAP : domaine sans stratégie de mots de passe")
        target = {**found[0].values, **{name.lower(): given for name, given in policy(planned, found[0]).items()}}
        shown = {rule: _said(rule, Entry("", target)) for rule in self.of}
        expected = "stratégie du domaine : " + ", ".join(f"{RULES[rule][1]} {said}" for rule, said in shown.items())
        there = {rule: _said(rule, found[0]) for rule in self.of}
        wrong = [f"{RULES[rule][1]} : {there[rule]}" for rule in self.of if there[rule] != shown[rule]]
        look = "samba-tool domain passwordsettings show, ou la stratégie de comptes du domaine"
        return failed(expected, ", ".join(wrong), look) if wrong else passed(expected, ", ".join(there.values()))


def _said(rule: Rule, found: Entry) -> str:
    """The value of RULE in FOUND, as people say it."""
    name = RULES[rule][0]
    number = found.number(name)
    if rule == "complex":
        return "oui" if number & 1 else "non"
    return _time(-number) if name in TIMES else str(number)


def _time(ticks: int) -> str:
    minutes = ticks / 600_000_000
    if not 0 < ticks < NEVER:
        return "jamais" if ticks else "0"
    return f"{minutes / 1440:g} j" if minutes >= 1440 else f"{minutes:g} min"


@check("directory.computers")
class ComputersMade(Listed):
    """Computer accounts are there in their OU, before or after their machines join.

        - {check: directory.computers, device: dc1, with: {computers: [pc-compta-1]}}

    samba-tool leaves the account disabled until its machine joins, Windows does not: both are right.
    failed: no such account, none of a workstation, another OU.  undetermined: the directory does not answer.
    """

    computers: Computers

    def searches(self) -> Mapping[str, Search]:
        """One search a computer."""
        where_ = "(&(objectClass=computer)(sAMAccountName={}$))"
        return {name: Search(where_.format(name), ("sAMAccountName", "userAccountControl")) for name in self.computers}

    def expected(self, place: Place) -> str:
        """Which, where."""
        known = computers(place)
        return "comptes d'ordinateur : " + ", ".join(
            f"{name} dans {path_text(known[name].path)}" for name in self.computers
        )

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:
        """Kind, place."""
        bits, one = found.number("userAccountControl"), computers(place)[name]
        if not bits & WORKSTATION:
            return f"{name} n'est pas un compte de poste", "userAccountControl (WORKSTATION_TRUST_ACCOUNT)"
        if where(found)[1:] != at(one.path, domain(place).base_dn):
            return f"{name} est dans {parent(found)}", f"sa place : {path_text(one.path)}"
        return None
