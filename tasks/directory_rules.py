"""Every rule that the section `directory` must keep, each broken one a Problem with its place. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from ccp3lab.company import Company
from ccp3lab.people import clashes
from ccp3lab.problem import Loc, Problem, near
from tasks.directory_groups import groups
from tasks.directory_section import DirectorySection
from tasks.directory_wanted import listed

OU, COMPUTER = 64, 15
"""Characters of an OU's name (MS-ADA3, ou: rangeUpper) and of a NetBIOS name."""


def rules(data: DirectorySection, company: Company) -> Iterator[Problem]:
    """Everything wrong with DATA, places relative to the section; of the staff list, by its lines."""
    own = chain.from_iterable(rule(data) for rule in ALONE)
    return chain(own, chain.from_iterable(rule(data, company) for rule in RULES))


def _ous(data: DirectorySection) -> Iterator[Problem]:
    """Each OU has a sound name, its own one in its place, and is not inside itself."""
    seen: dict[tuple[str | None, str], str] = {}
    for key, entry in data.ous.items():
        loc, name = ("ous", key, "name"), entry.name
        if not name.isprintable() or name != name.strip() or not 0 < len(name) <= OU:
            yield Problem(loc, f"`{name[:OU]}` is no name of an OU", f"write 1 to {OU} visible characters")
        other = seen.setdefault((entry.inside, name.casefold()), key)
        if other != key:
            yield Problem(loc, f"`{other}` has the name `{name}` in the same place", "choose another name")
        if entry.inside is not None and entry.inside not in data.ous:
            yield Problem(("ous", key, "inside"), f"there is no OU `{entry.inside}`", near(entry.inside, data.ous))
        elif _loops(data, key):
            yield Problem(("ous", key, "inside"), f"OU `{key}` is inside itself", "let one of them stand in the domain")


def _loops(data: DirectorySection, key: str) -> bool:
    at: str | None = key
    for _ in data.ous:
        at = data.ous[at].inside if at in data.ous else None
        if at == key:
            return True
    return False


def _places(data: DirectorySection) -> Iterator[Problem]:
    """Whatever stands in an OU stands in one that there is."""
    where: list[tuple[Loc, str]] = [(("departments", name), one.ou) for name, one in data.departments.items()]
    where += [(("groups", name), one.ou) for name, one in data.groups.items()]
    where += [(("computers", name), one.ou) for name, one in data.computers.items()]
    for loc, key in where:
        if key not in data.ous:
            yield Problem((*loc, "ou"), f"there is no OU `{key}`", near(key, data.ous))


def _people(data: DirectorySection, company: Company) -> Iterator[Problem]:
    """The staff list is sound, its departments are known, and what is said of a person is said of somebody."""
    if data.staff not in company.beside:
        yield Problem(("staff",), f"there is no list `{data.staff}` beside plan.yml", near(data.staff, company.beside))
        return
    found = listed(data, company)
    for problem in (*found.problems, *clashes(found.people, {})):
        yield replace(problem, file=data.staff)
    for person in found.people:
        if person.department not in data.departments:
            message = f"there is no department `{person.department}`"
            yield Problem((person.line,), message, near(person.department, data.departments), file=data.staff)
    known = {person.number for person in found.people}
    for number, entry in data.people.items():
        if number not in known:
            yield Problem(("people", number), f"nobody has the employee number `{number}`", near(number, known))
        if entry.department is not None and entry.department not in data.departments:
            message = f"there is no department `{entry.department}`"
            yield Problem(("people", number, "department"), message, near(entry.department, data.departments))


def _computers(data: DirectorySection, company: Company) -> Iterator[Problem]:
    for name in data.computers:
        if name not in company.devices:
            yield Problem(("computers", name), f"there is no device `{name}`", near(name, company.devices))
        if len(name) > COMPUTER:
            yield Problem(("computers", name), f"`{name}` has {len(name)} characters", f"NetBIOS takes {COMPUTER}")


def _home(data: DirectorySection, company: Company) -> Iterator[Problem]:
    """Home folders are on a machine of the company."""
    if data.home is not None and data.home.server not in company.devices:
        near_ = near(data.home.server, company.devices)
        yield Problem(("home", "server"), f"there is no device `{data.home.server}`", near_)


def _policy(data: DirectorySection) -> Iterator[Problem]:
    """A password may be changed before it must be; failed attempts are not counted for longer than they lock."""
    policy = data.policy
    if policy is None:
        return
    if policy.oldest and policy.youngest >= policy.oldest:
        message = "a password must be changed before it may be"
        yield Problem(("policy", "youngest"), message, "write less than `oldest`")
    if policy.locked and policy.window > policy.locked:
        message = "failed attempts are counted for longer than an account stays locked"
        yield Problem(("policy", "window"), message, "write `locked` at most")
    if policy.attempts and not policy.window:
        yield Problem(("policy", "window"), "no failed attempt would be counted", "write a time, as in 30m")


ALONE: tuple[Callable[[DirectorySection], Iterator[Problem]], ...] = (_ous, _places, _policy)
"""Each rule looks at the whole section and tells what breaks it."""

RULES: tuple[Callable[[DirectorySection, Company], Iterator[Problem]], ...] = (groups, _people, _computers, _home)
"""Each rule looks at the section in its company."""
