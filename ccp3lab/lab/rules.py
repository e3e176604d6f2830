"""Every rule that lab.yml must keep, each broken one a Problem with its place. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from ccp3lab.company import Company
from ccp3lab.lab.file import LabFile
from ccp3lab.lab.lab import SHEET
from ccp3lab.lab.text import TextError, fill
from ccp3lab.plan.names import is_label
from ccp3lab.problem import Loc, Problem, near
from ccp3lab.sections import SECTIONS
from ccp3lab.sheet import Column, networks
from ccp3lab.sheet.fill import WHOLE


@dataclass(frozen=True)
class Draft:
    """A lab under examination, in its company."""

    raw: LabFile
    company: Company

    @property
    def ids(self) -> list[str]:
        """The ids of all checks."""
        return [check.id for check in self.raw.checks]


def problems(raw: LabFile, company: Company) -> list[Problem]:
    """Everything wrong with RAW in COMPANY."""
    draft = Draft(raw, company)
    return [problem for rule in RULES for problem in rule(draft)]


def _devices(draft: Draft) -> Iterator[Problem]:
    devices = draft.raw.devices
    for number, name in enumerate(devices):
        if name not in draft.company.devices:
            remedy = near(name, draft.company.devices)
            yield Problem(("devices", number), f"{draft.company.key} has no device `{name}`", remedy)
        if name in devices[:number]:
            yield Problem(("devices", number), f"device `{name}` is listed twice", "keep one of them")


def _services(draft: Draft) -> Iterator[Problem]:
    """Sections of services.yml that take part, each once; the learner does none that does not."""
    known, services = draft.company.sections, draft.raw.services
    for number, name in enumerate(services):
        if name not in known:
            message = f"{draft.company.key} has no service `{name}` in services.yml"
            yield Problem(("services", number), message, near(name, known))
        if name in services[:number]:
            yield Problem(("services", number), f"service `{name}` is listed twice", "keep one of them")
    for number, name in enumerate(draft.raw.learner_does):
        if name not in services and (name in known or SECTIONS.get(name)):
            message = f"service `{name}` takes no part in this lab"
            yield Problem(("learner_does", number), message, "add it to `services:`, or leave it out here")


def _ids(draft: Draft) -> Iterator[Problem]:
    for number, name in enumerate(draft.ids):
        loc = ("checks", number, "id")
        if not is_label(name):
            yield Problem(loc, f"`{name}` is no id", "use lower-case letters, digits and hyphens")
        if name in draft.ids[:number]:
            yield Problem(loc, f"check `{name}` is there twice", "give each check its own id")


def _places(draft: Draft) -> Iterator[Problem]:
    """Checks and faults happen on devices of the lab."""
    places: list[tuple[Loc, str]] = [(("checks", n, "device"), c.device) for n, c in enumerate(draft.raw.checks)]
    places += [(("faults", name, "on"), fault.on) for name, fault in draft.raw.faults.items()]
    known = (SHEET,) if draft.raw.sheet else draft.raw.devices
    for loc, device in places:
        if device not in known:
            yield Problem(loc, f"the lab has no device `{device}`", near(device, known))


def _after(draft: Draft) -> Iterator[Problem]:
    for number, check in enumerate(draft.raw.checks):
        yield from _known(draft, ("checks", number, "after"), check.after)


def _loops(draft: Draft) -> Iterator[Problem]:
    graph = {check.id: set(check.after) for check in draft.raw.checks}
    if len(graph) < len(draft.ids):
        return  # two checks of one id: who waits for whom cannot be told
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        loc = ("checks", draft.ids.index(cycle[-1]), "after")
        # graphlib names each check before the one that waits for it; people read "a waits for b"
        yield Problem(loc, f"`after` makes a loop: {' -> '.join(reversed(cycle))}", "remove one of these `after`")


def _points(draft: Draft) -> Iterator[Problem]:
    total, raw = sum(check.points for check in draft.raw.checks), draft.raw
    if total != raw.points:
        yield Problem(("points",), f"the checks add up to {total} points, not {raw.points}", "make them agree")
    if raw.start > raw.points:
        yield Problem(("start",), f"an untouched lab cannot score {raw.start} of {raw.points}", "state its real score")


def _faults(draft: Draft) -> Iterator[Problem]:
    for name, fault in draft.raw.faults.items():
        if not is_label(name):
            yield Problem(("faults", name), f"`{name}` is no name", "use lower-case letters, digits and hyphens")
        if not (fault.lines or fault.typed or fault.cells):
            more = "`cells:`" if draft.raw.sheet else "`lines:` or `typed:`"
            yield Problem(("faults", name), f"fault `{name}` changes nothing", f"add {more}")
        if not fault.loses:
            yield Problem(("faults", name, "loses"), f"fault `{name}` loses no check", "name each check it loses")
        yield from _known(draft, ("faults", name, "loses"), fault.loses)


def _sheet(draft: Draft) -> Iterator[Problem]:
    """A lab has devices or a sheet; what is asked for on a sheet is what the plan sizes."""
    raw = draft.raw
    if raw.sheet is None:
        if not raw.devices:
            yield Problem(("devices",), "the lab has neither devices nor a sheet", "name devices, or add `sheet:`")
        if raw.alternatives:
            yield Problem(("alternatives",), "only a sheet has other right answers", "leave `alternatives:` out")
        return
    if raw.devices or raw.services or raw.learner_does:
        remedy = "leave out `devices:`, `services:` and `learner_does:`, or this"
        yield Problem(("sheet",), "a lab on a sheet has no devices", remedy)
    if not is_label(raw.sheet.file):
        yield Problem(("sheet", "file"), f"`{raw.sheet.file}` is no name", "use lower-case letters, digits and hyphens")
    if not networks(draft.company.plan):
        yield Problem(("sheet",), "the plan asks for no network", "give VLANs of its sites a need: `hosts: 60`")


def _cells(draft: Draft) -> Iterator[Problem]:
    """Faults change cells of a sheet, and nothing else of it."""
    asked = networks(draft.company.plan) if draft.raw.sheet else ()
    lines, columns = {key for one in asked for key in (one.key, one.site)}, {*Column, WHOLE}
    for name, fault in draft.raw.faults.items():
        if draft.raw.sheet and (fault.lines or fault.typed):
            yield Problem(("faults", name), f"fault `{name}`: nothing is typed into a sheet", "write `cells:`")
        for line, changed in fault.cells.items():
            if line not in lines:
                yield Problem(("faults", name, "cells", line), f"the sheet has no line `{line}`", near(line, lines))
            for column in changed.keys() - columns:
                loc = ("faults", name, "cells", line, column)
                yield Problem(loc, f"the sheet has no column `{column}`", near(column, columns))


def _known(draft: Draft, loc: Loc, names: tuple[str, ...]) -> Iterator[Problem]:
    """Each of NAMES is a check of the lab, once."""
    for number, name in enumerate(names):
        if name not in draft.ids:
            yield Problem((*loc, number), f"there is no check `{name}` in this lab", near(name, draft.ids))
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem(loc, f"`{name}` is named {times} times", "name it once")


def _texts(draft: Draft) -> Iterator[Problem]:
    """Every text can be filled in from the plan."""
    devices = [name for name in draft.raw.devices if name in draft.company.devices]
    company = draft.company.only(devices, draft.raw.services)
    for loc, text in _each_text(draft.raw):
        try:
            fill(text, company)
        except TextError as error:
            yield Problem(loc, f"this text cannot be filled in: {error}", "write `{{ vlan.NAME.id }}` with plan names")


def _each_text(raw: LabFile) -> Iterable[tuple[Loc, str]]:
    for number, check in enumerate(raw.checks):
        yield ("checks", number, "title"), check.title
        yield ("checks", number, "hint"), check.hint or ""
    for name, fault in raw.faults.items():
        yield ("faults", name, "title"), fault.title
        yield from ((("faults", name, "lines", place), line) for place, line in enumerate(fault.lines))
        yield from ((("faults", name, "typed", place), line) for place, line in enumerate(fault.typed))
        for line, changed in fault.cells.items():
            yield from ((("faults", name, "cells", line, column), text) for column, text in changed.items())


RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _devices,
    _services,
    _ids,
    _places,
    _after,
    _loops,
    _points,
    _faults,
    _sheet,
    _cells,
    _texts,
)
"""Each rule looks at the whole lab and tells what breaks it."""
