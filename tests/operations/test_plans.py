"""Which plan a word means."""

from pathlib import Path

import pytest

from ccp3lab.errors import DefinitionError, UsageError
from ccp3lab.house import House, here
from ccp3lab.operations.plans import load_plan

PLAN = "company: X\ndomain: x.lan\nvlans: {v: {id: 10, subnet: 10.9.0.0/24, gateway: first}}\n"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The project's own definitions, instances elsewhere."""
    return House(here().root, tmp_path / "home")


@pytest.mark.parametrize("word", ["plan.yml", "plan.yaml", "./plan", "a/plan.yml"])
def test_a_word_that_looks_like_a_file_is_one(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    path = tmp_path / word
    path.parent.mkdir(exist_ok=True)
    path.write_text(PLAN)
    monkeypatch.chdir(tmp_path)
    found = load_plan(house, word)
    assert found.plan.company == "X"
    assert found.source.path == path


def test_a_file_of_the_checkout_is_called_as_a_person_calls_it(house: House) -> None:
    found = load_plan(house, str(house.inventories / "atelier-velo" / "plan.yml"))
    assert found.source.name == "inventories/atelier-velo/plan.yml"


def test_the_only_company_need_not_be_named(house: House, tmp_path: Path) -> None:
    alone = House(tmp_path, tmp_path / "home")
    path = alone.inventories / "x" / "plan.yml"
    path.parent.mkdir(parents=True)
    path.write_text(PLAN)
    assert load_plan(alone).plan == load_plan(alone, "x").plan
    with pytest.raises(UsageError, match=r"which company\? there are several: atelier-velo, "):
        load_plan(house)


def test_a_learner_has_a_variant_that_stays(house: House) -> None:
    first, again, other = (load_plan(house, f"vlan-trunk:{name}").plan for name in ("agnes", "agnes", "bilal"))
    assert first == again
    assert first != other
    assert first.vlans.keys() == other.vlans.keys()


def test_the_file_of_a_variant_is_that_of_its_company(house: House) -> None:
    assert load_plan(house, "vlan-trunk:agnes").source.name == "inventories/atelier-velo/plan.yml"


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("atelier", "there is no company `atelier`; did you mean `atelier-velo`"),
        ("vlan-trunc:agnes", "did you mean `vlan-trunk`"),
        ("vlan-trunk:Agnès", "use 1 to 30 lower-case letters"),
        ("vlan-trunk:", "use 1 to 30 lower-case letters"),
        ("nowhere/plan.yml", "there is no such file"),
        ("..", "there is no company `..`"),
    ],
)
def test_a_word_that_means_nothing(house: House, word: str, words: str) -> None:
    with pytest.raises((UsageError, DefinitionError)) as refused:
        load_plan(house, word)
    assert words in str(refused.value)


def test_every_problem_of_a_file_comes_in_one_error(house: House, tmp_path: Path) -> None:
    path = tmp_path / "plan.yml"
    path.write_text(PLAN.replace("id: 10", "id: 1").replace("x.lan", "x"))
    with pytest.raises(DefinitionError) as refused:
        load_plan(house, str(path))
    assert [line.rpartition("plan.yml:")[2][:2] for line in str(refused.value).splitlines()] == ["2:", "3:"]
