"""Every rule that the section `shares` must keep, each broken one a Problem with its place. Pure."""

import re
from collections.abc import Callable, Iterator

from ccp3lab.company import Company
from ccp3lab.problem import Loc, Problem, near
from tasks.directory_intent import Scope
from tasks.directory_section import DirectorySection
from tasks.shares_section import SharesSection

IMAGE = "fileserver"
"""The image of a file server."""

LONGEST, NAME = 80, 255
"""Characters of a share's name (MS-SRVS, SHARE_INFO_0: NNLEN of lmcons.h), and of a folder's."""

FORBIDDEN = re.compile(r'["/\\\[\]:|<>+=;,*?\x00-\x1f]')
"""Characters that no name of a share (MS-SRVS) or of a folder (MS-FSCC 2.1.5) holds, or that Samba keeps."""

RESERVED = frozenset({"srv$", "ipc$", "admin$", "c$", "print$", "printers", "homes", "global", "netlogon", "sysvol"})
"""Shares that a server has by itself, and sections of smb.conf(5) that mean something else."""

DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
"""Names that Windows keeps for devices (Win32, "Naming Files, Paths, and Namespaces")."""


def rules(data: SharesSection, company: Company) -> Iterator[Problem]:
    """Everything wrong with DATA, places relative to the section."""
    for rule in RULES:
        yield from rule(data, company)


def _names(data: SharesSection, company: Company) -> Iterator[Problem]:  # noqa: ARG001 - a rule looks at both
    seen: dict[str, str] = {}
    for name in data.table:
        loc, called = ("table", name), data.called(name)
        if not sound(name, LONGEST - 1):
            remedy = f'1 to {LONGEST - 1} visible characters, none of " / \\ [ ] : ; | = , + * ? < >'
            yield Problem(loc, f"`{name[:LONGEST]}` is no name of a share", remedy)
        if called.casefold() in RESERVED:
            yield Problem(loc, f"`{called}` is a share that servers have by themselves", "choose another name")
        if (other := seen.setdefault(called.casefold(), name)) != name:
            yield Problem(loc, f"share `{other}` has that name already: case does not matter", "choose another name")


def _servers(data: SharesSection, company: Company) -> Iterator[Problem]:
    known = [name for name, device in company.devices.items() if device.image == IMAGE]
    for name, entry in data.table.items():
        if entry.server not in known:
            message = f"there is no file server `{entry.server}`"
            yield Problem(("table", name, "server"), message, near(entry.server, known))


def _folders(data: SharesSection, company: Company) -> Iterator[Problem]:  # noqa: ARG001 - as above
    """A folder has sound names, and is shared once: two rows would each want their own rights on it."""
    seen: dict[tuple[str, ...], str] = {}
    for name, entry in data.table.items():
        loc: Loc = ("table", name, "folder")
        for part in entry.path:
            if not sound(part, NAME) or part.endswith(".") or DEVICES.fullmatch(part):
                message = f"`{part[:LONGEST]}` is no name of a folder"
                yield Problem(loc, message, "write visible characters and `/` between folders, as in services/compta")
        place = (entry.server, *(part.casefold() for part in entry.path))
        if (other := seen.setdefault(place, name)) != name:
            yield Problem(loc, f"share `{other}` has that folder already", "give each share a folder of its own")


def _rights(data: SharesSection, company: Company) -> Iterator[Problem]:
    """AGDLP: permissions are given to domain local groups of the directory, and to nobody else."""
    directory = company.asked("directory", DirectorySection)
    groups = directory.groups if directory else {}
    for name, entry in data.table.items():
        for group in entry.rights:
            loc = ("table", name, "rights", group)
            if (found := groups.get(group)) is None:
                yield Problem(loc, f"the directory has no group `{group}`", near(group, groups))
            elif found.scope is not Scope.DOMAIN_LOCAL:
                message = f"rights for {found.scope} group `{group}` break AGDLP"
                yield Problem(loc, message, "give them to a domain local group, and put that one in it")


def sound(name: str, longest: int) -> bool:
    """Whether a share or a folder can be called NAME, by its characters and their number."""
    return 0 < len(name) <= longest and name.isprintable() and name == name.strip() and not FORBIDDEN.search(name)


RULES: tuple[Callable[[SharesSection, Company], Iterator[Problem]], ...] = (_names, _servers, _folders, _rights)
"""Each rule looks at the section in its company."""
