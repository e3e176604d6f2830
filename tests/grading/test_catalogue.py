"""What every check of the catalogue owes its readers, whatever it asks."""

import re

import pytest

from ccp3lab.grading import CHECKS, Check

ENTRIES = list(CHECKS.items())


def test_the_catalogue_is_there() -> None:
    assert {name for name, _ in ENTRIES} >= {
        "reach.isolated",
        "reach.ping",
        "switching.access_port",
        "switching.saved",
        "switching.trunk",
        "switching.trunk_allowed",
        "switching.trunk_native",
        "switching.vlan",
    }


@pytest.mark.parametrize(("name", "kind"), ENTRIES)
def test_a_docstring_tells_contract_and_example(name, kind) -> None:
    text = kind.__doc__ or ""
    assert f"check: {name}," in text
    assert re.search(r"\bfailed: ", text)
    assert re.search(r"\bundetermined: ", text)


@pytest.mark.parametrize(("name", "kind"), ENTRIES)
def test_a_check_is_named_after_its_service(name, kind) -> None:
    assert re.fullmatch(r"[a-z0-9]+\.[a-z0-9_]+", name)
    assert kind.__module__.split(".")[1].startswith(name.partition(".")[0])


@pytest.mark.parametrize(("name", "kind"), ENTRIES)
def test_the_input_is_closed_and_frozen(name, kind) -> None:
    assert issubclass(kind, Check)
    assert kind.model_config["extra"] == "forbid"
    assert kind.model_config["frozen"] is True


def test_a_bare_check_asks_and_answers_nothing(company) -> None:
    from ccp3lab.grading import Place

    place = Place(company, company.device("sw1"))
    with pytest.raises(NotImplementedError):
        Check().needs(place)
    with pytest.raises(NotImplementedError):
        Check().evaluate({}, place)
