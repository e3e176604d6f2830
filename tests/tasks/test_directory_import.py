"""A staff list into a directory in memory: who comes, changes, leaves; whom nobody may touch."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccp3lab.company import Company, load_company
from ccp3lab.directory.distinguished import key
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.staffing import Staffing
from ccp3lab.errors import DirectoryError
from ccp3lab.house import here
from ccp3lab.source import Source
from tasks import directory_apply, directory_import
from tasks.directory_change import Delete
from tasks.directory_compare import compare
from tasks.directory_found import DISABLED, Sort, Thing
from tasks.directory_import import staffed
from tests.tasks.ad_model import BASE, Model, unmarked

TITLES = "Matricule;Nom;Prénom;Service;Fonction;Actif"
CLAIRE, CHLOE, HUGO = "1;Martin;Claire;Atelier;Peintre;Oui", "2;Martin;Chloé;Agence;;Oui", "3;Roux;Hugo;Agence;;Oui"
PERSONNEL = f"OU=Personnel,OU=Atelier Vélo,{BASE}"
VELO = load_company(here(), "atelier-velo")


def listing(*lines: str, left_out: frozenset[int] = frozenset()) -> Staffing:
    """What an import of LINES asks for; the first one is line 2."""
    data = "\n".join([TITLES, *lines]).encode()
    source = replace(VELO.beside["staff.csv"], data=data)
    return Staffing(replace(VELO, beside={"staff.csv": source}), lambda login: f"velo-{login}", left_out)


def brought(model: Model, asked: Staffing) -> list[str]:
    """Import ASKED into MODEL; the lines of what changed."""
    changes = compare(*staffed(asked, model.found()))
    for change in changes:
        model.apply(change)
    assert compare(*staffed(asked, model.found())) == ()
    return [change.line for change in changes]


def accounts(model: Model) -> dict[str, tuple[str, bool]]:
    """The login and whether it works, by employee number."""
    things = [thing for thing in model.things.values() if thing.sort is Sort.USER]
    return {
        thing.number: (thing.entry.text("sAMAccountName"), not thing.entry.number("userAccountControl") & DISABLED)
        for thing in things
    }


def members(model: Model, group: str) -> set[str]:
    names = {thing.entry.dn: thing.entry.text("sAMAccountName") for thing in model.things.values()}
    (found,) = [thing for thing in model.things.values() if thing.entry.text("sAMAccountName") == group]
    return {names[dn] for dn in found.entry.texts("member")}


@pytest.fixture
def model() -> Model:
    made = Model()
    brought(made, listing(CLAIRE, CHLOE, HUGO))
    return made


def test_everybody_has_an_account_in_the_groups_of_the_department(model: Model) -> None:
    assert accounts(model) == {"1": ("cmartin", True), "2": ("cmartin2", True), "3": ("hroux", True)}
    assert members(model, "GG_Agence") == {"cmartin2", "hroux"}
    assert brought(model, listing(CLAIRE, CHLOE, HUGO)) == []


def test_who_is_not_on_the_list_any_more_is_disabled_and_in_no_group(model: Model) -> None:
    assert brought(model, listing(CLAIRE, CHLOE)) == [
        "~ user hroux: userAccountControl 512 -> 514", "~ group GG_Agence: - hroux",
    ]  # fmt: skip
    assert accounts(model)["3"] == ("hroux", False)
    assert brought(model, listing(CLAIRE, CHLOE)) == []


def test_a_list_of_titles_alone_disables_everybody(model: Model) -> None:
    assert len(brought(model, listing())) == 3 + 2
    assert {login for login, works in accounts(model).values() if works} == set()
    assert members(model, "GG_Agence") == set()


def test_who_comes_back_has_the_same_account(model: Model) -> None:
    brought(model, listing(CLAIRE, CHLOE))
    brought(model, listing(CLAIRE, CHLOE, HUGO))
    assert accounts(model)["3"] == ("hroux", True)
    assert "hroux" in members(model, "GG_Agence")


def test_a_login_is_not_given_away_with_its_person(model: Model) -> None:
    brought(model, listing(CLAIRE, HUGO))
    brought(model, listing(CLAIRE, HUGO, "4;Martin;Cyril;Atelier;;Oui"))
    assert accounts(model)["4"] == ("cmartin3", True)


def test_a_homonym_of_who_left_is_told_apart_and_stays_so(model: Model) -> None:
    brought(model, listing(CLAIRE, CHLOE))
    brought(model, listing(CLAIRE, CHLOE, "4;Roux;Hugo;Agence;;Oui"))
    names = {thing.number: thing.name for thing in model.things.values() if thing.number}
    assert (names["3"], names["4"]) == ("Hugo Roux", "Hugo Roux (hroux2)")


def test_while_lines_are_left_out_nobody_who_is_not_listed_is_touched(model: Model) -> None:
    asked = listing(CLAIRE.replace("Peintre", "Soudeuse"), "2;Martin;Chloé;Nulle part;;Oui", left_out=frozenset({3}))
    assert brought(model, asked) == ["~ user cmartin: title Peintre -> Soudeuse"]
    assert accounts(model)["2"] == ("cmartin2", True)
    assert members(model, "GG_Agence") == {"cmartin2", "hroux"}


def test_who_was_disabled_by_hand_stays_so_while_lines_are_left_out(model: Model) -> None:
    brought(model, listing(CLAIRE, CHLOE, HUGO.replace("Oui", "Non")))
    brought(model, listing(CLAIRE, CHLOE, "x", left_out=frozenset({4})))
    assert accounts(model)["3"] == ("hroux", False)


def test_accounts_that_are_not_ours_are_nobodys_business(model: Model) -> None:
    unmarked(model)
    assert not [line for line in brought(model, listing(CLAIRE, CHLOE)) if "hroux:" in line or line.startswith("-")]


def test_what_an_account_has_beside_the_list_is_kept(model: Model) -> None:
    at, thing = next((at, thing) for at, thing in model.things.items() if thing.number == "3")
    ends = b"133801632000000000"  # 2025-01-01 0:00 UTC
    own = {
        "logonhours": (bytes(21),),
        "homedrive": (b"P:",),
        "homedirectory": (rb"\\fs1\p",),
        "accountexpires": (ends,),
    }
    model.things[at] = replace(thing, entry=Entry(thing.entry.dn, {**thing.entry.values, **own}))
    brought(model, listing(CLAIRE, CHLOE))
    after = model.things[at].entry
    assert {name: after.all(name) for name in own} == own


def moved(model: Model, number: str, place: str) -> Thing:
    """The account of NUMBER, moved by hand to PLACE."""
    at, thing = next((at, thing) for at, thing in model.things.items() if thing.number == number)
    del model.things[at]
    there = Thing(Sort.USER, Entry(f"CN={thing.name},{place}", thing.entry.values), thing.rid)
    model.things[there.key] = there
    return there


def test_an_account_of_ours_that_somebody_put_into_a_container_is_told(model: Model) -> None:
    moved(model, "3", f"CN=Divers,{PERSONNEL}")
    with pytest.raises(DirectoryError, match=r"user hroux: CN=Hugo Roux,CN=Divers,.* stands in no OU; move"):
        staffed(listing(CLAIRE, CHLOE), model.found())


def test_who_is_on_the_list_gets_no_second_account_while_the_first_stands_outside(model: Model) -> None:
    moved(model, "3", f"CN=Users,{BASE}")
    with pytest.raises(DirectoryError, match=r"user hroux: the account of 3 is CN=Hugo Roux,CN=Users,.* move it back"):
        staffed(listing(CLAIRE, CHLOE, HUGO), model.found())
    assert not [line for line in brought(model, listing(CLAIRE, CHLOE)) if "user hroux" in line]


def outside(login: str, rid: int, sort: Sort = Sort.USER, **values: str) -> Thing:
    """Something of the school's own, outside the OUs of the section."""
    every = {"samaccountname": login, "useraccountcontrol": "512", **values}
    return Thing(sort, Entry(f"CN={login},OU=Lycée,{BASE}", {n: (v.encode(),) for n, v in every.items()}), rid)


OTHERS = (
    outside("cmartin", 3001, employeenumber="1"),
    outside("hroux", 3002, admindescription="ccp3-lab", employeenumber="99"),
    outside("GG_Autre", 3003, Sort.GROUP, admindescription="ccp3-lab", grouptype="-2147483646"),
    outside("PC-AUTRE$", 3004, Sort.COMPUTER, admindescription="ccp3-lab"),
    Thing(Sort.OU, Entry(f"OU=Lycée,{BASE}", {"admindescription": (b"ccp3-lab",)}), guarded=True),
)


def test_the_rest_of_a_domain_is_left_alone_whatever_it_is_called() -> None:
    """Same numbers, same logins, even our own mark of another class: not adopted, not disabled, not deleted."""
    model = Model(OTHERS)
    model.passwords |= {3001, 3002}
    brought(model, listing(CLAIRE, CHLOE, HUGO))
    brought(model, listing(CHLOE))
    assert [model.things[thing.key] for thing in OTHERS] == list(OTHERS)
    inside = (thing for thing in model.things.values() if thing.number and thing.below(key(PERSONNEL)))
    logins = {thing.number: thing.login for thing in inside}
    assert logins == {"1": "cmartin2", "2": "cmartin3", "3": "hroux2"}


def test_a_group_of_the_schools_own_under_the_same_name_is_told() -> None:
    model = Model((outside("GG_Agence", 3003, Sort.GROUP, grouptype="-2147483646"), OTHERS[-1]))
    with pytest.raises(DirectoryError, match="group GG_Agence: that logon name is taken by CN=GG_Agence,OU=Lyc"):
        brought(model, listing(HUGO))


people = st.fixed_dictionaries({
    "surname": st.sampled_from(["Martin", "Märtin", "Vandenbroucke-Schoenmaekers", "*)(uid=*", "x" * 40]),
    "given": st.sampled_from(["Claire", "Chloé", 'O"Neil, +'[:6]]),
    "place": st.sampled_from(["Atelier", "Agence", "Direction"]),
    "active": st.sampled_from(["Oui", "Non"]),
})  # fmt: skip
lists = st.dictionaries(st.integers(1, 6), people, max_size=5)


def lines(found: dict[int, dict[str, str]]) -> list[str]:
    cell = '"{}"'.format
    quoted = {n: {key: cell(text.replace('"', '""')) for key, text in one.items()} for n, one in found.items()}
    return [f"{n};{one['surname']};{one['given']};{one['place']};;{one['active']}" for n, one in quoted.items()]


@settings(max_examples=60)
@given(lists, lists, st.data())
def test_from_any_list_to_any_other_nobody_is_lost(first, second, data: st.DataObject) -> None:
    """Wherever the first import stopped: the second ends it, no account is deleted, none is there twice."""
    model = Model()
    begun = compare(*staffed(listing(*lines(first)), model.found()))
    for change in begun[: data.draw(st.integers(0, len(begun)))]:
        model.apply(change)
    before = accounts(model)
    changes = compare(*staffed(listing(*lines(second)), model.found()))
    assert not [change for change in changes if isinstance(change, Delete) and "- user" in change.line]
    brought(model, listing(*lines(second)))
    after = accounts(model)
    assert len(after) == len([thing for thing in model.things.values() if thing.sort is Sort.USER])
    assert after.keys() == {*before, *map(str, second)}
    assert {number: login for number, (login, _) in before.items()}.items() <= {
        number: login for number, (login, _) in after.items()
    }.items()
    assert {number for number, (_, works) in after.items() if works} == {
        str(number) for number, one in second.items() if one["active"] == "Oui"
    }


class Host:
    """A controller whose domain is a Model."""

    name = "dc1"

    def __init__(self) -> None:
        self.model = Model()

    def get_connection(self, name: str, _: object) -> object:
        assert name == "ccp3_ldap"
        return self


class Writer:
    """Stands in for the one that speaks LDAP."""

    def __init__(self, there: Host, password) -> None:
        assert password("hroux") == "velo-hroux"
        self.there = there

    def apply(self, changes) -> None:
        for change in changes:
            self.there.model.apply(change)


def test_the_task_tells_the_line_of_each_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_import, "read", lambda there: there.model.found())
    monkeypatch.setattr(directory_apply, "Writer", Writer)
    host = Host()

    def ran(dry: bool):
        task = SimpleNamespace(host=host, nornir=SimpleNamespace(config=None), is_dry_run=lambda: dry)
        return directory_import.directory_import(task, listing(CLAIRE, HUGO))

    told = ran(dry=True)
    assert host.model.things == {}
    assert ran(dry=False).result == told.result
    assert {step.text.split()[2]: step.at for step in told.result if step.at} == {"cmartin": 2, "hroux": 3}
    assert {step.sign for step in told.result} == {"+", "~"}
    again = ran(dry=False)
    assert (again.result, again.changed, told.changed) == ((), False, True)


def test_a_company_without_directory_asks_for_nothing() -> None:
    bare: Company = VELO.only(["sw1"])
    made, _ = staffed(Staffing(bare, str), Model().found())
    assert (made.users, made.ous, made.groups) == ((), (), ())


def test_no_password_is_in_what_is_asked() -> None:
    assert "velo-" not in repr(listing(CLAIRE)).replace("atelier-velo", "")
    assert isinstance(VELO.beside["staff.csv"], Source)
