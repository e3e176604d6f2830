"""A staff list for a directory: every line of it judged in its company, then brought there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nornir.core.state import GlobalState

from ccp3lab.company import Company, altered
from ccp3lab.company.company import Device
from ccp3lab.directory.staffing import Staffing, Step
from ccp3lab.operations.domains import SECTION, Domain
from ccp3lab.plan import PlanFile, resolve
from ccp3lab.problem import Problem
from ccp3lab.source import Source, read, read_lines, refuse


@dataclass(frozen=True)
class Roll:
    """A list in its company; `wrong` are the lines that are refused, in their order."""

    company: Company
    wrong: tuple[tuple[Source, Problem], ...]

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of these lines."""
        return frozenset(source.line(problem.loc) for source, problem in self.wrong)


def school(config: Path) -> Company:
    """A company of nothing but the section `directory` that CONFIG will be; the machines that it names are there."""
    data = read(config).data
    named = _machines(data) if isinstance(data, dict) else ()
    plan = resolve(PlanFile(company="", domain="ecole.lan", vlans={}))  # nothing here asks it anything
    return Company(SECTION, "", plan, {name: Device(name, "", "") for name in named})


def _machines(data: Mapping[str, Any]) -> Iterator[str]:
    computers, home = data.get("computers"), data.get("home")
    yield from computers if isinstance(computers, dict) else ()
    if isinstance(home, dict) and isinstance(home.get("server"), str):
        yield home["server"]


def roll(company: Company, content: Path, config: Path | None = None) -> Roll:
    """The list CONTENT in COMPANY; CONFIG stands over the section `directory`.

    DefinitionError (file:line) for what is wrong with CONFIG; what the section says of people who are not on the list
    is nothing to this one.
    """
    found = read_lines(content)
    section = read(config) if config else Source(content, found.name, {}, {})
    said = section.data if isinstance(section.data, dict) else {}
    lines = {(SECTION, *loc): line for loc, line in section.lines.items()}
    source = replace(section, data={SECTION: {**said, "staff": found.name}}, lines=lines)
    whole = replace(company, beside={**company.beside, found.name: found})
    changed, problems = altered(whole, source)
    wrong = tuple((where, problem) for where, problem in problems if where is found)
    refuse((where, problem) for where, problem in problems if where is not found and not _of_nobody(problem))
    return Roll(changed, tuple(sorted(wrong, key=lambda one: one[0].line(one[1].loc))))


def _of_nobody(problem: Problem) -> bool:
    return len(problem.loc) == 2 and problem.loc[0] == "people"


def preview(domain: Domain, asked: Staffing) -> tuple[Step, ...]:
    """What `bring` would change; DirectoryError."""
    return _steps(domain.ask("directory_import", GlobalState(dry_run=True), asked=asked).result)


def bring(domain: Domain, asked: Staffing) -> tuple[Step, ...]:
    """Bring DOMAIN to what is ASKED; what was changed. DirectoryError; what is done stays, the next run goes on."""
    with domain.held():
        return _steps(domain.ask("directory_import", asked=asked).result)


def _steps(found: object) -> tuple[Step, ...]:
    return tuple(found) if isinstance(found, tuple) else ()
