"""Who has an account, as a list; a list that is exported and imported again changes nothing."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from ccp3lab.directory.entry import Entry
from ccp3lab.people.written import written
from tasks import directory_export as module
from tasks.directory_export import directory_export, people
from tasks.directory_found import Sort, Thing
from tests.tasks.ad_model import BASE, Model
from tests.tasks.test_directory_import import CHLOE, CLAIRE, HUGO, VELO, brought, listing

ENDS = b"133801632000000000"  # 2025-01-01 0:00 UTC


@pytest.fixture
def model() -> Model:
    made = Model()
    brought(made, listing(CHLOE, CLAIRE, HUGO.replace("3;", "10;").replace("Oui", "Non")))
    return made


def by_hand(login: str, rid: int, **values: str) -> Thing:
    """An account that somebody made with other tools."""
    every = {"samaccountname": login, "useraccountcontrol": "512", **values}
    return Thing(Sort.USER, Entry(f"CN={login},CN=Users,{BASE}", {n: (v.encode(),) for n, v in every.items()}), rid)


def test_everybody_by_number_then_who_has_none(model: Model) -> None:
    thing = by_hand("Stagiaire", 2500, sn="E\u0301mile", accountexpires=ENDS.decode())
    model.things[thing.key] = thing
    admin = by_hand("Administrator", 500, employeenumber="0")
    model.things[admin.key] = admin
    found = list(people(model.found()))
    assert [(one.number, one.login, one.active) for one in found] == [
        ("1", "cmartin", True), ("2", "cmartin2", True), ("10", "hroux", False), ("", "stagiaire", True),
    ]  # fmt: skip
    assert (found[3].surname, found[3].left) == ("Émile", date(2024, 12, 31))
    assert found[0].title == "Peintre"


def test_a_list_that_comes_back_changes_nothing(model: Model) -> None:
    source = replace(VELO.beside["staff.csv"], data=written(people(model.found())))
    asked = replace(listing(), company=replace(VELO, beside={"staff.csv": source}))
    assert brought(model, asked) == []


def test_the_task_tells_them(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read", lambda there: there.found())
    host = SimpleNamespace(name="dc1", get_connection=lambda name, _: model)
    result = directory_export(SimpleNamespace(host=host, nornir=SimpleNamespace(config=None)))
    assert [one.login for one in result.result] == ["cmartin", "cmartin2", "hroux"]
    assert not result.changed
