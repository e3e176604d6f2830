"""A stage of a lab on a sheet: its files in a folder of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ccp3lab.grading import BoundCheck, Grade, grade
from ccp3lab.operations.down import down
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.sheets import collector, fill_in, hand_out


@dataclass
class SheetStage:
    """Keeps `ccp3lab.selftest.Stage`: a state is a pair of files, and each is looked at in its turn."""

    scene: Scene
    rubric: tuple[BoundCheck, ...]
    files: tuple[Path, ...] = field(default=())

    def bring(self, state: str) -> tuple[str, ...]:
        """See Stage: the cells decide, so the CSV file tells whether anything changed."""
        before = self._text()
        self.files = fill_in(self.scene, state)
        return () if self._text() == before else self.scene.lab.places

    def grade(self, hoped: Callable[[Grade], bool]) -> Grade:
        """See Stage. Both files have to say the same: the first that does not show what is HOPED for is returned."""
        grades = [grade(self.rubric, collector(self.scene, path), 0) for path in self.files]
        return next((found for found in grades if not hoped(found)), grades[-1])

    def stop(self, device: str) -> None:  # noqa: ARG002 - there is one place only
        """See Stage: the files are gone."""
        for path in self.files:
            path.unlink()

    def _text(self) -> str:
        return self.files[-1].read_text(encoding="utf-8") if self.files else ""


@contextmanager
def on_sheet(scene: Scene, rubric: tuple[BoundCheck, ...]) -> Iterator[SheetStage]:
    """A fresh folder for SCENE, removed at the end whatever happens."""
    try:
        hand_out(scene)
        yield SheetStage(scene, rubric)
    finally:
        down(scene.instance)
