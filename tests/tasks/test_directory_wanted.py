"""What the Atelier Vélo's directory must hold."""

from datetime import date

import pytest

from ccp3lab.company import Company, altered, load_company
from ccp3lab.house import here
from ccp3lab.source import Source
from tasks.directory_intent import Home, Scope, Wanted
from tasks.directory_wanted import wanted


@pytest.fixture(scope="module")
def velo() -> Company:
    return load_company(here(), "atelier-velo")


def test_accounts(velo: Company) -> None:
    users = {user.number: user for user in wanted(velo).users}
    assert len(users) == len({user.login for user in users.values()}) == 30
    assert [users[number].login for number in ("1003", "1005", "1012")] == ["cmartin", "cmartin2", "cmartin3"]
    agnes = users["1004"]
    assert (agnes.given, agnes.surname, agnes.name, agnes.login) == ("Agnès", "Lefèvre", "Agnès Lefèvre", "alefevre")
    assert agnes.path == ("Atelier Vélo", "Personnel", "Comptabilité")
    assert users["1015"].expires == date(2027, 8, 31)
    assert [number for number, user in users.items() if not user.enabled] == ["1026"]


def test_accounts_go_to_global_groups_and_these_to_local_ones(velo: Company) -> None:
    found = wanted(velo)
    logins, groups = {user.login for user in found.users}, {group.name: group for group in found.groups}
    assert "cmartin" in groups["GG_Comptabilite"].members
    for group in groups.values():
        inside = {str(member) for member in group.members}
        assert inside <= (logins if group.scope is Scope.GLOBAL else {n for n, g in groups.items() if g is not group})
    assert {name for name in logins if not any(name in group.members for group in groups.values())} == set()


def test_an_ou_comes_after_the_one_around_it(velo: Company) -> None:
    paths = [ou.path for ou in wanted(velo).ous]
    assert all(path[:-1] in ((), *paths[:place]) for place, path in enumerate(paths))


def test_names_in_a_place_are_different(velo: Company) -> None:
    users = wanted(velo).users
    assert len({(user.path, user.name.casefold()) for user in users}) == len(users)


def test_an_account_that_is_there_keeps_its_login(velo: Company) -> None:
    found = wanted(velo, {"1003": "martinc"})
    assert {user.number: user.login for user in found.users}["1003"] == "martinc"
    assert "martinc" in next(group for group in found.groups if group.name == "GG_Comptabilite").members


def test_a_company_without_directory_wants_nothing(velo: Company) -> None:
    assert wanted(velo.only(["sw1"])) == Wanted()


def test_hours_and_homes(velo: Company) -> None:
    more = {
        "home": {"drive": "P:", "server": "dc1", "share": "perso$"},
        "departments": {"Agence": {"hours": {"sat": "9-18"}}},
        "people": {"1021": {"hours": {"mon-sun": "0-24"}}, "1022": {"hours": {}}},
    }
    path = here().inventories / "x"
    changed, wrong = altered(velo, Source(path, "x", {"directory": more}, {(): 1}))
    assert not wrong
    users = {user.number: user for user in wanted(changed).users}
    assert users["1003"].home == Home("P:", r"\\dc1\perso$\cmartin")
    assert users["1003"].hours is None
    assert users["1023"].hours == bytes(19) + bytes([0xFF, 0x01]), "Saturday, 8:00 to 17:00 UTC"
    assert users["1021"].hours == b"\xff" * 21, "what is said of a person counts, not of the department"
    assert users["1022"].hours == bytes(21), "never"
