"""What `ccp3 directory` prints, and where it looks."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer
from rich.markup import escape
from rich.table import Table

from ccp3lab.cli.screen import agree, console, steps
from ccp3lab.directory.staffing import Staffing, Step
from ccp3lab.errors import UsageError
from ccp3lab.house import here
from ccp3lab.operations import staff
from ccp3lab.operations.domains import Domain, Server, of_lab, of_server
from ccp3lab.operations.first_passwords import FirstPasswords
from ccp3lab.source import refuse


@dataclass(frozen=True)
class Told:
    """What was said of a server; the password itself stands in its file."""

    server: str | None
    address: str
    ca: Path | None
    user: str
    password_file: Path | None
    file_server: str = ""


@dataclass(frozen=True)
class Files:
    """The list, what stands over the section `directory`, where first passwords go."""

    staff: Path
    config: Path | None = None
    passwords: Path | None = field(default=None)


def where(lab: str | None, learner: str, told: Told) -> Domain:
    """The directory of LAB, or the one that was TOLD; UsageError unless exactly one was."""
    if (lab is None) == (told.server is None):
        raise UsageError("which directory? say --lab LAB, or --server NAME with --ca, --user and --password-file")
    if lab is not None:
        return of_lab(here(), lab, learner)
    if told.server is None or told.ca is None or told.password_file is None or not told.user:
        raise UsageError("--server wants --ca FILE, --user NAME@DOMAIN and --password-file FILE, too")
    return of_server(Server(told.server, told.ca, told.user, told.password_file, told.address, told.file_server))


Rule = Callable[[staff.Roll], frozenset[int]]
Way = Callable[[Domain, Staffing], tuple[Step, ...]]


def strict(found: staff.Roll) -> frozenset[int]:
    """No line is left out; DefinitionError with every bad one."""
    refuse(found.wrong)
    return frozenset()


def lenient(found: staff.Roll) -> frozenset[int]:
    """The bad lines, told."""
    for source, problem in found.wrong:
        typer.echo(f"{source.at(problem.loc)}: left out: {problem}", err=True)
    return found.lines


def bring(domain: Domain, files: Files, way: Way, rule: Rule) -> None:
    """`ccp3 directory import`: exit 2 in the end when lines were left out."""
    company = domain.company or staff.school(_config(files))
    found = staff.roll(company, files.staff, files.config)
    left_out = rule(found)
    asked = Staffing(found.company, _initial(domain, files, way), left_out)
    _summary(way(domain, asked), len(left_out), way)
    if left_out:
        raise typer.Exit(2)


def _config(files: Files) -> Path:
    if files.config is None:
        raise UsageError("--server wants --config FILE, too: the OUs, departments and groups (docs/windows-ad.md)")
    return files.config


def _initial(domain: Domain, files: Files, way: Way) -> Callable[[str], str]:
    """Who gives first passwords: the lab, else a file that is there before the first account is."""
    if domain.initial is not None:
        if files.passwords is not None:
            raise UsageError("a lab has first passwords of its own, in its statement; leave --passwords out")
        return domain.initial
    if files.passwords is not None:
        return FirstPasswords(files.passwords)
    if way is not previewed:
        raise UsageError("nobody would know the first passwords; say where they go: --passwords FILE")
    return _nobodys


def _nobodys(login: str) -> str:
    raise UsageError(f"no first password for {login}: a dry run writes nothing")


def previewed(domain: Domain, asked: Staffing) -> tuple[Step, ...]:
    """Tell what would change."""
    with steps(domain.host) as say:
        say("read, compare")
        found = staff.preview(domain, asked)
    _table(found)
    return found


def asking(domain: Domain, asked: Staffing) -> tuple[Step, ...]:
    """Tell, ask, then do it."""
    found = previewed(domain, asked)
    if not found:
        return found
    agree(f"These {len(found)} changes on {domain.host}: go on?", agreed=False)
    return _done(domain, asked)


def agreed(domain: Domain, asked: Staffing) -> tuple[Step, ...]:
    """Do it, then tell."""
    found = _done(domain, asked)
    _table(found)
    return found


def _done(domain: Domain, asked: Staffing) -> tuple[Step, ...]:
    with steps(domain.host) as say:
        say("read, compare, write the difference")
        told = replace(asked, begun=lambda number, total: say(f"{number} of {total} changes"))
        return staff.bring(domain, told)


def _table(found: tuple[Step, ...]) -> None:
    if not found:
        return
    rows = Table("line", "change")
    for step in found:
        rows.add_row(str(step.at or ""), escape(step.text))
    console().print(rows)


def _summary(found: tuple[Step, ...], left_out: int, way: Way) -> None:
    signs = Counter(step.sign for step in found)
    verb = "would be " if way is previewed else ""
    told = [f"{signs[sign]} {verb}{word}" for sign, word in (("+", "made"), ("~", "changed"), ("-", "taken away"))]
    console().print(", ".join([*told, *([f"{left_out} lines left out"] if left_out else [])]))
