"""The template is written: a throwaway domain is made while the image is built, and its public objects are taken."""

from __future__ import annotations

import json
import logging
import re
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from ccp3dc.template import FILE, INVOCATION, MOMENT, NUMBER, ROOT, SID, VERSION, WHEN

REALM, WORKGROUP, HOST = "TEMPLATE.INVALID", "TEMPLATE", "any"
CONFIGURATION = f"CN=Configuration,{ROOT}"
SCHEMA = f"CN=Schema,{CONFIGURATION}"
PLACES = {SCHEMA: SCHEMA, CONFIGURATION: f"CN=DisplaySpecifiers,{CONFIGURATION}"}
"""Partition: the tree in it that is taken."""

OTHERS = {SCHEMA, f"CN=Aggregate,{SCHEMA}"}
"""Samba adds these from files of their own (provision_schema_basedn.ldif, aggregate_schema.ldif)."""

RENEWED = ("objectGUID", "nTSecurityDescriptor", "replPropertyMetaData", "uSNCreated", "uSNChanged")
"""What stands otherwise in the file than in the database."""

Raw = tuple[str, dict[str, list[bytes]]]
"""A DN, and its values by attribute."""


def gather(path: Path = FILE) -> None:
    """Write the template to PATH; the domain is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        schema = _throwaway(Path(folder))
        made = data(schema, _objects(Path(folder, "private", "sam.ldb.d")), marked_history)
    path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def _throwaway(folder: Path) -> str:
    """Have Samba make the domain, before any update of the forest; return the LDIF of its schema."""
    import samba.provision
    import samba.schema
    from samba.auth import system_session
    from samba.dcerpc import security

    written: list[str] = []
    read = samba.schema.read_ms_schema

    def reading(*files: str) -> str:
        written.append(read(*files))
        return written[0]

    samba.schema.read_ms_schema = reading
    numbers = (int.from_bytes(SID[at : at + 4], "little") for at in (0, 4, 8))
    samba.provision.provision(
        logging.getLogger("provision"),
        system_session(),
        targetdir=str(folder),
        realm=REALM,
        domain=WORKGROUP,
        hostname=HOST,
        hostip="192.0.2.1",
        domainsid=security.dom_sid("S-1-5-21-" + "-".join(map(str, numbers))),
        invocationid=str(UUID(bytes_le=INVOCATION)),
        dns_backend="SAMBA_INTERNAL",
        serverrole="dc",
        adprep_level=None,
    )
    return written[0]


def _objects(folder: Path) -> Iterator[Raw]:
    """DN and raw values of what is taken."""
    import ldb

    for partition, base in PLACES.items():
        database = ldb.Ldb(str(folder / f"{partition.upper()}.ldb"), flags=ldb.FLG_DONT_CREATE_DB)
        for message in database.search(scope=ldb.SCOPE_SUBTREE):
            name = str(message.dn)
            if f",{name}".endswith(f",{base}") and name not in OTHERS:
                yield name, {key: [bytes(value) for value in message[key]] for key in message if key != "dn"}


def data(schema: str, objects: Iterable[Raw], marked: Callable[[bytes], bytes]) -> dict[str, Any]:
    """What the file holds of SCHEMA (LDIF) and OBJECTS; MARKED puts marks into the history of an object's changes.

    Descriptors and histories are few: an object has their numbers in `blobs`.
    """
    blobs: dict[bytes, int] = {}
    rows = []
    for dn, found in sorted(objects, key=lambda one: int(one[1]["uSNCreated"][0])):
        values = {key: value for key, value in found.items() if key not in RENEWED}
        values["whenCreated"] = values["whenChanged"] = [WHEN.encode()]
        (guid,), (descriptor,), (history,) = (found[key] for key in RENEWED[:3])
        numbers = [blobs.setdefault(blob, len(blobs)) for blob in (descriptor, marked(history))]
        text = {key: [value.decode("latin-1") for value in several] for key, several in values.items()}
        rows.append([f"<GUID={UUID(bytes_le=guid)}>;{dn}", text, *numbers])
    text_of_schema = re.sub(r"(?m)^objectGUID: (\S+)$", r"objectGUID: <GUID=\1>", schema)
    packed = [b64encode(blob).decode() for blob in blobs]
    return {"version": VERSION, "schema": text_of_schema, "blobs": packed, "objects": rows}


def marked_history(history: bytes) -> bytes:
    """HISTORY (replPropertyMetaData, MS-ADTS 3.1.1.1.9) with marks for the number and the moment of each change."""
    from samba.dcerpc import drsblobs
    from samba.ndr import ndr_pack, ndr_unpack

    blob = ndr_unpack(drsblobs.replPropertyMetaDataBlob, history)
    for change in blob.ctr.array:
        change.originating_usn = change.local_usn = int.from_bytes(NUMBER, "little")
        change.originating_change_time = int.from_bytes(MOMENT, "little")
    packed: bytes = ndr_pack(blob)
    return packed
