"""Two commands on one instance: who waited for the lock finds it as the other left it."""

from collections.abc import Callable

import pytest
from nornir.core.task import Result

from ccp3lab.cli import life
from ccp3lab.crew import Outcome
from ccp3lab.errors import RefusedError
from ccp3lab.house import House
from ccp3lab.instance import Instance, Record, instance, locked
from ccp3lab.operations.push import Pushed
from tests.cli.conftest import LAB, Ccp3

COMMANDS = pytest.mark.parametrize("options", [["--yes"], ["--dry-run"]], ids=["push", "dry run"])


@pytest.fixture
def place(house: House, ready: Record) -> Instance:
    return instance(house, LAB, "demo")


@pytest.fixture
def pushing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """pushing(LOOK): call LOOK while devices are worked on; they are as they should be."""

    def become(look: Callable[[], object]) -> None:
        def act(*_: object) -> Pushed:
            look()
            return Pushed((Outcome("sw1", Result(None, changed=False, diff="")),))

        for name in ("push", "preview"):
            monkeypatch.setattr(f"ccp3lab.operations.push.{name}", act)

    return become


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """meanwhile(ACT): another command does ACT between our first look and the moment when we get the lock."""

    def become(act: Callable[[], object]) -> None:
        def late(place: Instance) -> object:
            act()
            return locked(place)

        monkeypatch.setattr("ccp3lab.instance.locked", late)

    return become


@COMMANDS
def test_devices_are_worked_on_under_the_lock(ccp3: Ccp3, place: Instance, pushing, options: list[str]) -> None:
    """A device holds one candidate: a dry run that came between a push's load and its commit would be committed."""
    kept_out: list[str] = []

    def look() -> None:
        with pytest.raises(RefusedError) as refused, locked(place, patience=0):
            pytest.fail("two commands work on the devices")
        kept_out.append(str(refused.value))

    pushing(look)
    assert ccp3("push", LAB, *options).code == 0
    assert len(kept_out) == 1


@COMMANDS
def test_an_instance_that_was_removed_meanwhile_stays_removed(
    ccp3: Ccp3, place: Instance, meanwhile, options: list[str]
) -> None:
    meanwhile(place.forget)
    said = ccp3("push", LAB, *options)
    assert said.code == 2
    assert "nothing is deployed for learner demo" in said.message
    assert not place.folder.exists()


def test_a_record_that_was_made_anew_meanwhile_is_kept(
    ccp3: Ccp3, place: Instance, ready: Record, pushing, meanwhile
) -> None:
    pushing(lambda: None)
    meanwhile(lambda: ready.model_copy(update={"site": 9}).save(place.record_file))
    assert ccp3("push", LAB, "--state", "solved", "--yes").code == 0
    assert (place.record().site, place.record().state) == (9, "solved")


def test_the_lock_is_not_held_while_a_person_is_asked(ccp3: Ccp3, place: Instance, pushing, monkeypatch) -> None:
    asked: list[str] = []

    def agree(question: str, *, agreed: bool) -> None:
        with locked(place, patience=0):
            asked.append(question)

    pushing(lambda: None)
    monkeypatch.setattr(life, "agree", agree)
    assert ccp3("push", LAB).code == 0
    assert len(asked) == 1
