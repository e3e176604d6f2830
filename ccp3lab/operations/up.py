"""From nothing to a lab handed over, resumable at any point: killed anywhere, the next `up` ends well."""

import importlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from ccp3lab.errors import ImageError, LabError, RefusedError
from ccp3lab.images import missing, reference
from ccp3lab.instance import Phase, Record, locked
from ccp3lab.lab import START
from ccp3lab.operations.prepare import prepare
from ccp3lab.operations.push import push
from ccp3lab.operations.ready import wait_for
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.sheets import hand_out
from ccp3lab.progress import Say
from ccp3lab.providers import NodeState, Provider
from ccp3lab.providers.containerlab import Containerlab

_NEEDED_SOON = ("nornir_napalm.plugins.connections", "napalm.ios", "custom_napalm.linux")


@dataclass(frozen=True)
class Up:
    """What `up` did: the instance's record, and the devices that it had to start again."""

    record: Record
    revived: tuple[str, ...] = ()


def up(scene: Scene, say: Say, state: str = START) -> Up:
    """Deploy SCENE, configure it in STATE, hand it over; SAY tells each step.

    An instance that was handed over is the learner's: only stopped devices are started again, and RefusedError says so
    where another STATE than `start` is asked for.
    """
    if state != START and scene.instance.exists() and scene.instance.record().phase is Phase.READY:
        lab, learner = scene.instance.lab, scene.instance.learner
        command = f"ccp3 push {lab} --learner {learner} --state {state}"
        raise RefusedError(f"{lab} of {learner} was handed over before; `{command}` changes it")
    if scene.lab.sheet:
        return Up(hand_out(scene, state))
    references = {name: reference(name) for name in scene.images}
    with locked(scene.instance) as lock:
        provider = Containerlab(scene.images, lock)
        if scene.instance.exists() and scene.instance.record().phase is Phase.READY:
            return _again(scene, provider, say)
        _demand_images(scene)
        return Up(_from_scratch(scene, provider, references, say, state))


def _demand_images(scene: Scene) -> None:
    absent = missing(scene.images)
    if absent:
        raise ImageError(f"image {', '.join(absent)}: not built with its present content; build it with `make images`")


def _again(scene: Scene, provider: Provider, say: Say) -> Up:
    record = scene.instance.record()
    revived = provider.revive(scene.instance, record)
    if revived:
        say(f"started again: {', '.join(revived)}")
        wait_for(record.nodes)
    return Up(record, revived)


def _from_scratch(scene: Scene, provider: Provider, references: Mapping[str, str], say: Say, state: str) -> Record:
    """Whatever is half there is nobody's work yet: deploy anew unless every device runs, then configure."""
    record = scene.instance.record() if scene.instance.exists() else None
    if record is None or not _as_wanted(scene, provider, record, references):
        say(f"network and keys of {scene.instance.name}")
        record = _prepared(scene, provider, references, state)
        say(f"containers: {', '.join(scene.lab.devices)}")
        _warm_up()
        provider.deploy(scene.instance, record, scene.company)
        record = record.at(Phase.DEPLOYED).save(scene.instance.record_file)
    wait_for(record.nodes)
    push(scene, state, say).demand()
    return record.at(Phase.READY, state).save(scene.instance.record_file)


def _prepared(scene: Scene, provider: Provider, references: Mapping[str, str], state: str) -> Record:
    """Network and folder, or neither: what cannot be written whole (a full disk) is taken back."""
    try:
        return prepare(scene, provider.network(scene.instance), references, state)
    except LabError:
        provider.destroy(scene.instance)
        scene.instance.forget()
        raise


def _as_wanted(scene: Scene, provider: Provider, record: Record, references: Mapping[str, str]) -> bool:
    """Whether what RECORD tells was deployed to its end, runs, and runs the present images."""
    if record.phase is Phase.PREPARED or any(node.reference != references[node.image] for node in record.nodes):
        return False
    states = provider.states(scene.instance, record)
    return all(state is NodeState.RUNNING for state in states.values())


def _warm_up() -> None:
    """Import the drivers (0.6 s) while containers start: the engine works then, not we."""
    threading.Thread(target=lambda: [importlib.import_module(name) for name in _NEEDED_SOON], daemon=True).start()
