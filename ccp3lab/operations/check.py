"""Grade an instance as it is now."""

from functools import partial

from ccp3lab.crew import crew
from ccp3lab.grading import BoundCheck, Grade, grade, rubric
from ccp3lab.grading.collect import collect
from ccp3lab.operations.scene import Scene


def questions(scene: Scene) -> tuple[BoundCheck, ...]:
    """The rubric of SCENE's lab, every name in it validated."""
    return rubric(scene.lab, scene.company)


def check(scene: Scene, asked: tuple[BoundCheck, ...], window: float = float("inf")) -> Grade:
    """The grade of SCENE's instance; WINDOW caps the seconds during which red checks are looked at again."""
    with crew(scene.house, scene.instance, ["netmiko", "ccp3_batch"]) as nornir:
        return grade(asked, partial(collect, nornir), window)
