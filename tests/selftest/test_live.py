"""The stage of real devices, without them: who is sent what, when one looks again, what is left."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from nornir.core.task import Result

from ccp3lab.crew import Outcome
from ccp3lab.errors import DeviceError, ProviderError
from ccp3lab.house import House, here
from ccp3lab.operations.push import Pushed
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.scene import scene as scene_of
from ccp3lab.selftest import live as module
from ccp3lab.selftest.live import LiveStage, live
from tests.selftest.conftest import LAB, RUBRIC, FakeStage

DEVICES = set(LAB.devices)


class Sent(list[set[str]]):
    """The devices of each push; those of `refusing` do not take it."""

    refusing: str = ""

    def send(self, _: object, candidates: dict[str, str]) -> Pushed:
        self.append(set(candidates))
        return Pushed(
            tuple(
                Outcome(name, None, "refused") if name == self.refusing else Outcome(name, Result(None, changed=True))
                for name in candidates
            )
        )


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return scene_of(House(here().root, tmp_path / "home"), "vlan-trunk", "selftest")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    made = Sent()
    monkeypatch.setattr(module, "send", made.send)
    monkeypatch.setattr(module, "plant", lambda _, scene, state: scene.lab.change(state).by_hand)
    return made


@pytest.fixture
def stage(scene: Scene, sent: Sent) -> LiveStage:
    record = SimpleNamespace(node=lambda name: SimpleNamespace(container=f"clab-{name}") if name in DEVICES else None)
    return LiveStage(scene, record, None, RUBRIC, {})


def test_first_every_device_is_sent_its_text(stage: LiveStage, sent: Sent) -> None:
    assert set(stage.bring("start")) == DEVICES
    assert sent == [DEVICES]


def test_then_only_those_whose_text_differs(stage: LiveStage, sent: Sent) -> None:
    stage.bring("solved")
    stage.bring("port-ferme")
    stage.bring("natif-different")
    assert sent[1:] == [{"sw1"}, {"sw1", "sw2"}]


def test_the_same_state_again_asks_every_device(stage: LiveStage, sent: Sent) -> None:
    stage.bring("solved")
    stage.bring("solved")
    assert sent == [DEVICES, DEVICES]


def test_a_device_that_something_was_typed_on_is_sent_its_text_again(stage: LiveStage, sent: Sent) -> None:
    stage.bring("solved")
    stage.bring("sauvegarde-oubliee-sw2")
    stage.bring("solved")
    assert sent[-1] == {"sw2"}


def test_a_device_that_does_not_take_its_text_ends_the_selftest(stage: LiveStage, sent: Sent) -> None:
    sent.refusing = "sw2"
    with pytest.raises(DeviceError, match="sw2: refused"):
        stage.bring("solved")


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The states that are seen, look by look; the last one stays."""
    states = ["start", "start", "solved"]
    fake = FakeStage()

    def look(*_: object) -> object:
        fake.bring(states.pop(0) if len(states) > 1 else states[0])
        return fake.grade(bool)

    monkeypatch.setattr(module, "grade", look)
    monkeypatch.setattr(module, "PAUSE", 0.01)
    return states


def test_one_looks_again_until_what_is_hoped_for_is_seen(stage: LiveStage, seen: list[str]) -> None:
    assert stage.grade(lambda grade: not grade.not_passed()).not_passed() == frozenset()
    assert seen == ["solved"]


def test_what_is_seen_at_once_is_not_looked_at_again(stage: LiveStage, seen: list[str]) -> None:
    stage.grade(lambda grade: True)
    assert len(seen) == 2


def test_when_the_window_is_over_one_tells_what_is_seen(
    stage: LiveStage, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    monkeypatch.setattr(module, "waits", lambda rubric: {})
    ticks = itertools.count(0.0, 0.03)  # of a clock that no busy machine holds up
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: next(ticks), sleep=lambda _: None))
    assert stage.grade(lambda grade: False).not_passed() == frozenset()
    assert seen == ["solved"]


def test_a_stopped_device_is_killed_and_an_unknown_one_is_not(
    stage: LiveStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, ...]] = []
    monkeypatch.setattr(module, "docker", lambda *words: said.append(words))
    stage.stop("sw1")
    stage.stop("sw9")
    assert said == [("kill", "clab-sw1")]


@pytest.fixture
def life(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens to the instance, in order."""
    story: list[str] = []

    @contextmanager
    def crew(*_: object) -> Iterator[None]:
        story.append("connected")
        yield
        story.append("closed")

    monkeypatch.setattr(module, "down", lambda place: story.append(f"down {place.learner}"))
    monkeypatch.setattr(module, "up", lambda scene, say: (story.append("up"), SimpleNamespace(record=None))[1])
    monkeypatch.setattr(module, "crew", crew)
    return story


def test_an_instance_of_its_own_is_fresh_and_removed(scene: Scene, life: list[str]) -> None:
    with live(scene, RUBRIC, print) as stage:
        assert stage.rubric == RUBRIC
    assert life == ["down selftest", "up", "connected", "closed", "down selftest"]


def test_it_is_removed_when_the_proofs_break_off(scene: Scene, life: list[str]) -> None:
    with pytest.raises(RuntimeError, match="broken"), live(scene, RUBRIC, print):
        raise RuntimeError("broken")
    assert life[-1] == "down selftest"


def test_it_is_removed_when_it_does_not_come_up(scene: Scene, life: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ProviderError("no engine")

    monkeypatch.setattr(module, "up", fail)
    with pytest.raises(ProviderError), live(scene, RUBRIC, print):
        pass
    assert life == ["down selftest", "down selftest"]
