"""A lab with the values of one plan in its texts. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from ccp3lab.company import Company
from ccp3lab.errors import DefinitionError
from ccp3lab.lab.change import Change
from ccp3lab.lab.lab import CheckSpec, Fault, Lab
from ccp3lab.lab.text import TextError, fill
from ccp3lab.parts import Text


def filled(lab: Lab, company: Company) -> Lab:
    """LAB with the values of COMPANY's plan in its titles, hints, what is before, faults and other right answers."""
    return replace(
        lab,
        before={name: _data(value, company) for name, value in lab.before.items()},
        checks=tuple(_check(check, company) for check in lab.checks),
        faults={name: _fault(fault, company) for name, fault in lab.faults.items()},
        alternatives={
            name: replace(other, title=fill(other.title, company), change=_change(other.change, company))
            for name, other in lab.alternatives.items()
        },
    )


def whole(text: Text, company: Company) -> Text:
    """TEXT filled in; raises DefinitionError with the line of its file."""
    try:
        return replace(text, text=fill(text.text, company))
    except TextError as error:
        raise DefinitionError(f"{text.name}:{error.line}: {error}") from None


def _check(check: CheckSpec, company: Company) -> CheckSpec:
    hint = None if check.hint is None else fill(check.hint, company)
    return check.model_copy(update={"title": fill(check.title, company), "hint": hint})


def _fault(fault: Fault, company: Company) -> Fault:
    cells = {line: {c: fill(text, company) for c, text in changed.items()} for line, changed in fault.cells.items()}
    return replace(fault, title=fill(fault.title, company), change=_change(fault.change, company), cells=cells)


def _change(change: Change, company: Company) -> Change:
    return Change(
        data={name: _data(value, company) for name, value in change.data.items()},
        lines=_lines(change.lines, company),
        typed=_lines(change.typed, company),
        files={
            name: {path: whole(text, company) for path, text in files.items()} for name, files in change.files.items()
        },
        run=_lines(change.run, company),
    )


def _lines(by_device: Mapping[str, tuple[str, ...]], company: Company) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(fill(line, company) for line in lines) for name, lines in by_device.items()}


def _data(value: object, company: Company) -> object:
    if isinstance(value, str):
        return fill(value, company)
    if isinstance(value, Mapping):
        return {key: _data(below, company) for key, below in value.items()}
    return [_data(below, company) for below in value] if isinstance(value, list) else value
