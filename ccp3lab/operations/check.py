"""Grade an instance as it is now."""

from functools import partial
from pathlib import Path

from ccp3lab.crew import crew
from ccp3lab.errors import UsageError
from ccp3lab.grading import BoundCheck, Grade, grade, rubric
from ccp3lab.grading.collect import collect
from ccp3lab.grading.run import servers
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.sheets import collector


def questions(scene: Scene) -> tuple[BoundCheck, ...]:
    """The rubric of SCENE's lab, every name in it validated."""
    return rubric(scene.lab, scene.company)


def check(scene: Scene, asked: tuple[BoundCheck, ...], window: float = float("inf")) -> Grade:
    """The grade of SCENE's instance; WINDOW caps the seconds during which red checks are looked at again."""
    if scene.lab.sheet:
        return grade(asked, collector(scene), 0)
    with crew(scene.house, scene.instance, ["netmiko", "ccp3_batch", "ccp3_outside", *servers(asked)]) as nornir:
        return grade(asked, partial(collect, nornir), window)


def check_file(scene: Scene, asked: tuple[BoundCheck, ...], sheet: Path) -> Grade:
    """The grade of the file SHEET; UsageError for a lab that is not on a sheet."""
    if scene.lab.sheet is None:
        raise UsageError(f"{scene.lab.key} has devices and no sheet; leave --sheet out")
    return grade(asked, collector(scene, sheet), 0)
