"""Commands about this machine: doctor, setup, images."""

import typer

from ccp3lab.cli.screen import console, steps


def doctor() -> None:
    """`ccp3 doctor`: a table; exit 0 only when a lab can run."""
    from ccp3lab import doctor as examination

    findings = examination.examine()
    console().print(examination.table(findings))
    raise typer.Exit(0 if examination.healthy(findings) else 2)


def setup() -> None:
    """`ccp3 setup`: bring what is missing."""
    from ccp3lab.setup import run
    from ccp3lab.setup import steps as all_steps

    with steps("set-up") as say:
        run(all_steps(), say)


def images() -> None:
    """`ccp3 images`: build what changed."""
    from ccp3lab.images import build, names

    with steps("images") as say:
        build(names(), say)
