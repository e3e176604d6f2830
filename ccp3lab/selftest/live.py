"""A stage of real devices: one instance of its own, connections kept open from state to state."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from nornir.core import Nornir

from ccp3lab.crew import crew
from ccp3lab.docker import docker
from ccp3lab.grading import BoundCheck, Grade, grade
from ccp3lab.grading.collect import collect
from ccp3lab.grading.run import PAUSE, servers, waits
from ccp3lab.instance import Record
from ccp3lab.lab import SOLVED
from ccp3lab.operations.down import down
from ccp3lab.operations.push import follow, plant, send, used
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.up import up
from ccp3lab.progress import Say

PATIENCE = 10.0  # seconds that a state may need to settle, beyond the lab's own windows


@dataclass
class LiveStage:
    """Keeps `ccp3lab.selftest.Stage`. `_now` is what each device was brought to last."""

    scene: Scene
    record: Record
    nornir: Nornir
    rubric: tuple[BoundCheck, ...]
    _now: dict[str, str]

    def bring(self, state: str) -> tuple[str, ...]:
        """See Stage. When nothing differs from the state before, every device is asked all the same."""
        wanted = self.scene.candidates(state)
        behind = {name: text for name, text in wanted.items() if self._now.get(name) != text}
        pushed = follow(self.nornir, send(self.nornir, behind or wanted), self.scene.due(state)).demand()
        self._now = wanted
        for name in plant(self.nornir, self.scene, state):  # those are now in no state that we have a text of
            self._now[name] = ""
        return pushed.changed

    def grade(self, hoped: Callable[[Grade], bool]) -> Grade:
        """See Stage."""
        window = max(waits(self.rubric).values(), default=0.0) + PATIENCE
        deadline = time.monotonic() + window
        while True:
            found = grade(self.rubric, partial(collect, self.nornir), 0)
            if hoped(found) or time.monotonic() > deadline:
                return found
            time.sleep(PAUSE)

    def stop(self, device: str) -> None:
        """See Stage."""
        node = self.record.node(device)
        if node:
            docker("kill", node.container)


@contextmanager
def live(scene: Scene, rubric: tuple[BoundCheck, ...], say: Say) -> Iterator[LiveStage]:
    """A fresh instance of SCENE, removed at the end whatever happens."""
    down(scene.instance)
    try:
        record = up(scene, say).record
        connections = {"napalm", "netmiko", "ccp3_batch", "ccp3_outside", *used(scene.due(SOLVED)), *servers(rubric)}
        with crew(scene.house, scene.instance, sorted(connections)) as nornir:
            yield LiveStage(scene, record, nornir, rubric, {})
    finally:
        down(scene.instance)
