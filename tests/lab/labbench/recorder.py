"""`ccp3` with a witness: notes what a selftest brings, sees and stops, in its order.

Usage: python -m labbench.recorder FILE ARGUMENT...     (FILE gets the pickled story, ARGUMENTs are those of `ccp3`)
"""

import pickle
import sys
from collections.abc import Mapping
from pathlib import Path

from ccp3lab.cli import main
from ccp3lab.grading.need import Need, Observation
from ccp3lab.selftest import live
from ccp3lab.selftest.live import LiveStage
from labbench.story import Scene, Seen


def witness(scenes: list[Scene]) -> None:
    """Make the live stage tell SCENES what it does."""
    collect, bring, stop = live.collect, LiveStage.bring, LiveStage.stop

    def noted_collect(nornir: object, needs: Mapping[str, frozenset[Need]]) -> dict[tuple[str, Need], Observation]:
        seen: Seen = collect(nornir, needs)  # type: ignore[arg-type]
        scenes[-1].looks.append(seen)
        return dict(seen)

    def noted_bring(stage: LiveStage, state: str) -> tuple[str, ...]:
        changed = bring(stage, state)
        scenes.append(Scene(state, changed))
        return changed

    def noted_stop(stage: LiveStage, device: str) -> None:
        stop(stage, device)
        scenes.append(Scene(f"{device} stopped", ()))

    live.collect = noted_collect
    LiveStage.bring, LiveStage.stop = noted_bring, noted_stop  # type: ignore[method-assign]


if __name__ == "__main__":
    target, sys.argv[1:] = Path(sys.argv[1]), sys.argv[2:]
    story: list[Scene] = []
    witness(story)
    try:
        main()
    finally:
        target.write_bytes(pickle.dumps(story))
