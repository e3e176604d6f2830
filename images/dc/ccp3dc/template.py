"""What all domains have alike: three thousand public objects, written down when the image is built, renewed for each.

They are Microsoft's schema and its display specifiers, as Samba's own provision of a throwaway domain wrote them. There
is no account, no key and no password among them. What they know of that domain are marks and GUIDs, and each domain
puts its own in their place.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from ccp3dc.errors import DomainError

FILE = Path("/usr/local/lib/lab/domain-template.json")
VERSION = 1

ROOT = "DC=template,DC=invalid"
CONFIGURATION, SCHEMA = "CN=Configuration", "CN=Schema"
SID = b"<DOMAIN SID>"
"""The three numbers of S-1-5-21-x-x-x, as they stand in a descriptor (MS-DTYP 2.4.2.2)."""

INVOCATION = b"<INVOCATION ID!>"
NUMBER = b"<NUMBER>"
"""Of a change: the update sequence number (USN)."""

MOMENT = b"<MOMENT>"
"""Of a change, in seconds since 1601."""

WHEN = "<WHEN>"
EPOCH = 11_644_473_600
"""Seconds from 1601 to 1970."""

GUID = re.compile(r"<GUID=([0-9a-f-]{36})>")


@dataclass(frozen=True)
class Own:
    """What is a domain's own: the DN of its ROOT, the numbers of its SID, its first database's invocation id."""

    root: str
    sid: bytes
    invocation: UUID


@dataclass(frozen=True)
class Entry:
    """An object as the database holds it: raw values by attribute, its place apart."""

    dn: str
    values: dict[str, list[bytes]]

    @property
    def partition(self) -> str:
        """The naming context that it is in: the schema's or the configuration's."""
        whole = next(
            context for context in (f"{SCHEMA},{CONFIGURATION},", f"{CONFIGURATION},") if f",{context}" in self.dn
        )
        return self.dn[self.dn.index(f",{whole}") + 1 :]


@dataclass(frozen=True)
class Copy:
    """The template for domain OWN, changed NOW (seconds since 1970): every GUID is new."""

    text: str
    own: Own
    now: int

    @cached_property
    def _data(self) -> dict[str, Any]:
        fresh: defaultdict[str, UUID] = defaultdict(uuid4)
        text = GUID.sub(lambda found: f"<GUID={fresh[found[1]]}>", self.text)
        when = datetime.fromtimestamp(self.now, UTC).strftime("%Y%m%d%H%M%S.0Z")
        data: dict[str, Any] = json.loads(text.replace(ROOT, self.own.root).replace(WHEN, when))
        return data

    @property
    def schema(self) -> str:
        """The schema's objects as the LDIF that Samba makes of Microsoft's files; `${SCHEMADN}` is to be filled in."""
        return GUID.sub(r"\1", self._data["schema"])

    @property
    def size(self) -> int:
        """How many objects."""
        return len(self._data["objects"])

    def entries(self, numbers: Sequence[int]) -> Iterator[Entry]:
        """The objects, each under its one of NUMBERS."""
        blobs = [self._renewed(b64decode(blob)) for blob in self._data["blobs"]]
        for (name, values, descriptor, history), usn in zip(self._data["objects"], numbers, strict=True):
            guid, dn = name.split(";", 1)
            made = {key: [one.encode("latin-1") for one in several] for key, several in values.items()}
            made["objectGUID"] = [UUID(guid[6:-1]).bytes_le]
            made["uSNCreated"] = made["uSNChanged"] = [str(usn).encode()]
            made["nTSecurityDescriptor"] = [blobs[descriptor]]
            made["replPropertyMetaData"] = [blobs[history].replace(NUMBER, usn.to_bytes(8, "little"))]
            yield Entry(dn, made)

    def _renewed(self, blob: bytes) -> bytes:
        moment = (self.now + EPOCH).to_bytes(8, "little")
        return blob.replace(SID, self.own.sid).replace(INVOCATION, self.own.invocation.bytes_le).replace(MOMENT, moment)


def copy(own: Own, now: int, path: Path = FILE) -> Copy:
    """The template of this image for domain OWN; DomainError when it is not there."""
    try:
        return Copy(path.read_text(encoding="utf-8"), own, now)
    except FileNotFoundError:
        raise DomainError(f"{path}: not there; the image was not built to its end") from None
