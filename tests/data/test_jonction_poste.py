"""The lab `jonction-poste`: what its checks try can be tried, and its statement tells a learner what that takes."""

from ccp3lab.company import Company, altered, load_company
from ccp3lab.domain import Domain
from ccp3lab.grading import rubric
from ccp3lab.house import here
from ccp3lab.lab import CheckSpec, Lab
from ccp3lab.stages import Ground
from tasks.directory_section import DirectorySection
from tasks.directory_wanted import wanted
from tasks.workstation import done
from tasks.workstation_section import WorkstationSection
from tasks.workstation_target import Join

KEY = "jonction-poste"


def tried(lab: Lab) -> set[str]:
    """Who is asked to open a session, by the checks."""
    return {str(spec.with_[key]) for spec in sessions(lab) for key in ("who", "unlike") if key in spec.with_}


def sessions(lab: Lab) -> list[CheckSpec]:
    return [spec for spec in lab.checks if spec.check.removeprefix("workstation.") in ("logon", "refused", "share")]


def test_whoever_is_tried_need_not_change_the_password_first(lab: Lab, company: Company) -> None:
    users = {one.login: one for one in wanted(company).users}
    assert len(tried(lab)) == 5
    assert not [login for login in tried(lab) if users[login].must_change or not users[login].enabled]


def test_an_account_is_tried_on_one_machine_alone(lab: Lab) -> None:
    """Two machines at once would be two failures at once."""
    places: dict[str, set[str]] = {}
    for spec in sessions(lab):
        for login in tried(lab) & set(map(str, spec.with_.values())):
            places.setdefault(login, set()).add(spec.device)
    assert {login: len(devices) for login, devices in places.items()} == dict.fromkeys(tried(lab), 1)


def test_rights_to_log_on_are_those_that_the_checks_believe(lab: Lab, company: Company) -> None:
    data, groups = company.asked("workstation", WorkstationSection), {one.name: one for one in wanted(company).groups}
    assert data is not None
    for spec in lab.checks:
        if spec.check.startswith("workstation.lo") or spec.check == "workstation.refused":
            members = {one for name in data.machines[spec.device].logon for one in groups[name].members}
            assert (spec.with_["who"] in members) == (spec.check == "workstation.logon"), spec.id
            assert spec.with_.get("unlike", spec.with_["who"] if spec.check == "workstation.logon" else "") in members


def test_the_statement_tells_who_what_and_where(lab: Lab, company: Company, text: str) -> None:
    for login in tried(lab):
        (row,) = [line for line in text.splitlines() if f"| `{login}` |" in line]
        assert f"`secret-of-{login}`" in row
    assert text.count("secret-of-all") == 1
    assert f"| Royaume Kerberos | `AD.{company.plan.domain.upper()}` |" in text
    assert f"`OU=Postes,OU=Atelier Vélo,{Domain.of(company.plan).base_dn}`" in text


def test_the_statement_speaks_of_the_machines_of_the_lab_alone(lab: Lab, text: str) -> None:
    assert [
        line for line in text.splitlines() if line.startswith("| pc-compta-1 | `GG_Comptabilite`, `GG_Direction` |")
    ]
    assert "imprimante" not in text
    assert set(lab.devices) == {"sw1", "dc1", "pc-compta-1", "pc-atelier-1"}


def test_a_learner_finds_no_account_of_these_machines(lab: Lab) -> None:
    company = load_company(here(), lab.company).asking(lab.services)
    whole, wrong = altered(company, lab.source.below("before"))
    assert not wrong
    data = whole.asked("directory", DirectorySection)
    assert data is not None
    assert not {"pc-compta-1", "pc-atelier-1"} & set(data.computers)


def test_the_solution_joins_each_machine_where_the_statement_says(company: Company, text: str) -> None:
    asked = done(Ground(company, company, lambda label: label, lambda: "velo-roue-042"))
    assert set(asked) == {"pc-compta-1", "pc-atelier-1"}
    for join in asked.values():
        assert isinstance(join, Join)
        assert f"`{join.ou}`" in text
        assert f"`{join.domain.fqdn(join.host)}`" in text


def test_every_check_of_a_machine_has_its_witnesses_in_the_lab(lab: Lab, company: Company) -> None:
    for bound in rubric(lab, company):
        asked = {
            device
            for device, _ in (*bound.check.needs(bound.place).values(), *bound.check.witnesses(bound.place).values())
        }
        assert asked <= set(lab.devices), bound.id
