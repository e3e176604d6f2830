"""Commands that judge: check and selftest."""

import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import typer
from rich.markup import escape
from rich.table import Table

from ccp3lab.cli.screen import console, steps
from ccp3lab.grading import BoundCheck, Grade, exit_code
from ccp3lab.house import here
from ccp3lab.instance import as_written
from ccp3lab.operations.scene import Scene, deployed, scene
from ccp3lab.progress import Say
from ccp3lab.reports.header import Header, header
from ccp3lab.selftest import Stage
from ccp3lab.selftest.proof import Proof

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


def selftest(lab: str) -> None:
    """`ccp3 selftest`: prove a lab; exit 1 on any surprise."""
    from ccp3lab.operations.check import questions
    from ccp3lab.selftest import prove

    nobody = f"selftest-{os.getpid()}"  # neither a learner's name nor another selftest's
    place = scene(here(), lab, nobody, as_written())
    rubric = questions(place)
    with steps(f"selftest of {lab}") as say, _stage(place, rubric, say) as stage:
        proofs = prove(stage, place.lab, rubric, say)
    console().print(proof_table(proofs))
    raise typer.Exit(0 if all(proof.holds for proof in proofs) else 1)


def _stage(place: Scene, rubric: tuple[BoundCheck, ...], say: Say) -> AbstractContextManager[Stage]:
    """Devices, or a sheet."""
    if place.lab.sheet:
        from ccp3lab.selftest.sheets import on_sheet

        return on_sheet(place, rubric)
    from ccp3lab.selftest.live import live

    return live(place, rubric, say)


def proof_table(proofs: Iterable[Proof]) -> Table:
    """Claim by claim: held, or what was expected and what was seen."""
    rows = Table("", "claim", "seen", title="selftest")
    for proof in proofs:
        seen = proof.found if proof.holds else f"expected: {proof.expected}\nseen: {proof.found}"
        rows.add_row("ok" if proof.holds else "NO", escape(proof.claim), escape(seen))
    return rows
