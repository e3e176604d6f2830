"""The rules of a lab's faults and other right answers, each broken one a Problem with its place. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from ccp3lab.lab.draft import Draft
from ccp3lab.lab.file import AlternativeEntry, Data, FaultEntry
from ccp3lab.lab.lab import Layout
from ccp3lab.plan.names import is_label
from ccp3lab.problem import Loc, Problem, near
from ccp3lab.sheet import Column, networks
from ccp3lab.sheet.fill import WHOLE

_BY_HAND = ("lines", "typed", "run", "cells")
_LABEL = "use lower-case letters, digits and hyphens"


def _faults(draft: Draft) -> Iterator[Problem]:
    for name, fault in draft.raw.faults.items():
        loc = ("faults", name)
        if not is_label(name):
            yield Problem(loc, f"`{name}` is no name", _LABEL)
        if not any((*_placed(fault), fault.data)):
            more = "`cells:`" if draft.raw.sheet else "`lines:`, `typed:`, `run:` or `data:`"
            yield Problem(loc, f"fault `{name}` changes nothing", f"add {more}")
        if not fault.loses:
            yield Problem((*loc, "loses"), f"fault `{name}` loses no check", "name each check it loses")
        yield from draft.known((*loc, "loses"), fault.loses)
        yield from _where(draft, loc, fault)


def _placed(fault: FaultEntry) -> list[str]:
    """What of FAULT happens on one device."""
    return [key for key in _BY_HAND if getattr(fault, key)]


def _where(draft: Draft, loc: Loc, fault: FaultEntry) -> Iterator[Problem]:
    """A fault happens on a device of the lab, unless it is one of the company's data."""
    if fault.on is not None:
        yield from draft.placed((*loc, "on"), fault.on)
        if fault.data and not _placed(fault):
            yield Problem((*loc, "on"), "a change of data is made on no device", "leave out `on:`")
    elif _placed(fault):
        yield Problem(loc, f"`{_placed(fault)[0]}` is done on a device", "add `on:`")


def _alternatives(draft: Draft) -> Iterator[Problem]:
    for name, other in draft.raw.alternatives.items():
        loc = ("alternatives", name)
        if not is_label(name):
            yield Problem(loc, f"`{name}` is no name", _LABEL)
        if not isinstance(other, AlternativeEntry):
            continue
        if not (other.data or other.lines or other.files or other.run):
            remedy = "add `data:`, `lines:`, `files:` or `run:`"
            yield Problem(loc, f"alternative `{name}` is the reference itself", remedy)
        for kind in ("lines", "files", "run"):
            for device in getattr(other, kind):
                yield from draft.placed((*loc, kind, device), device)
        yield from _files((*loc, "files"), other.files)


def _files(loc: Loc, files: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """Paths of the device are whole, those of templates stay in the lab's folder."""
    for device, paths in files.items():
        for path, template in paths.items():
            if not _whole(path):
                yield Problem((*loc, device, path), f"`{path}` is no path of a file", "write it from / on, without ..")
            if PurePosixPath(template).is_absolute() or ".." in PurePosixPath(template).parts:
                message = f"`{template}` is outside the lab's folder"
                yield Problem((*loc, device, path), message, "name a file of it, as in alternatives/zone.j2")


def _whole(path: str) -> bool:
    return path.startswith("/") and path != "/" and str(PurePosixPath(path)) == path and ".." not in path.split("/")


def _data(draft: Draft) -> Iterator[Problem]:
    """Data is changed of services that take part."""
    entries: list[tuple[Loc, Data]] = [(("data",), draft.raw.data), (("before",), draft.raw.before)]
    entries += [(("faults", name, "data"), fault.data) for name, fault in draft.raw.faults.items()]
    entries += [(("alternatives", name, "data"), _changed(other)) for name, other in draft.raw.alternatives.items()]
    for loc, data in entries:
        for service in data:
            if service not in draft.raw.services:
                message = f"service `{service}` takes no part in this lab"
                yield Problem((*loc, service), message, near(service, draft.raw.services))


def _changed(other: AlternativeEntry | Layout) -> Data:
    return other.data if isinstance(other, AlternativeEntry) else {}


def _cells(draft: Draft) -> Iterator[Problem]:
    """Faults change cells of a sheet, and nothing else of it."""
    asked = networks(draft.company.plan) if draft.raw.sheet else ()
    lines, columns = {key for one in asked for key in (one.key, one.site)}, {*Column, WHOLE}
    for name, fault in draft.raw.faults.items():
        if draft.raw.sheet and (fault.lines or fault.typed or fault.run or fault.data):
            yield Problem(("faults", name), f"fault `{name}`: nothing is typed into a sheet", "write `cells:`")
        for line, changed in fault.cells.items():
            if line not in lines:
                yield Problem(("faults", name, "cells", line), f"the sheet has no line `{line}`", near(line, lines))
            for column in changed.keys() - columns:
                loc = ("faults", name, "cells", line, column)
                yield Problem(loc, f"the sheet has no column `{column}`", near(column, columns))


def texts(draft: Draft) -> Iterable[tuple[Loc, str]]:
    """Every text of what is before, of faults and other right answers that may name the plan."""
    yield from _inside(("before",), draft.raw.before)
    for name, fault in draft.raw.faults.items():
        loc = ("faults", name)
        told = {"title": fault.title, **{key: getattr(fault, key) for key in (*_BY_HAND, "data")}}
        yield from _inside(loc, told)
    for name, other in draft.raw.alternatives.items():
        if isinstance(other, AlternativeEntry):
            told = {"title": other.title, "data": other.data, "lines": other.lines, "run": other.run}
            yield from _inside(("alternatives", name), told)


def _inside(loc: Loc, value: object) -> Iterator[tuple[Loc, str]]:
    """Every text in VALUE, with its place."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from _inside((*loc, key), below)
    elif isinstance(value, list | tuple):
        for number, below in enumerate(value):
            yield from _inside((*loc, number), below)


RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (_faults, _alternatives, _data, _cells)
