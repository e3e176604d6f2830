"""A push over Nornir's own threads and inventory, with tasks that stand in for the devices."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from nornir.core import Nornir
from nornir.core.task import Result, Task

from ccp3lab import crew as crew_module
from ccp3lab.crew import Outcome, crew, together
from ccp3lab.errors import DeviceError, DirectoryError, UsageError
from ccp3lab.operations import push as module
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.push import Pushed, preview, push
from ccp3lab.operations.scene import Scene
from ccp3lab.stages import Due, Ground, Stage
from tests.operations.conftest import NETWORK, REFERENCES

DIFF = "+vlan 10"


@pytest.fixture(autouse=True)
def prepared(scene: Scene) -> None:
    prepare(scene, NETWORK, REFERENCES)


class Devices:
    """What tasks did: texts by device; a device listed in `broken` raises."""

    def __init__(self) -> None:
        self.running: dict[str, str] = {}
        self.typed: list[tuple[str, tuple[str, ...]]] = []
        self.broken: dict[str, Exception] = {}
        self.jobs: dict[str, Callable[..., Result]] = {"configure": self.configure, "typed": self.type}

    def configure(self, task: Task, candidates: dict[str, str]) -> Result:
        name = task.host.name
        if name in self.broken:
            raise self.broken[name]
        changed = self.running.get(name) != candidates[name]
        if not task.is_dry_run():
            self.running[name] = candidates[name]
        return Result(host=task.host, changed=changed, diff=DIFF if changed else "")

    def type(self, task: Task, lines: tuple[str, ...]) -> Result:
        if "typing" in self.broken:
            raise self.broken["typing"]
        self.typed.append((task.host.name, lines))
        return Result(host=task.host)


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> Devices:
    made = Devices()
    monkeypatch.setattr(module, "job", made.jobs.__getitem__)
    return made


def test_every_device_gets_its_own_text(scene: Scene, devices: Devices) -> None:
    done = push(scene, "solved").demand()
    assert devices.running == scene.candidates("solved")
    assert set(done.changed) == set(scene.lab.devices)
    assert all(done.diff(name) == DIFF for name in scene.lab.devices)


def test_a_second_push_changes_nothing(scene: Scene, devices: Devices) -> None:
    push(scene, "solved")
    again = push(scene, "solved").demand()
    assert again.changed == ()
    assert again.diff("sw1") == ""


def test_only_the_devices_that_differ_are_told_as_changed(scene: Scene, devices: Devices) -> None:
    push(scene, "solved")
    assert set(push(scene, "start").changed) == {"sw1", "sw2"}


def test_a_dry_run_tells_the_difference_and_writes_nothing(scene: Scene, devices: Devices) -> None:
    seen = preview(scene, "solved").demand()
    assert set(seen.changed) == set(scene.lab.devices)
    assert devices.running == {}


def test_a_device_that_fails_is_told_with_its_reason_and_the_others_are_done(scene: Scene, devices: Devices) -> None:
    devices.broken = {"sw2": DeviceError("refused line 3"), "pc-compta-1": OSError("no route to host")}
    done = push(scene, "solved")
    assert {outcome.device for outcome in done.failed} == {"sw2", "pc-compta-1"}
    assert len(done.changed) == 4
    assert done.diff("sw2") == ""
    with pytest.raises(DeviceError) as caught:
        done.demand()
    assert str(caught.value).splitlines() == ["sw2: refused line 3", "pc-compta-1: OSError: no route to host"]


def test_after_a_failure_a_new_push_asks_every_device_again(scene: Scene, devices: Devices) -> None:
    devices.broken = {"sw2": DeviceError("away")}
    push(scene, "solved")
    devices.broken = {}
    assert push(scene, "solved").demand().changed == ("sw2",)


def test_what_a_fault_types_is_typed_on_its_device_after_the_push(scene: Scene, devices: Devices) -> None:
    push(scene, "sauvegarde-oubliee-sw2").demand()
    assert devices.typed == [*scene.lab.change("sauvegarde-oubliee-sw2").typed.items()]
    assert devices.running == scene.candidates("solved")


@pytest.mark.parametrize("state", ["start", "solved", "port-ferme"])
def test_other_states_type_nothing(scene: Scene, devices: Devices, state: str) -> None:
    push(scene, state)
    assert devices.typed == []


def test_nothing_is_typed_when_a_device_did_not_take_the_push(scene: Scene, devices: Devices) -> None:
    devices.broken = {"pc-atelier-1": DeviceError("away")}
    push(scene, "sauvegarde-oubliee-sw2")
    assert devices.typed == []


def test_typing_that_fails_is_told(scene: Scene, devices: Devices) -> None:
    devices.broken = {"typing": DeviceError("% Invalid input")}
    with pytest.raises(DeviceError, match=r"sw1: sauvegarde-oubliee-sw1: % Invalid input"):
        push(scene, "sauvegarde-oubliee-sw1")


def test_an_unknown_state_is_told_before_any_device_is_asked(scene: Scene, devices: Devices) -> None:
    for act in (push, preview):
        with pytest.raises(UsageError):
            act(scene, "solvd")
    assert devices.running == {}


@pytest.fixture
def directory(devices: Devices, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """A stage on sw1: what it was told, and whether it was a dry run."""
    told: list[tuple[str, bool]] = []

    def work(task: Task, intents: dict[str, str]) -> Result:
        told.append((intents[task.host.name], task.is_dry_run()))
        if "stage" in devices.broken:
            raise devices.broken["stage"]
        return Result(host=task.host, changed=True, diff="+ user ann")

    made = Stage(
        "switching", 1, ("ccp3_batch",), "work", lambda ground: {"sw1": "done"}, lambda ground: {"sw1": "undone"}
    )
    monkeypatch.setattr(
        "ccp3lab.operations.scene.due", lambda ground, without: (Due(made, _said(made, ground, without)),)
    )
    monkeypatch.setattr(module, "job", {**devices.jobs, "work": work}.__getitem__)
    return told


def _said(made: Stage, ground: Ground, without: tuple[str, ...]) -> Mapping[str, Any]:
    return (made.undone if made.name in without else made.done)(ground)


def test_what_devices_serve_follows_their_configuration(scene: Scene, devices: Devices, directory: list[Any]) -> None:
    done = push(scene, "solved").demand()
    assert directory == [("done", False)]
    assert done.diff("sw1") == f"{DIFF}\n+ user ann"
    assert done.diff("sw2") == DIFF
    assert len(done.changed) == len(set(done.changed)) == len(scene.lab.devices)


def test_each_step_is_told_as_it_begins(scene: Scene, directory: list[Any]) -> None:
    told: list[tuple[str, int]] = []
    push(scene, "solved", lambda line: told.append((line, len(directory)))).demand()
    assert told == [("configuration of state `solved`", 0), ("switching: sw1", 0)]


def test_a_learners_job_is_taken_back(scene: Scene, directory: list[Any]) -> None:
    push(scene, "start").demand()
    assert directory == [("undone", False)]


def test_a_dry_run_asks_the_stages_too(scene: Scene, directory: list[Any]) -> None:
    assert preview(scene, "solved").demand().diff("sw1") == f"{DIFF}\n+ user ann"
    assert directory == [("done", True)]


def test_stages_wait_for_devices_that_took_it(scene: Scene, devices: Devices, directory: list[Any]) -> None:
    devices.broken = {"pc-compta-1": DeviceError("away")}
    assert push(scene, "solved").failed
    assert directory == []


def test_a_stage_that_fails_is_told_and_nothing_is_typed(scene: Scene, devices: Devices, directory: list[Any]) -> None:
    devices.broken = {"stage": DirectoryError("ldaps://dc1: no answer in time")}
    done = push(scene, "sauvegarde-oubliee-sw2")
    assert [(outcome.device, outcome.error) for outcome in done.failed] == [("sw1", "ldaps://dc1: no answer in time")]
    assert devices.typed == []


def test_demand_gives_itself_back() -> None:
    done = Pushed((Outcome("sw1", Result(host=None, changed=True)),))
    assert done.demand() is done
    assert done.diff("unknown") == ""


@pytest.fixture
def nornir(scene: Scene) -> Iterator[Nornir]:
    with crew(scene.house, scene.instance, []) as made:
        yield made


@pytest.mark.parametrize(
    ("state", "on"), [("sauvegarde-oubliee-sw2", {"sw2"}), ("port-ferme", set()), ("solved", set()), ("start", set())]
)
def test_it_is_told_which_device_was_typed_on(
    nornir: Nornir, scene: Scene, devices: Devices, state: str, on: set[str]
) -> None:
    """A selftest sends that device its text again: it is in no state that there is a text of."""
    assert module.plant(nornir, scene, state) == on


def hello(task: Task) -> Result:
    return Result(host=task.host, result=task.host.name)


def test_outcomes_come_in_the_order_asked_for(nornir: Nornir) -> None:
    wanted = ["pc-compta-2", "sw1", "pc-atelier-1"]
    assert [(o.device, o.result.result) for o in together(nornir, wanted, hello) if o.result] == [
        (n, n) for n in wanted
    ]


def test_a_device_that_the_run_left_out_is_an_outcome_with_an_error(nornir: Nornir) -> None:
    known, unknown = together(nornir, ["sw1", "sw9"], hello)
    assert known.result
    assert unknown == Outcome("sw9", None, "left out by the run")


def test_a_device_that_failed_before_is_asked_again(nornir: Nornir) -> None:
    def fail(task: Task) -> Result:
        raise DeviceError("away")

    assert together(nornir, ["sw1"], fail)[0].error == "away"
    assert together(nornir, ["sw1"], hello)[0].result


def test_nobody_to_work_on_is_told(nornir: Nornir) -> None:
    with pytest.raises(DeviceError, match="no device to work on"):
        together(nornir, [], hello)


def test_a_result_that_says_failed_without_an_exception_is_believed(nornir: Nornir) -> None:
    (outcome,) = together(nornir, ["sw1"], lambda task: Result(host=task.host, failed=True, result="not today"))
    assert outcome.error == "not today"


def test_an_exception_without_a_word_still_has_a_name(nornir: Nornir) -> None:
    def fail(task: Task) -> Result:
        raise TimeoutError

    assert together(nornir, ["sw1"], fail)[0].error == "TimeoutError: no message"


@pytest.mark.parametrize("name", ["napalm", "netmiko", "ccp3_batch"])
def test_every_connection_of_the_crew_exists(name: str) -> None:
    plugin: type[Any] = crew_module._plugin(name)
    assert callable(plugin.open)
