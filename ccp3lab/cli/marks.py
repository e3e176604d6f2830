"""The command that judges an instance: check."""

from collections.abc import Callable
from pathlib import Path

import typer

from ccp3lab.cli.screen import console
from ccp3lab.grading import Grade, exit_code
from ccp3lab.house import here
from ccp3lab.operations.scene import Scene, deployed
from ccp3lab.reports.header import Header, header

Writer = Callable[[Scene, Grade], None]


def check(lab: str, learner: str, write: Writer, sheet: Path | None = None) -> None:
    """`ccp3 check`: grade an instance (its SHEET, if it is one); WRITE shows the grade."""
    from ccp3lab.operations.check import check as look
    from ccp3lab.operations.check import check_file, questions

    place, _ = deployed(here(), lab, learner)
    grade = check_file(place, questions(place), sheet) if sheet else look(place, questions(place))
    write(place, grade)
    raise typer.Exit(exit_code(grade))


def as_table(place: Scene, grade: Grade) -> None:
    """A table in French."""
    from ccp3lab.reports.table import table

    console().print(table(_header(place), grade))


def as_json(place: Scene, grade: Grade) -> None:
    """Canonical JSON."""
    from ccp3lab.reports.json import document

    typer.echo(document(_header(place), grade), nl=False)


def _header(place: Scene) -> Header:
    return header(place.lab, place.company, place.instance.learner, place.variant.id)
