"""Every rule that lab.yml must keep, each broken one a Problem with its place. Pure."""

from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from ccp3lab.company import Company
from ccp3lab.lab import states
from ccp3lab.lab.draft import Draft
from ccp3lab.lab.file import LabFile
from ccp3lab.lab.text import TextError, fill
from ccp3lab.plan.names import is_label
from ccp3lab.problem import Loc, Problem, near
from ccp3lab.sections import SECTIONS
from ccp3lab.sheet import networks


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
    """Checks look at devices of the lab."""
    for number, check in enumerate(draft.raw.checks):
        yield from draft.placed(("checks", number, "device"), check.device)


def _after(draft: Draft) -> Iterator[Problem]:
    for number, check in enumerate(draft.raw.checks):
        yield from draft.known(("checks", number, "after"), check.after)


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


def _sheet(draft: Draft) -> Iterator[Problem]:
    """A lab has devices or a sheet; what is asked for on a sheet is what the plan sizes."""
    raw = draft.raw
    if raw.sheet is None:
        if not raw.devices:
            yield Problem(("devices",), "the lab has neither devices nor a sheet", "name devices, or add `sheet:`")
        return
    if raw.devices or raw.services or raw.learner_does:
        remedy = "leave out `devices:`, `services:` and `learner_does:`, or this"
        yield Problem(("sheet",), "a lab on a sheet has no devices", remedy)
    if not is_label(raw.sheet.file):
        yield Problem(("sheet", "file"), f"`{raw.sheet.file}` is no name", "use lower-case letters, digits and hyphens")
    if not networks(draft.company.plan):
        yield Problem(("sheet",), "the plan asks for no network", "give VLANs of its sites a need: `hosts: 60`")


def _texts(draft: Draft) -> Iterator[Problem]:
    """Every text can be filled in from the plan."""
    devices = [name for name in draft.raw.devices if name in draft.company.devices]
    company = draft.company.only(devices, draft.raw.services)
    for loc, text in (*_of_checks(draft.raw), *states.texts(draft)):
        try:
            fill(text, company)
        except TextError as error:
            yield Problem(loc, f"this text cannot be filled in: {error}", "write `{{ vlan.NAME.id }}` with plan names")


def _of_checks(raw: LabFile) -> Iterable[tuple[Loc, str]]:
    for number, check in enumerate(raw.checks):
        yield ("checks", number, "title"), check.title
        yield ("checks", number, "hint"), check.hint or ""


RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _devices,
    _services,
    _ids,
    _places,
    _after,
    _loops,
    _points,
    _sheet,
    *states.RULES,
    _texts,
)
"""Each rule looks at the whole lab and tells what breaks it."""
