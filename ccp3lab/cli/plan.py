"""`ccp3 plan ...`: the commands about an addressing plan and their options."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="plan",
    help="An addressing plan: check it, look at it, search it, compare it, export it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_WHAT = "A company of inventories/, LAB:LEARNER, or a plan file."
Company = Annotated[str | None, typer.Argument(metavar="[COMPANY]", help=f"{_WHAT} The only company without it.")]
Of = Annotated[str | None, typer.Option("--company", "-c", metavar="COMPANY", help=_WHAT)]


@app.command()
def check(company: Company = None) -> None:
    """Tell everything that is wrong with a plan, with file and line; warnings too."""
    from ccp3lab.cli import planned

    planned.check(company)


@app.command()
def show(company: Company = None) -> None:
    """Show a plan: a tree by site, then a table of its subnets."""
    from ccp3lab.cli import planned

    planned.show(company)


@app.command()
def free(company: Company = None) -> None:
    """Tell what is left: in each block, and in each subnet its next free address."""
    from ccp3lab.cli import planned

    planned.free(company)


@app.command()
def find(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="An IPv4 or IPv6 address.")], company: Of = None
) -> None:
    """Tell whose an address is: its block, its subnet, its role there."""
    from ccp3lab.cli import planned

    planned.find(address, company)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help=_WHAT)],
    new: Annotated[str, typer.Argument(metavar="B", help=_WHAT)],
) -> None:
    """Tell what changes from one plan to another."""
    from ccp3lab.cli import planned

    planned.diff(old, new)


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, xlsx, md, html, hosts, zone or netbox.")],
    company: Company = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; a folder for zone and netbox.")
    ] = None,
) -> None:
    """Write a plan for people, spreadsheets, DNS servers or NetBox."""
    from ccp3lab.cli import planfiles

    planfiles.export(form, company, output)
