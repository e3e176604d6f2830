"""The checks of `annuaire-comptes` on a real Samba AD: brought there by the toolkit, made by hand with samba-tool."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from ccp3lab.company import Company
from ccp3lab.connections.ldap import Directory, Server, connect
from ccp3lab.connections.logon import Logons
from ccp3lab.domain import Domain
from ccp3lab.grading import CHECKS, BoundCheck, Grade, Place, Status, grade, rubric
from ccp3lab.grading.need import Answering, Need, Observation, Question
from ccp3lab.house import here
from ccp3lab.lab import load_lab
from ccp3lab.pytest_samba import SambaAD
from tasks.directory_apply import bring
from tasks.directory_read import read
from tasks.directory_target import Target, nothing
from tasks.directory_wanted import wanted
from tests.checks.directory_tree import firm

pytestmark = [pytest.mark.ad, pytest.mark.timeout(400)]

SECRET = "Velo-roue-042"
RULES = "--min-pwd-length=10 --complexity=on --history-length=12 --min-pwd-age=1 --max-pwd-age=180"
LOCKOUT = "--account-lockout-threshold=5 --account-lockout-duration=15 --reset-account-lockout-after=15"


@pytest.fixture(scope="module")
def company(samba_ad: SambaAD) -> Company:
    """The company of the lab, its domain called as that of the tests."""
    found = firm()
    return replace(found, plan=replace(found.plan, domain=samba_ad.name.split(".", 2)[2]))


@pytest.fixture
def there(samba_ad: SambaAD, company: Company) -> Iterator[Directory]:
    """The domain without anything of the company's, before and after; its policy is what it was."""
    made = connect(
        Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file, samba_ad.port),
        samba_ad.administrator,
        samba_ad.password,
    )
    assert Domain.of(company.plan).base_dn.casefold() == made.base.casefold()
    empty = Target(nothing, str, unwanted=lambda kept: wanted(company))
    bring(made, empty)
    policy = read(made).head.values
    yield made
    bring(made, empty)
    made.modify(made.base, policy)
    made.close()


def graded(there: Directory, checks: Iterable[BoundCheck]) -> Grade:
    """The grade of CHECKS, each question asked over a connection of its own kind."""
    ways: Mapping[str, Answering] = {"ccp3_ldap": there, "ccp3_logon": Logons(there, lambda label: SECRET)}

    def look(needs: Mapping[str, frozenset[Need]]) -> dict[tuple[str, Need], Observation]:
        seen: dict[tuple[str, Need], Observation] = {}
        for device, wanted_ in needs.items():
            questions = [need for need in wanted_ if isinstance(need, Question)]
            assert len(questions) == len(wanted_)
            for name, way in ways.items():
                found = way.answers([one for one in questions if one.connection == name])
                seen |= {(device, need): answer for need, answer in found.items()}
        return seen

    return grade(tuple(checks), look, 0)


def lost(found: Grade) -> dict[str, str]:
    """What did not pass, and what was found instead."""
    return {one.check.id: one.verdict.found for one in found.results if one.verdict.status is not Status.PASSED}


def by_hand(samba_ad: SambaAD, lines: Sequence[str]) -> None:
    samba_ad.run("sh", "-ec", "\n".join(f"samba-tool {line} > /dev/null" for line in lines))


def test_what_the_toolkit_brings_passes_and_who_rules_the_domain_is_seen(
    there: Directory, company: Company, samba_ad: SambaAD
) -> None:
    bring(there, Target(lambda kept: wanted(company), lambda login: SECRET))
    checks = rubric(load_lab(here(), "annuaire-comptes"), company)
    ruling = [one for one in checks if one.id == "ordinaires"]
    assert lost(graded(there, checks)) == {}
    by_hand(
        samba_ad, ["group addmembers 'Domain Admins' GG_Direction", "group addmembers 'Account Operators' tgarnier"]
    )
    assert lost(graded(there, ruling)) == {
        "ordinaires": "hrousseau est parmi les administrateurs du domaine (et 1 autre(s) en défaut)"
    }
    by_hand(
        samba_ad,
        ["group removemembers 'Domain Admins' GG_Direction", "group removemembers 'Account Operators' tgarnier"],
    )
    for login in ("hrousseau", "tgarnier"):  # who held such rights stays marked, and would not be deleted
        (one,) = there.search(there.base, f"(sAMAccountName={login})", ["adminCount"])
        there.modify(one.dn, {"adminCount": []})
    assert lost(graded(there, ruling)) == {}


TYPED = (
    "ou add 'OU=Atelier Vélo'",
    "ou add 'OU=Groupes,OU=Atelier Vélo'",
    "ou add 'OU=Personnel,OU=Atelier Vélo'",
    "ou add 'OU=Comptabilité,OU=Personnel,OU=Atelier Vélo'",
    "group add DL_Compta_RW --group-scope=Domain --groupou='OU=Groupes,OU=Atelier Vélo'",
    "group add GG_Comptabilite --groupou='OU=Groupes,OU=Atelier Vélo'",
    f"user create alefevre {SECRET} --must-change-at-next-login --given-name=Agnès --surname=Lefèvre"
    " --use-username-as-cn --job-title=Comptable --department=Comptabilité"
    " --userou='OU=Comptabilité,OU=Personnel,OU=Atelier Vélo'",
    "dsacl set --objectdn='OU=Comptabilité,OU=Personnel,OU=Atelier Vélo,{base}' --sddl='(D;;SDDT;;;WD)'",
    "group addmembers GG_Comptabilite alefevre",
    "group addmembers DL_Compta_RW GG_Comptabilite",
    "computer create PC-COMPTA-1",
    f"domain passwordsettings set {RULES} {LOCKOUT}",
)
"""What a technician types who knows samba-tool alone."""

ANN, OUS, HELD = ["alefevre"], ["velo", "groupes", "compta"], ["GG_Comptabilite", "DL_Compta_RW"]
PASSES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ous", {"ous": OUS}),
    ("protected", {"ous": ["compta"]}),
    ("accounts", {"who": ANN}),
    ("attributes", {"who": ANN, "of": ["givenName", "sn", "displayName", "userPrincipalName", "title", "department"]}),
    ("logon", {"who": "alefevre"}),
    ("enabled", {"who": ANN}),
    ("expires", {"who": ANN}),
    ("password_flags", {"who": ANN}),
    ("ordinary", {"who": ANN}),
    ("groups", {"groups": HELD}),
    ("agdlp", {"groups": HELD}),
    ("belongs", {"who": "alefevre", "to": HELD}),
    ("policy", {"of": ["length", "complex", "history", "youngest", "oldest", "attempts", "locked", "window"]}),
)
FAILS = {
    "members": ({"groups": HELD}, "GG_Comptabilite : il manque cmartin, enguyen"),
    "computers": ({"computers": ["pc-compta-1"]}, "pc-compta-1 est dans Computers"),
}


def bound(company: Company, name: str, given: Mapping[str, object]) -> BoundCheck:
    kind, place = CHECKS.get(f"directory.{name}"), Place(company, company.device("dc1"))
    assert kind is not None
    return BoundCheck(name, name, name, 1, kind.model_validate(given, context=place), place)


def test_what_is_made_by_hand_is_as_good(there: Directory, company: Company, samba_ad: SambaAD) -> None:
    by_hand(samba_ad, [line.format(base=there.base) for line in TYPED])
    checks = [bound(company, name, given) for name, given in PASSES]
    checks += [bound(company, name, given) for name, (given, _) in FAILS.items()]
    assert lost(graded(there, checks)) == {name: found for name, (_, found) in FAILS.items()}
