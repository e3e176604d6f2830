"""What of a lab can only be judged beside the services and the images: found before anything is deployed (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ccp3lab.company import Company, altered
from ccp3lab.lab import SOLVED, START, Lab
from ccp3lab.platforms import Image, Platform
from ccp3lab.problem import Loc, Problem, near
from ccp3lab.services import SERVICES
from ccp3lab.source import Source

_SHELL = "has no command line of a network device; plant it on a switch, or use `run:`"
_CLI = "is no Linux device; use `lines:`"
_PLATFORMS: Mapping[str, tuple[Platform, str]] = {
    "lines": ("cisco_ios", _SHELL),
    "typed": ("cisco_ios", _SHELL),
    "files": ("linux", _CLI),
    "run": ("linux", _CLI),
}
"""Where each kind of change can be made, and what is said of another device."""


def unsound(lab: Lab, company: Company, images: Mapping[str, Image]) -> Iterator[Problem]:
    """The problems of lab.yml: services that do not exist, states that cannot be reached or are named like another."""
    known = [name for name, _ in SERVICES.items()]
    for place, name in enumerate(lab.learner_does):
        if name not in known:
            yield Problem(("learner_does", place), f"there is no service `{name}`", near(name, known))
    for name in {*lab.others} & {START, SOLVED, *lab.faults}:
        yield Problem(("alternatives", name), f"`{name}` is the name of another state", "give it another name")
    for name in lab.faults.keys() & {START, SOLVED}:
        yield Problem(("faults", name), f"`{name}` is the name of a state", "give the fault another name")
    for loc, state in _states(lab):
        for kind, device in lab.change(state).devices():
            platform, message = _PLATFORMS[kind]
            if images[company.device(device).image].platform != platform:
                yield Problem((*loc, kind, device), *f"{device} {message}".split("; "))


def companies(lab: Lab, whole: Company) -> tuple[dict[str, Company], list[tuple[Source, Problem]]]:
    """WHOLE, the lab's company, as each state that changes its data has it; what is wrong with such data, in lab.yml.

    What a section refuses is told beside `data:` of the state, or `before:` of state `start`. Sections that the lab
    does not have may want what its data takes away.
    """
    whole = whole.asking(lab.services)
    found: dict[str, Company] = {}
    problems: list[tuple[Source, Problem]] = []
    if lab.data:
        whole, problems = altered(whole, lab.source.below("data"))
    for loc, state in ((("before",), START), *(((*loc, "data"), state) for loc, state in _states(lab))):
        if data := lab.change(state).data:
            source = replace(lab.source.below(*loc), data=data)
            found[state], wrong = altered(whole, source)
            problems += wrong
    return {state: company.only(lab.devices, lab.services) for state, company in found.items()}, problems


def _states(lab: Lab) -> Iterator[tuple[Loc, str]]:
    yield from ((("faults", name), name) for name in lab.faults)
    yield from ((("alternatives", name), name) for name in lab.alternatives)
