"""The command that judges a lab: selftest, of one or of all."""

import os
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import typer
from rich.markup import escape
from rich.table import Table

from ccp3lab.cli.screen import console, steps
from ccp3lab.errors import LabError
from ccp3lab.grading import BoundCheck
from ccp3lab.house import here
from ccp3lab.instance import as_written
from ccp3lab.lab import labs
from ccp3lab.operations.scene import Scene, scene
from ccp3lab.progress import Say
from ccp3lab.selftest import Stage
from ccp3lab.selftest.proof import Proof

ALL = "all"
"""Stands for every lab."""


@dataclass(frozen=True)
class Outcome:
    """What the selftest of LAB found, or the error that it ended with; how many seconds it took."""

    lab: str
    proofs: tuple[Proof, ...]
    seconds: float
    error: LabError | None = None

    @property
    def held(self) -> int:
        """How many claims held."""
        return sum(proof.holds for proof in self.proofs)

    @property
    def code(self) -> int:
        """The exit code that it asks for: 0 when all claims held, 1 when one did not, else the error's."""
        if self.error:
            return self.error.exit_code
        return 0 if self.held == len(self.proofs) else 1


def one(lab: str) -> None:
    """`ccp3 selftest LAB`: prove a lab; exit 1 on any surprise."""
    proofs = _proofs(lab)
    console().print(proof_table(proofs))
    raise typer.Exit(0 if all(proof.holds for proof in proofs) else 1)


def every() -> None:
    """`ccp3 selftest all`: each lab in its turn, whatever became of the others; exit code of the worst first."""
    outcomes = []
    for lab in labs(here()):
        outcomes.append(_outcome(lab))
        console().print(proof_table(outcomes[-1].proofs, lab))
    console().print(summary(outcomes))
    codes = [outcome.code for outcome in outcomes]
    raise typer.Exit(1 if 1 in codes else max(codes, default=0))


def _outcome(lab: str) -> Outcome:
    start = time.monotonic()
    try:
        proofs = _proofs(lab)
    except LabError as error:
        return Outcome(lab, (), time.monotonic() - start, error)
    return Outcome(lab, proofs, time.monotonic() - start)


def _proofs(lab: str) -> tuple[Proof, ...]:
    from ccp3lab.operations.check import questions
    from ccp3lab.selftest import prove

    nobody = f"selftest-{os.getpid()}"  # neither a learner's name nor another selftest's
    place = scene(here(), lab, nobody, as_written())
    rubric = questions(place)
    with steps(f"selftest of {lab}") as say, _stage(place, rubric, say) as stage:
        return prove(stage, place.lab, rubric, say)


def _stage(place: Scene, rubric: tuple[BoundCheck, ...], say: Say) -> AbstractContextManager[Stage]:
    """Devices, or a sheet."""
    if place.lab.sheet:
        from ccp3lab.selftest.sheets import on_sheet

        return on_sheet(place, rubric)
    from ccp3lab.selftest.live import live

    return live(place, rubric, say)


def proof_table(proofs: Iterable[Proof], lab: str = "") -> Table:
    """Claim by claim: held, or what was expected and what was seen."""
    rows = Table("", "claim", "seen", title=escape(f"selftest {lab}".rstrip()))
    for proof in proofs:
        told = [proof.found] if proof.holds else [f"expected: {proof.expected}", f"seen: {proof.found}", *proof.why]
        rows.add_row("ok" if proof.holds else "NO", escape(proof.claim), escape("\n".join(told)))
    return rows


def summary(outcomes: Iterable[Outcome]) -> Table:
    """Lab by lab: how many claims held, in what time, or why it ended early."""
    rows = Table("", "lab", "claims that held", "seconds", title="selftest of all labs")
    for found in outcomes:
        told = escape(str(found.error)) if found.error else f"{found.held} of {len(found.proofs)}"
        rows.add_row("NO" if found.code else "ok", found.lab, told, f"{found.seconds:.0f}")
    return rows
