"""The commands and their options. Each imports what it needs when it runs, so that `--help` stays quick."""

from pathlib import Path
from typing import Annotated

import typer

from ccp3lab import __version__
from ccp3lab.cli import directory, plan
from ccp3lab.demo import DEMO

app = typer.Typer(
    name="ccp3",
    help="Network labs on real devices: deploy, configure, check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(plan.app)
app.add_typer(directory.app)

LabName = Annotated[str, typer.Argument(metavar="LAB", help="A lab of labs/ (see `ccp3 labs`).")]
LearnerName = Annotated[str, typer.Option("--learner", "-l", metavar="NAME", help="Whose instance.")]
Json = Annotated[bool, typer.Option("--json", help="Versioned JSON on the standard output.")]
State = Annotated[str, typer.Option(metavar="STATE", help="`start`, `solved`, a fault or an alternative of the lab.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ccp3 {__version__}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]


@app.callback()
def root(version: Version = False) -> None:
    """Network labs on real devices: deploy, configure, check."""


@app.command()
def labs() -> None:
    """List the labs."""
    from ccp3lab.cli import show

    show.labs()


@app.command()
def up(lab: LabName, learner: LearnerName = DEMO, state: State = "start") -> None:
    """Deploy a lab in a state; on a running instance, only start again what is stopped."""
    from ccp3lab.cli import life

    life.up(lab, learner, state)


@app.command()
def push(
    lab: LabName,
    learner: LearnerName = DEMO,
    state: State = "start",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference, write nothing.")] = False,
    yes: Yes = False,
) -> None:
    """Bring the devices to a state. It overwrites the learner's work there, so it asks first."""
    from ccp3lab.cli import life

    life.preview(lab, learner, state) if dry_run else life.push(lab, learner, state, agreed=yes)


@app.command()
def check(
    lab: LabName,
    learner: LearnerName = DEMO,
    json: Json = False,
    sheet: Annotated[
        Path | None, typer.Option(metavar="FILE", help="In a lab on a sheet: this file, not the instance's newest.")
    ] = None,
) -> None:
    """Check an instance and count the points."""
    from ccp3lab.cli import marks

    marks.check(lab, learner, marks.as_json if json else marks.as_table, sheet)


@app.command()
def status(
    lab: Annotated[str | None, typer.Argument(metavar="[LAB]", help="A lab; all instances without it.")] = None,
    learner: LearnerName = DEMO,
    json: Json = False,
) -> None:
    """Tell how the devices are and how to reach them."""
    from ccp3lab.cli import show

    show.status(lab, learner, show.as_json if json else show.as_table)


@app.command()
def connect(
    lab: LabName, device: Annotated[str, typer.Argument(help="A device of the lab.")], learner: LearnerName = DEMO
) -> None:
    """Log in to a device as the learner."""
    from ccp3lab.cli import life

    life.connect(lab, device, learner)


@app.command()
def down(lab: LabName, learner: LearnerName = DEMO, yes: Yes = False) -> None:
    """Remove an instance: containers, network, folder. The learner's work is lost, so it asks first."""
    from ccp3lab.cli import life

    life.down(lab, learner, agreed=yes)


@app.command()
def selftest(lab: Annotated[str, typer.Argument(metavar="LAB", help="A lab of labs/, or `all` of them.")]) -> None:
    """Prove a lab on live devices: solved 100 %, start its base, each fault loses exactly its checks."""
    from ccp3lab.cli import proofs

    proofs.every() if lab == proofs.ALL else proofs.one(lab)


@app.command()
def doctor() -> None:
    """Tell what this machine lacks to run a lab, and the command that mends it."""
    from ccp3lab.cli import machine

    machine.doctor()


@app.command()
def setup() -> None:
    """Bring what is missing: Docker, containerlab, the device images."""
    from ccp3lab.cli import machine

    machine.setup()


@app.command()
def images() -> None:
    """Build the device images whose content changed."""
    from ccp3lab.cli import machine

    machine.images()
