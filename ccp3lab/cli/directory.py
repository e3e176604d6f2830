"""`ccp3 directory ...`: the commands about a directory and their options."""

from pathlib import Path
from typing import Annotated

import typer

from ccp3lab.demo import DEMO

app = typer.Typer(
    name="directory",
    help="The directory of a lab, or a school's own (LDAPS): bring a staff list into it, get one, look it over.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Lab = Annotated[str | None, typer.Option("--lab", metavar="LAB", help="The directory of this lab.")]
Learner = Annotated[str, typer.Option("--learner", "-l", metavar="NAME", help="Whose instance of the lab.")]
Server = Annotated[
    str | None, typer.Option(metavar="NAME", help="Another one: its controller, as its certificate calls it.")
]
Address = Annotated[str, typer.Option(metavar="IP", help="Where that answers, if DNS does not tell.")]
Ca = Annotated[Path | None, typer.Option(metavar="FILE", help="The authority behind the certificate (PEM).")]
User = Annotated[str, typer.Option(metavar="NAME@DOMAIN", help="Who logs on there.")]
PasswordFile = Annotated[Path | None, typer.Option(metavar="FILE", help="The password, alone in a file.")]


@app.command(name="import")
def bring(
    staff: Annotated[Path, typer.Argument(metavar="STAFF.CSV", help="The list, as an office exports it.")],
    lab: Lab = None,
    learner: Learner = DEMO,
    server: Server = None,
    address: Address = "",
    ca: Ca = None,
    user: User = "",
    password_file: PasswordFile = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="OUs, departments, groups: over the lab's directory.yml.")
    ] = None,
    passwords: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where the first passwords of new accounts go (CSV, yours only)."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, write nothing.")] = False,
    keep_going: Annotated[bool, typer.Option("--keep-going", help="Leave bad lines out, do the others.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Bring accounts and groups to a staff list. Who is not on it any more is disabled, nobody is deleted."""
    from ccp3lab.cli import people

    where = people.where(lab, learner, people.Told(server, address, ca, user, password_file))
    how = people.previewed if dry_run else people.agreed if yes else people.asking
    people.bring(where, people.Files(staff, config, passwords), how, people.lenient if keep_going else people.strict)


@app.command()
def export(
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to (CSV).")] = None,
    lab: Lab = None,
    learner: Learner = DEMO,
    server: Server = None,
    address: Address = "",
    ca: Ca = None,
    user: User = "",
    password_file: PasswordFile = None,
) -> None:
    """Write everybody with an account as a staff list, which `import` takes again. No password is in it."""
    from ccp3lab.cli import audits, people

    audits.export(people.where(lab, learner, people.Told(server, address, ca, user, password_file)), output)


@app.command()
def audit(
    lab: Lab = None,
    learner: Learner = DEMO,
    server: Server = None,
    address: Address = "",
    ca: Ca = None,
    user: User = "",
    password_file: PasswordFile = None,
    file_server: Annotated[
        str, typer.Option(metavar="NAME", help="Beside --server: look at the shares of this one, too.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Versioned JSON on the standard output.")] = False,
) -> None:
    """Tell accounts that were never used, members outside AGDLP, rights given to users, empty groups."""
    from ccp3lab.cli import audits, people

    told = people.Told(server, address, ca, user, password_file, file_server)
    audits.audit(people.where(lab, learner, told), audits.as_json if json else audits.as_table)


@app.command()
def reset(
    logins: Annotated[list[str], typer.Argument(metavar="LOGIN...", help="Whose password.")],
    lab: Lab = None,
    learner: Learner = DEMO,
    server: Server = None,
    address: Address = "",
    ca: Ca = None,
    user: User = "",
    password_file: PasswordFile = None,
    passwords: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the new passwords go (CSV, yours only).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, write nothing.")] = False,
) -> None:
    """Set passwords anew for who forgot theirs: unlocked, to be changed at the next logon."""
    from ccp3lab.cli import audits, people

    where = people.where(lab, learner, people.Told(server, address, ca, user, password_file))
    audits.reset(where, tuple(logins), passwords, audits.rehearsed if dry_run else audits.done)
