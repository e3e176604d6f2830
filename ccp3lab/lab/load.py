"""A lab from its folder: lab.yml and enonce.md, all their problems in one error."""

from pathlib import Path

from ccp3lab.company import Company, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House
from ccp3lab.lab.change import Change
from ccp3lab.lab.file import AlternativeEntry, FaultEntry, LabFile, shape
from ccp3lab.lab.filled import filled
from ccp3lab.lab.lab import Alternative, Fault, Lab, Layout
from ccp3lab.lab.rules import problems
from ccp3lab.parts import Text
from ccp3lab.problem import Problem, near
from ccp3lab.source import Source, build, read, read_text, refuse

_FIELDS = ("title", "company", "competence", "minutes", "points", "start")
_PARTS = ("devices", "services", "learner_does", "checks", "sheet", "data", "before")


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
    raw = build(shape(source.data), source)
    company = _company(house, raw, source)
    refuse((source, problem) for problem in problems(raw, company))
    enonce = source.path.with_name("enonce.md")
    if not enonce.is_file():
        refuse([(source, Problem((), "the lab has no statement", "write enonce.md beside this file"))])
    lab = Lab(
        key=key,
        faults={name: _fault(name, entry) for name, entry in raw.faults.items()},
        alternatives=_alternatives(raw, house, source.path.parent),
        layouts={name: other for name, other in raw.alternatives.items() if isinstance(other, Layout)},
        enonce=enonce,
        source=source,
        **{name: getattr(raw, name) for name in (*_FIELDS, *_PARTS)},
    )
    filled(lab, lab.within(company))  # templates of other right answers are mistakes of the lab, too
    return lab


def _company(house: House, raw: LabFile, source: Source) -> Company:
    try:
        return load_company(house, raw.company)
    except DefinitionError as error:
        if not str(error).startswith("there is no company"):
            raise
        raise DefinitionError(f"{source.at(('company',))}: {error}") from None


def _fault(key: str, entry: FaultEntry) -> Fault:
    here = {kind: {entry.on: told} for kind in ("lines", "typed", "run") if entry.on and (told := getattr(entry, kind))}
    return Fault(key, entry.title, entry.loses, entry.on, Change(entry.data, **here), entry.cells)


def _alternatives(raw: LabFile, house: House, folder: Path) -> dict[str, Alternative]:
    """Other right answers on devices, the templates that they name as read; raises DefinitionError for one missing."""
    found = ((name, entry) for name, entry in raw.alternatives.items() if isinstance(entry, AlternativeEntry))
    return {name: Alternative(name, entry.title, _change(entry, house, folder)) for name, entry in found}


def _change(entry: AlternativeEntry, house: House, folder: Path) -> Change:
    files = {
        device: {path: _template(house, folder / template) for path, template in paths.items()}
        for device, paths in entry.files.items()
    }
    return Change(data=entry.data, lines=entry.lines, files=files, run=entry.run)


def _template(house: House, path: Path) -> Text:
    return Text(name := house.shown(path), read_text(path, name))
