"""The lab `annuaire-comptes`: its people, what its statement tells of them and of their passwords."""

import pytest

from ccp3lab.company import Company, load_company
from ccp3lab.house import here
from ccp3lab.lab import load_lab
from ccp3lab.operations.sound import companies
from tasks.directory_wanted import wanted

KEY = "annuaire-comptes"


def test_it_has_homonyms_accents_somebody_away_and_somebody_who_leaves(company: Company) -> None:
    users = {one.login: one for one in wanted(company).users}
    assert users["cmartin"].display == users["cmartin2"].display == "Claire Martin"
    assert users["cmartin"].path != users["cmartin2"].path
    assert [login for login, one in users.items() if not one.enabled] == ["edarc"]
    assert [login for login, one in users.items() if one.expires] == ["tgarnier"]


def test_the_statement_tells_everything_of_everybody(company: Company, text: str) -> None:
    for one in wanted(company).users:
        (row,) = [line for line in text.splitlines() if f"| `{one.login}` |" in line]
        cells = [cell.strip(" `") for cell in row.strip("|").split("|")]
        ends = one.expires.strftime("%d/%m/%Y") if one.expires else "-"
        active = "oui" if one.enabled else "non"
        known = [one.number, one.given, one.surname, one.department, one.title, active, ends, one.login]
        assert cells == [*known, f"secret-of-{one.login}"]


def test_the_statement_tells_every_unit_group_and_computer(company: Company, text: str) -> None:
    whole = wanted(company)
    for ou in whole.ous:
        assert f"- {' / '.join(ou.path)}\n" in text
    for group in whole.groups:
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{group.name}` |")]
        assert row.endswith(f"| {', '.join(map(str, group.members))} |")
    for computer in whole.computers:
        assert f"- `{computer.name}` dans {' / '.join(computer.path)}\n" in text


@pytest.mark.parametrize(
    ("check", "key", "kind"),
    [
        ("ous", "ous", "ous"),
        ("accounts", "who", "users"),
        ("groups", "groups", "groups"),
        ("computers", "computers", "computers"),
    ],
)
def test_whatever_is_asked_is_checked(company: Company, check: str, key: str, kind: str) -> None:
    (spec,) = [one for one in load_lab(here(), "annuaire-comptes").checks if one.check == f"directory.{check}"]
    assert len(spec.with_[key]) == len(getattr(wanted(company), kind))


def test_the_statement_tells_the_administrators_password_once(text: str) -> None:
    assert text.count("secret-of-all") == 1


def test_what_it_leaves_out_is_missed_by_no_section_that_it_does_not_have() -> None:
    """The company prints by a group and a computer that this lab takes away."""
    lab = load_lab(here(), "annuaire-comptes")
    found, wrong = companies(lab, load_company(here(), lab.company))
    assert wrong == []
    assert found.keys() >= {"unite-non-protegee", "sans-verrouillage"}
