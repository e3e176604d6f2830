"""The questions that checks ask of a file server over `ccp3_access`, and what is told to them. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from ccp3lab.errors import DescriptorError
from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Observation, Question
from ccp3lab.ntsecurity import Descriptor
from ccp3lab.sharing.descriptors import described, descriptor

OK, DENIED, MISSING, UNTRIED = "ok", "denied", "missing", ""
"""What became of one action: done, refused for want of rights, no such share or file, not possible to try."""


SILENCE = '{"silent": true}'
"""The answer to whatever is asked of a device that runs without its server."""


@dataclass(frozen=True, order=True)
class Table(Question):
    """Every share of folders of the server, with its permissions and the NTFS rights of its folder."""

    connection: ClassVar[str] = "ccp3_access"

    def __str__(self) -> str:
        return "SMB : partages, permissions et droits NTFS"


@dataclass(frozen=True, order=True)
class Visit(Question):
    """What the account `login` can do in `share`: it logs on with the secret `label`, and tries.

    `author` is another account (and `author_label` its secret) that writes a file there first, for `login` to read and
    delete. Whatever was written is taken away again. No account is locked by it, as in `Bind` of the directory.
    """

    connection: ClassVar[str] = "ccp3_access"
    share: str
    login: str
    label: str
    author: str = ""
    author_label: str = ""

    def __str__(self) -> str:
        beside = f", après {self.author}" if self.author else ""
        return f"SMB : {self.login} dans {self.share}{beside}"


@dataclass(frozen=True)
class Visited:
    """What became of a visit. Each is OK, DENIED, MISSING, UNTRIED, or a status of the server (`0xC00000CB`).

    `logon`: `ok` or the reason of Active Directory (`52e`), `author_logon` the author's. `wrote` is the author's file.
    `enter` lists the folder; `read` reads the author's file, `change` writes into it, `delete` deletes it; `create`
    makes a file, `remove` deletes that one; `rule` asks for the right to change permissions.
    """

    logon: str = UNTRIED
    author_logon: str = UNTRIED
    wrote: str = UNTRIED
    enter: str = UNTRIED
    read: str = UNTRIED
    create: str = UNTRIED
    remove: str = UNTRIED
    change: str = UNTRIED
    delete: str = UNTRIED
    rule: str = UNTRIED


@dataclass(frozen=True)
class Told:
    """One share: `folder` are the NTFS rights of its folder, None when the server does not tell them."""

    name: str
    path: str
    through: Descriptor
    folder: Descriptor | None


def tell(what: Visited | Iterable[Told]) -> str:
    """WHAT in JSON."""
    data = asdict(what) if isinstance(what, Visited) else {"shares": [_share(one) for one in what]}
    return json.dumps(data, ensure_ascii=False, indent=1)


def silent(seen: Observation) -> bool:
    """Whether the answer is that nothing answers there."""
    return seen.text.strip() == SILENCE


def visited(seen: Observation) -> Visited:
    """What an answer to a Visit tells; Unreadable when it tells something else."""
    data = _data(seen)
    known = {field.name for field in fields(Visited)}
    if data.keys() != known or not all(isinstance(value, str) for value in data.values()):
        raise _unreadable(seen)
    return Visited(**data)


def table(seen: Observation) -> dict[str, Told]:
    """The shares that an answer to a Table tells, by lower-case name; Unreadable when it tells something else."""
    try:
        found = [
            Told(
                str(one["name"]),
                str(one["path"]),
                descriptor(one["through"]),
                descriptor(one["folder"]) if one["folder"] else None,
            )
            for one in _data(seen)["shares"]
        ]
    except (DescriptorError, TypeError, KeyError):
        raise _unreadable(seen) from None
    return {one.name.lower(): one for one in found}


def _share(one: Told) -> dict[str, Any]:
    folder = described(one.folder) if one.folder else None
    return {"name": one.name, "path": one.path, "through": described(one.through), "folder": folder}


def _data(seen: Observation) -> Mapping[str, Any]:
    try:
        data = json.loads(seen.text)
    except ValueError:
        raise _unreadable(seen) from None
    if not isinstance(data, dict):
        raise _unreadable(seen)
    return data


def _unreadable(seen: Observation) -> Unreadable:
    return Unreadable(f"SMB : {one_line(seen.text) or 'réponse vide'}")
