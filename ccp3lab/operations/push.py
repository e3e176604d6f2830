"""Bring devices to a state: their whole configuration, one transaction each, all at once; then what they serve."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nornir.core import Nornir
from nornir.core.state import GlobalState

from ccp3lab.crew import Outcome, crew, together
from ccp3lab.errors import DeviceError
from ccp3lab.jobs import job
from ccp3lab.operations.ahead import opening
from ccp3lab.operations.scene import Scene
from ccp3lab.progress import Say, silent
from ccp3lab.stages import Due


@dataclass(frozen=True)
class Pushed:
    """What a push did (or, in a dry run, would do): one outcome a device, then one a stage and device of it."""

    outcomes: tuple[Outcome, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The devices whose configuration, or what they serve, changed."""
        return tuple(dict.fromkeys(o.device for o in self.outcomes if o.result and o.result.changed))

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The devices that did not take it, and why."""
        return tuple(o for o in self.outcomes if o.result is None)

    def diff(self, device: str) -> str:
        """The difference on DEVICE in its own words, empty if there is none."""
        texts = (o.result.diff for o in self.outcomes if o.device == device and o.result)
        return "\n".join(text for text in texts if text)

    def demand(self) -> "Pushed":
        """Itself if every device took it; DeviceError with each reason otherwise."""
        if self.failed:
            raise DeviceError("\n".join(f"{o.device}: {o.error}" for o in self.failed))
        return self


def push(scene: Scene, state: str, say: Say = silent) -> Pushed:
    """Bring every device of SCENE to STATE (`start`, `solved`, a fault, another right answer); SAY tells each step."""
    candidates, stages = scene.candidates(state), scene.due(state)
    say(f"configuration of state `{state}`")
    with crew(scene.house, scene.instance, ["napalm", "netmiko", "ccp3_batch", *used(stages)]) as nornir:
        with opening(nornir, stages):
            sent = send(nornir, candidates)
        pushed = follow(nornir, sent, stages, say)
        if not pushed.failed:
            plant(nornir, scene, state)
        return pushed


def preview(scene: Scene, state: str) -> Pushed:
    """What `push` would change; writes nothing."""
    candidates, stages = scene.candidates(state), scene.due(state)
    with crew(scene.house, scene.instance, ["napalm", *used(stages)], GlobalState(dry_run=True)) as nornir:
        with opening(nornir, stages):
            sent = send(nornir, candidates)
        return follow(nornir, sent, stages)


def send(nornir: Nornir, candidates: Mapping[str, str]) -> Pushed:
    """Bring each device of CANDIDATES to the configuration that stands there under its name."""
    return Pushed(tuple(together(nornir, candidates, job("configure"), candidates=candidates)))


def used(stages: Iterable[Due]) -> list[str]:
    """The connections that STAGES need."""
    return sorted({name for one in stages for name in one.stage.connections})


def follow(nornir: Nornir, pushed: Pushed, stages: Iterable[Due], say: Say = silent) -> Pushed:
    """PUSHED and then STAGES, each told to SAY as it begins; the first that a device does not take is the last."""
    for one in stages:
        if pushed.failed:
            break
        say(f"{one.stage.name}: {', '.join(one.intents)}")
        outcomes = together(nornir, one.intents, job(one.stage.job), intents=one.intents)
        pushed = Pushed((*pushed.outcomes, *outcomes))
    return pushed


def plant(nornir: Nornir, scene: Scene, state: str) -> frozenset[str]:
    """Do by hand what STATE has somebody do after the push; the devices that it was done on.

    Lines typed on switches and not saved, then shell lines on Linux devices. DeviceError when one is refused or fails.
    """
    change = scene.lab.change(state)
    for name, lines in change.typed.items():
        _done(state, together(nornir, [name], job("typed"), lines=lines))
    if change.run:
        _done(state, together(nornir, change.run, job("shell"), lines=change.run))
    return change.by_hand


def _done(state: str, outcomes: Iterable[Outcome]) -> None:
    failed = [f"{outcome.device}: {state}: {outcome.error}" for outcome in outcomes if outcome.error]
    if failed:
        raise DeviceError("\n".join(failed))
