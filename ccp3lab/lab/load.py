"""A lab from its folder: lab.yml and enonce.md, all their problems in one error."""

from dataclasses import replace

from ccp3lab.company import Company, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House
from ccp3lab.lab.file import FaultEntry, LabFile
from ccp3lab.lab.lab import CheckSpec, Fault, Lab
from ccp3lab.lab.rules import problems
from ccp3lab.lab.text import fill
from ccp3lab.problem import Problem, near
from ccp3lab.source import Source, build, read, refuse

_FIELDS = ("title", "company", "competence", "minutes", "points", "start")
_PARTS = ("devices", "services", "learner_does", "checks", "sheet", "alternatives")


def labs(house: House) -> tuple[str, ...]:
    """The keys of all labs: the folders of labs/ that hold a lab.yml."""
    return tuple(sorted(path.parent.name for path in house.labs.glob("*/lab.yml")))


def load_lab(house: House, key: str) -> Lab:
    """The lab KEY, its texts as written (`filled` names the plan's values in them).

    Raises ONE DefinitionError with every problem of lab.yml, each with file:line; names and inputs of checks are
    looked at by the room that grades.
    """
    if key not in (known := labs(house)):
        raise DefinitionError(f"there is no lab `{key}`; {near(key, known)}")
    source = read(house.labs / key / "lab.yml", house.root)
    raw = build(LabFile, source)
    refuse((source, problem) for problem in problems(raw, _company(house, raw, source)))
    enonce = source.path.with_name("enonce.md")
    if not enonce.is_file():
        refuse([(source, Problem((), "the lab has no statement", "write enonce.md beside this file"))])
    faults = {name: _fault(name, entry) for name, entry in raw.faults.items()}
    return Lab(
        key=key,
        faults=faults,
        enonce=enonce,
        source=source,
        **{name: getattr(raw, name) for name in (*_FIELDS, *_PARTS)},
    )


def filled(lab: Lab, company: Company) -> Lab:
    """LAB with the values of COMPANY's plan in its titles, hints and faults."""
    checks = tuple(_filled_check(check, company) for check in lab.checks)
    return replace(lab, checks=checks, faults={name: _filled_fault(f, company) for name, f in lab.faults.items()})


def _company(house: House, raw: LabFile, source: Source) -> Company:
    try:
        return load_company(house, raw.company)
    except DefinitionError as error:
        if not str(error).startswith("there is no company"):
            raise
        raise DefinitionError(f"{source.at(('company',))}: {error}") from None


def _fault(key: str, entry: FaultEntry) -> Fault:
    return Fault(key, entry.title, entry.on, entry.lines, entry.typed, entry.loses, entry.cells)


def _filled_check(check: CheckSpec, company: Company) -> CheckSpec:
    hint = None if check.hint is None else fill(check.hint, company)
    return check.model_copy(update={"title": fill(check.title, company), "hint": hint})


def _filled_fault(fault: Fault, company: Company) -> Fault:
    lines, typed = (tuple(fill(line, company) for line in some) for some in (fault.lines, fault.typed))
    cells = {line: {c: fill(text, company) for c, text in changed.items()} for line, changed in fault.cells.items()}
    return replace(fault, title=fill(fault.title, company), lines=lines, typed=typed, cells=cells)
