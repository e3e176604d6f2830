"""The sections of a company, each in its service's own shape, under its service's own rules. Pure.

They stand together in services.yml, or alone in a file of their own name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ccp3lab.company.company import Company
from ccp3lab.model import Model
from ccp3lab.problem import Problem, near
from ccp3lab.sections import SECTIONS
from ccp3lab.source import Source, attempt

Found = tuple[Source, Problem]
Written = Mapping[str, Source]
"""Each section as written, by its name: places are told from the section on."""


def gathered(services: Source, own: Written) -> tuple[Written, list[Found]]:
    """The sections of SERVICES (services.yml) and those that have a file of their own; none has both."""
    found, wrong = parted(services)
    for name in found.keys() & own.keys():
        message = f"section `{name}` has a file of its own, too"
        wrong.append((found[name], Problem((), message, f"leave one of them: this one, or {own[name].name}")))
    return {**found, **own}, wrong


def parted(source: Source) -> tuple[dict[str, Source], list[Found]]:
    """The sections that SOURCE holds, and what is wrong with a file of something else."""
    if isinstance(source.data, Mapping):
        return {name: source.below(name) for name in source.data}, []
    wrong = Problem((), "the file holds no sections", "write `NAME:` of a service, and its keys below")
    return {}, [] if source.data is None else [(source, wrong)]


def sections(written: Written) -> tuple[dict[str, Model], list[Found]]:
    """The sections of WRITTEN that have their shape, and what is wrong with the others."""
    built: dict[str, Model] = {}
    found: list[Found] = []
    for name, source in written.items():
        if (known := SECTIONS.get(name)) is None:
            there = (service for service, _ in SECTIONS.items())
            found.append((source, Problem((), f"there is no service `{name}` with data", near(name, there))))
            continue
        section, problems = attempt(known.shape, source)
        found += [(source, problem) for problem in problems]
        if section is not None:
            built[name] = section
    return built, found


def broken(company: Company, written: Written) -> Iterator[Found]:
    """Every rule that a section of COMPANY breaks, where it is WRITTEN or in a file that it names."""
    for name, data in company.sections.items():
        if (known := SECTIONS.get(name)) is not None:
            for problem in known.rules(data, company):
                yield company.beside[problem.file] if problem.file else written[name], problem


def altered(company: Company, source: Source) -> tuple[Company, list[Found]]:
    """COMPANY with the data of SOURCE over that of its sections, and what is wrong with it then."""
    data = merged(company.written, source.data)
    written, wrong = parted(replace(source, data=data))
    built, found = sections(written)
    changed = replace(company, written=data if isinstance(data, Mapping) else {}, sections=built)
    return changed, [*wrong, *found] or list(broken(changed, written))


def merged(old: object, new: object) -> object:
    """NEW over OLD: mappings key by key, where null takes the key away; anything else stands instead."""
    if not isinstance(new, Mapping):
        return new
    base = old if isinstance(old, Mapping) else {}
    over = {key: merged(base.get(key), value) for key, value in new.items() if value is not None}
    return {key: value for key, value in {**base, **over}.items() if key not in new or new[key] is not None}
