"""Labs on a sheet: hand it out, bring it to a state, look at it. No device, no engine."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from ccp3lab.grading.hostile import LIMIT, clean
from ccp3lab.grading.need import Need, Observation, unseen
from ccp3lab.instance import Phase, Record, locked
from ccp3lab.instance.files import write
from ccp3lab.lab import START, statement
from ccp3lab.operations.scene import Scene
from ccp3lab.sheet.fill import grid
from ccp3lab.sheet.state import lines
from ccp3lab.spreadsheet import SheetError, newest, read
from ccp3lab.spreadsheet import write as write_sheet

Needs = Mapping[str, frozenset[Need]]
Seen = dict[tuple[str, Need], Observation]


def hand_out(scene: Scene, state: str = START) -> Record:
    """Make the instance's folder with the statement and a sheet in STATE; a sheet that is there is the learner's."""
    with locked(scene.instance):
        if scene.instance.exists() and scene.instance.record().phase is Phase.READY:
            return scene.instance.record()
        record = _record(scene).save(scene.instance.record_file)
        write(scene.instance.statement_file, statement(scene.lab, scene.company))
        fill_in(scene, state)
        return record.at(Phase.READY, state).save(scene.instance.record_file)


def fill_in(scene: Scene, state: str) -> tuple[Path, ...]:
    """Write both files of the sheet in STATE, over what is there; returns them."""
    scene.demand(state)
    return write_sheet(stem(scene), grid(lines(scene.lab, scene.company.plan, state)))


def stem(scene: Scene) -> Path:
    """The files of SCENE's sheet, without `.xlsx` and `.csv`."""
    return scene.instance.folder / (scene.lab.sheet.file if scene.lab.sheet else scene.lab.key)


def collector(scene: Scene, sheet: Path | None = None) -> Callable[[Needs], Seen]:
    """How `grade` looks at SHEET (at the newest one of SCENE's folder when None)."""
    return partial(_collect, scene.instance.folder, sheet)


def _collect(home: Path, sheet: Path | None, needs: Needs) -> Seen:
    found = _observed(home, sheet)
    return {(place, need): found for place, wanted in needs.items() for need in wanted}


def _observed(home: Path, sheet: Path | None) -> Observation:
    try:
        text = clean(read(sheet or newest(home)))
    except SheetError as error:
        return unseen(str(error), error.look)
    return (
        unseen("feuille trop longue", "ne gardez que le plan d'adressage") if len(text) > LIMIT else Observation(text)
    )


def _record(scene: Scene) -> Record:
    return Record(
        name=scene.instance.name,
        lab=scene.instance.lab,
        learner=scene.instance.learner,
        company=scene.company.key,
        site=scene.company.plan.site,
        plan=scene.variant.kind,
        seed=scene.variant.seed.hex() if scene.variant.seed else None,
        provider="sheet",
        phase=Phase.PREPARED,
        nodes=(),
    )
