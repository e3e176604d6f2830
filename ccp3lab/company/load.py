"""A company from its folder, all the problems of its files in one error.

plan.yml, devices.yml, and its sections: those of services.yml and, each in a file of its own name, others; beside them
lists (CSV) that sections name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ccp3lab.company.company import Company, Device, Endpoint, Link
from ccp3lab.company.file import DevicesFile, LinkEntry
from ccp3lab.company.rules import Draft, device_of, endpoint, problems
from ccp3lab.company.services import Written, broken, gathered, sections
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House
from ccp3lab.model import Model
from ccp3lab.plan import Plan, PlanFile, Values, resolve, written
from ccp3lab.plan import problems as plan_problems
from ccp3lab.platforms import Image
from ccp3lab.problem import Problem, near
from ccp3lab.source import Source, attempt, build, read, read_lines, refuse

_TOGETHER = frozenset({"plan.yml", "devices.yml", "services.yml"})
"""The files that are no section."""


def companies(house: House) -> tuple[str, ...]:
    """The keys of all companies: the folders of inventories/ that hold a plan."""
    return tuple(sorted(path.parent.name for path in house.inventories.glob("*/plan.yml")))


def load_image(house: House, name: str) -> Image:
    """The device image NAME (images/<name>/image.yml); raises DefinitionError with the nearest name."""
    if name not in (known := _images(house)):
        raise DefinitionError(f"there is no image `{name}`; {near(name, known)}")
    return build(Image, read(house.images / name / "image.yml", house.root))


def load_company(house: House, key: str, choose: Callable[[PlanFile], Values] = written) -> Company:
    """The company KEY with its plan for the values that CHOOSE gives for the file (as written, if nothing is said).

    Raises ONE DefinitionError with every problem of its files, each with file:line.
    """
    if key not in (known := companies(house)):
        raise DefinitionError(f"there is no company `{key}`; {near(key, known)}")
    files = _read(house, key)
    (plan, raw), wrong = _shaped(files)
    parts, doubled = gathered(files.services, files.own)
    asked, more = sections(parts)
    wrong += [*doubled, *more]
    images = {name: load_image(house, name) for name in _images(house)}
    if plan and raw:
        wrong += [(files.plan, problem) for problem in plan_problems(plan)]
        wrong += [(files.devices, problem) for problem in problems(raw, images, plan)]
    refuse(wrong)
    if plan is None or raw is None:
        raise DefinitionError(f"{files.plan.name}: cannot be read; the rules of its shape should have said why")
    values = choose(plan)
    refuse((files.plan, problem) for problem in plan_problems(plan, values))
    company = _company(key, resolve(plan, values), Draft(raw, images, plan), asked, parts, files.beside)
    refuse(broken(company, parts))
    return company


@dataclass(frozen=True)
class _Files:
    """The files of one company as read: `own` are sections by their names, `beside` lists by those of their files."""

    plan: Source
    devices: Source
    services: Source
    own: Written
    beside: Mapping[str, Source]


def _read(house: House, key: str) -> _Files:
    """Raises DefinitionError for a file that cannot be read; a company may do without services.yml."""
    folder = house.inventories / key
    services = folder / "services.yml"
    nothing = Source(services, house.shown(services), {}, {})
    own = (path for path in sorted(folder.glob("*.yml")) if path.name not in _TOGETHER)
    return _Files(
        read(folder / "plan.yml", house.root),
        read(folder / "devices.yml", house.root),
        read(services, house.root) if services.exists() else nothing,
        {path.stem: read(path, house.root) for path in own},
        {path.name: read_lines(path, house.root) for path in sorted(folder.glob("*.csv"))},
    )


def _shaped(files: _Files) -> tuple[tuple[PlanFile | None, DevicesFile | None], list[tuple[Source, Problem]]]:
    plan, wrong = attempt(PlanFile, files.plan)
    raw, more = attempt(DevicesFile, files.devices)
    return (plan, raw), [*((files.plan, problem) for problem in wrong), *((files.devices, problem) for problem in more)]


def _company(
    key: str, plan: Plan, draft: Draft, asked: Mapping[str, Model], own: Written, beside: Mapping[str, Source]
) -> Company:
    return Company(
        key=key,
        title=draft.plan.company,
        plan=plan,
        devices={name: _device(draft, name) for name in draft.raw.devices},
        links=tuple(_link(draft, link) for link in draft.raw.links),
        sections=asked,
        written={name: source.data for name, source in own.items()},
        beside=beside,
    )


def _images(house: House) -> list[str]:
    return sorted(path.parent.name for path in house.images.glob("*/image.yml"))


def _device(draft: Draft, name: str) -> Device:
    entry = draft.raw.devices[name]
    return Device(name, entry.image, entry.title or draft.images[entry.image].title, entry.groups)


def _link(draft: Draft, link: LinkEntry) -> Link:
    ends = link.ends if link.access is None else sorted(link.ends, key=lambda end: not draft.switched(device_of(end)))
    first, second = (_known(draft, end) for end in ends)
    return Link((first, second), link.access, link.trunk or (), link.native, link.transit, link.public)


def _known(draft: Draft, end: str) -> Endpoint:
    found = endpoint(draft, end)
    if found is None:
        raise DefinitionError(f"there is no port `{end}`; the rules of devices.yml should have said so")
    return found
