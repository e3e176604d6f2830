"""services.yml of a company: each section in its service's own shape, under its service's own rules. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ccp3lab.company.company import Company
from ccp3lab.model import Model
from ccp3lab.problem import Problem, near
from ccp3lab.sections import SECTIONS
from ccp3lab.source import Source, attempt

Found = tuple[Source, Problem]


def sections(source: Source) -> tuple[dict[str, Model], list[Found]]:
    """The sections of SOURCE that have their shape, and what is wrong with the others."""
    if not isinstance(source.data, Mapping):
        wrong = Problem((), "the file holds no sections", "write `NAME:` of a service, and its keys below")
        return {}, [] if source.data is None else [(source, wrong)]
    built: dict[str, Model] = {}
    found: list[Found] = []
    for name in source.data:
        if (known := SECTIONS.get(name)) is None:
            there = (service for service, _ in SECTIONS.items())
            found.append((source, Problem((name,), f"there is no service `{name}` with data", near(name, there))))
            continue
        below = source.below(name)
        section, problems = attempt(known.shape, below)
        found += [(below, problem) for problem in problems]
        if section is not None:
            built[name] = section
    return built, found


def broken(company: Company, source: Source) -> Iterator[Found]:
    """Every rule that a section of COMPANY breaks; SOURCE is where they are written."""
    for name, data in company.sections.items():
        if (known := SECTIONS.get(name)) is not None:
            yield from ((source.below(name), problem) for problem in known.rules(data, company))


def altered(company: Company, source: Source) -> tuple[Company, list[Found]]:
    """COMPANY with the data of SOURCE over that of its services.yml, and what is wrong with it then."""
    data = merged(company.written, source.data)
    whole = replace(source, data=data)
    built, found = sections(whole)
    changed = replace(company, written=data if isinstance(data, Mapping) else {}, sections=built)
    return changed, found or list(broken(changed, whole))


def merged(old: object, new: object) -> object:
    """NEW over OLD: mappings key by key, where null takes the key away; anything else stands instead."""
    if not isinstance(new, Mapping):
        return new
    base = old if isinstance(old, Mapping) else {}
    over = {key: merged(base.get(key), value) for key, value in new.items() if value is not None}
    return {key: value for key, value in {**base, **over}.items() if key not in new or new[key] is not None}
