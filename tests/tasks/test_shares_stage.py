"""The stage of the file servers: who is told what, in which state."""

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.house import here
from ccp3lab.stages import STAGES, Ground
from tasks.shares import done, undone

SECRET = "velo-roue-lune-042"


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo").only(["dc1", "fs1"], ["directory", "shares"])


def ground(company: Company, before: Company | None = None) -> Ground:
    there = before or company
    prepared = frozenset({"shares"}) if before else frozenset()
    return Ground(there, company, lambda label: label, lambda: SECRET, prepared)


def test_the_server_is_told_its_table_and_no_secret_is_shown(company: Company) -> None:
    (server,) = done(ground(company)).values()
    assert [share.name for share in server.wanted.shares] == ["compta", "atelier", "commun", "modeles", "paie$"]
    assert server.administrator() == SECRET
    assert SECRET not in repr(server)


def test_what_is_the_learners_job_is_a_member_that_shares_nothing(company: Company) -> None:
    (server,) = undone(ground(company)).values()
    assert server.wanted.shares == ()
    assert server.wanted.unwanted == ("compta", "atelier", "commun", "modeles", "paie$")
    assert server.wanted.cleared[-1] == ("paie",)


def test_what_the_lab_has_before_is_there(company: Company) -> None:
    section = company.sections["shares"]
    row = section.table["commun"]
    before = company.only(["dc1", "fs1"], ["directory", "shares"])
    object.__setattr__(before, "sections", {**before.sections, "shares": type(section)(table={"commun": row})})
    (server,) = undone(ground(company, before)).values()
    assert [share.name for share in server.wanted.shares] == ["commun"]
    assert server.wanted.unwanted == ("compta", "atelier", "modeles", "paie$")
    assert ("commun",) not in server.wanted.cleared


def test_without_a_server_or_a_table_nobody_is_told_anything(company: Company) -> None:
    for less in (company.only(["dc1"], ["shares"]), company.only(["dc1", "fs1"])):
        assert done(ground(less)) == undone(ground(less)) == {}


def test_it_follows_the_directory() -> None:
    stages = dict(STAGES.items())
    assert stages["directory"].order < stages["shares"].order
    assert stages["shares"].connections == ("ccp3_batch", "ccp3_ldap", "ccp3_smb")
