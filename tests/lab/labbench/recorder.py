"""`ccp3` with a witness: notes what a selftest brings, sees and stops, in its order.

Usage: python -m labbench.recorder FILE ARGUMENT...     (FILE gets the pickled story, ARGUMENTs are those of `ccp3`)
"""

import pickle
import sys
from collections.abc import Mapping
from pathlib import Path

from nornir.core import Nornir

from ccp3lab.cli import main
from ccp3lab.grading.collect import collect
from ccp3lab.grading.need import Need, Observation
from ccp3lab.selftest import live
from ccp3lab.selftest.live import LiveStage
from labbench.story import Scene


def witness(scenes: list[Scene]) -> None:
    """Make the live stage tell SCENES what it does."""

    class Witness(LiveStage):
        def bring(self, state: str) -> tuple[str, ...]:
            changed = super().bring(state)
            scenes.append(Scene(state, changed))
            return changed

        def stop(self, device: str) -> None:
            super().stop(device)
            scenes.append(Scene(f"{device} stopped", ()))

    def noted(nornir: Nornir, needs: Mapping[str, frozenset[Need]]) -> dict[tuple[str, Need], Observation]:
        seen = collect(nornir, needs)
        scenes[-1].looks.append(seen)
        return dict(seen)

    live.__dict__.update(LiveStage=Witness, collect=noted)


if __name__ == "__main__":
    target, sys.argv[1:] = Path(sys.argv[1]), sys.argv[2:]
    story: list[Scene] = []
    witness(story)
    try:
        main()
    finally:
        target.write_bytes(pickle.dumps(story))
