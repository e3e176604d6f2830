"""The rules of groups: AGDLP (accounts in global groups, these in domain local ones), and their names. Pure."""

import re
from collections.abc import Iterator, Mapping

from ccp3lab.company import Company
from ccp3lab.people import logins
from ccp3lab.problem import Loc, Problem, near
from tasks.directory_intent import Scope
from tasks.directory_section import DirectorySection
from tasks.directory_wanted import listed

LENGTH = 64
"""Characters of a common name, which a group's name is, too (MS-ADA1, cn: rangeUpper)."""

FORBIDDEN = re.compile(r'["/\\\[\]:;|=,+*?<>@\x00-\x1f]')
"""Characters that no sAMAccountName holds (MS-SAMR, "Attribute Constraints for Originating Updates")."""

PREFIXES: Mapping[str, Scope] = {
    "GG_": Scope.GLOBAL,
    "DL_": Scope.DOMAIN_LOCAL,
    "GDL_": Scope.DOMAIN_LOCAL,
    "GU_": Scope.UNIVERSAL,
}
NESTED: Mapping[Scope, tuple[Scope, ...]] = {
    Scope.GLOBAL: (Scope.GLOBAL,),
    Scope.UNIVERSAL: (Scope.GLOBAL, Scope.UNIVERSAL),
    Scope.DOMAIN_LOCAL: (Scope.GLOBAL, Scope.UNIVERSAL),
}
"""What AGDLP lets into a group of each scope; Samba would take more."""


def groups(data: DirectorySection, company: Company) -> Iterator[Problem]:
    """Everything wrong with the groups of DATA and with who is in them."""
    yield from _names(data, company)
    yield from _nesting(data)
    yield from _accounts(data)


def _names(data: DirectorySection, company: Company) -> Iterator[Problem]:
    used = {login: f"the login of {number}" for number, login in logins(listed(data, company).people, {}).items()}
    for name, entry in data.groups.items():
        loc = ("groups", name)
        if not 0 < len(name) <= LENGTH or FORBIDDEN.search(name) or name != name.strip(" ."):
            remedy = f'1 to {LENGTH} characters, none of " / \\ [ ] : ; | = , + * ? < > @, no dot at the end'
            yield Problem(loc, f"`{name[:LENGTH]}` is no name of a group", remedy)
        if (other := used.setdefault(name.casefold(), f"group `{name}`")) != f"group `{name}`":
            yield Problem(loc, f"`{name}` is {other} already", "choose another name")
        said = next((scope for prefix, scope in PREFIXES.items() if name.startswith(prefix)), None)
        if said is not None and said is not entry.scope:
            message = f"`{name}` is {entry.scope}, and its name says {said}"
            yield Problem((*loc, "scope"), message, f"write `scope: {said}`, or change the name")


def _nesting(data: DirectorySection) -> Iterator[Problem]:
    for name, entry in data.groups.items():
        for number, member in enumerate(entry.members):
            loc = ("groups", name, "members", number)
            if (found := data.groups.get(member)) is None:
                yield Problem(loc, f"there is no group `{member}`", near(member, data.groups))
            elif found.scope not in NESTED[entry.scope]:
                message = f"{found.scope} group `{member}` in {entry.scope} group `{name}` breaks AGDLP"
                yield Problem(loc, message, f"members may be {' or '.join(NESTED[entry.scope])}")
            elif name in _below(data, member):
                yield Problem(loc, f"group `{name}` is inside itself", "take one of them out")


def _below(data: DirectorySection, name: str) -> set[str]:
    """NAME and every group inside it."""
    found, waiting = set[str](), [name]
    while waiting:
        at = waiting.pop()
        if at not in found and at in data.groups:
            found.add(at)
            waiting += data.groups[at].members
    return found


def _accounts(data: DirectorySection) -> Iterator[Problem]:
    """Users are members of global groups alone."""
    places: list[tuple[Loc, tuple[str, ...]]] = [
        (("departments", name, "groups"), entry.groups) for name, entry in data.departments.items()
    ]
    places += [(("people", number, "groups"), entry.groups) for number, entry in data.people.items()]
    for loc, names in places:
        for number, name in enumerate(names):
            if (found := data.groups.get(name)) is None:
                yield Problem((*loc, number), f"there is no group `{name}`", near(name, data.groups))
            elif found.scope is not Scope.GLOBAL:
                message = f"users in {found.scope} group `{name}` break AGDLP"
                yield Problem((*loc, number), message, "put them in a global group, and that one in it")
