"""A company from its folder: plan.yml and devices.yml, all their problems in one error."""

from collections.abc import Callable

from ccp3lab.company.company import Company, Device, Endpoint, Link
from ccp3lab.company.file import DevicesFile, LinkEntry
from ccp3lab.company.rules import Draft, device_of, endpoint, problems
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House
from ccp3lab.plan import PlanFile, Values, resolve, written
from ccp3lab.plan import problems as plan_problems
from ccp3lab.platforms import Image
from ccp3lab.problem import near
from ccp3lab.source import build, read, refuse


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
    folder = house.inventories / key
    plan_source = read(folder / "plan.yml", house.root)
    source = read(folder / "devices.yml", house.root)
    plan, raw = build(PlanFile, plan_source), build(DevicesFile, source)
    images = {name: load_image(house, name) for name in _images(house)}
    wrong = [(plan_source, problem) for problem in plan_problems(plan)]
    refuse([*wrong, *((source, problem) for problem in problems(raw, images, plan))])
    values = choose(plan)
    refuse((plan_source, problem) for problem in plan_problems(plan, values))
    draft = Draft(raw, images, plan)
    devices = {name: _device(draft, name) for name in raw.devices}
    return Company(key, plan.company, resolve(plan, values), devices, tuple(_link(draft, link) for link in raw.links))


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
