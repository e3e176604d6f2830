"""What all domains have alike, gathered of a throwaway domain and given to another: nothing of the first is left."""

import itertools
import json
from pathlib import Path
from uuid import UUID

import pytest
from ccp3dc import gather, template
from ccp3dc.errors import DomainError
from ccp3dc.gather import CONFIGURATION, SCHEMA
from ccp3dc.template import INVOCATION, MOMENT, NUMBER, SID, Copy, Entry, Own

CLASS, ATTRIBUTE, SPECIFIER = UUID(int=11), UUID(int=12), UUID(int=13)
SHELL = "1,{08eb4fa6-6ffd-11d1-b0e0-00c04fd8dca6}"
LDIF = f"""dn: CN=Printer,${{SCHEMADN}}
objectGUID: {CLASS}
schemaIDGUID: bf967aa8-0de6-11d0-a285-00aa003049e2

dn: CN=Title,${{SCHEMADN}}
objectGUID: {ATTRIBUTE}
"""
OWN = Own("DC=ad,DC=velo,DC=lan", bytes(range(200, 212)), UUID(int=99))
NOW = 1_700_000_000


def raw(guid: UUID, usn: int, **values: bytes) -> dict[str, list[bytes]]:
    """An object as Samba keeps it; an attribute has one value here, `b` in the name of a descriptor tells two apart."""
    kept = {
        "objectGUID": guid.bytes_le,
        "uSNCreated": b"%d" % usn,
        "uSNChanged": b"%d" % (usn + 40),
        "whenCreated": b"20200101000000.0Z",
        "whenChanged": b"20200102000000.0Z",
        "nTSecurityDescriptor": b"\x01\x04" + SID + b"\x00\x02\x00\x00" + SID,
        "replPropertyMetaData": INVOCATION + b"changed 2020, USN %d" % usn,
        "objectCategory": f"<GUID={CLASS}>;CN=Printer,{SCHEMA}".encode(),
    }
    return {key: [value] for key, value in {**kept, **values}.items()}


OBJECTS = [
    (f"CN=Printer,CN=40C,CN=DisplaySpecifiers,{CONFIGURATION}", raw(SPECIFIER, 30, adminContextMenu=SHELL.encode())),
    (f"CN=Schema-Title,{SCHEMA}", raw(ATTRIBUTE, 20, schemaIDGUID=b'\x00\xff"\\\n\xe9', cn="Intitulé".encode())),
    (f"CN=Printer,{SCHEMA}", raw(CLASS, 10)),
]


def marked(history: bytes) -> bytes:
    assert b"changed 2020" in history
    return INVOCATION + MOMENT + NUMBER + NUMBER


@pytest.fixture
def text() -> str:
    return json.dumps(gather.data(LDIF, OBJECTS, marked), ensure_ascii=False)


@pytest.fixture
def made(text: str) -> Copy:
    return Copy(text, OWN, NOW)


def entries(made: Copy) -> list[Entry]:
    return list(made.entries(range(501, 501 + made.size)))


def test_objects_come_in_the_order_in_which_they_were_made(made: Copy) -> None:
    names = [entry.dn.partition(",CN=")[0] for entry in entries(made)]
    assert names == ["CN=Printer", "CN=Schema-Title", "CN=Printer"]
    assert made.size == 3


def test_each_is_in_its_partition_of_the_domain(made: Copy) -> None:
    configuration = f"CN=Configuration,{OWN.root}"
    schema = f"CN=Schema,{configuration}"
    assert [entry.partition for entry in entries(made)] == [schema, schema, configuration]


def test_nothing_of_the_throwaway_domain_is_left(made: Copy, text: str) -> None:
    marks = (
        SID,
        INVOCATION,
        MOMENT,
        NUMBER,
        b"<WHEN>",
        f"<GUID={CLASS}".encode(),
        b"DC=template",
        b"changed 2020",
        b"2020010",
    )
    values = [value for entry in entries(made) for several in entry.values.values() for value in several]
    for value, mark in itertools.product([*values, made.schema.encode()], marks):
        assert mark not in value
    assert all(one in text for one in ("DC=template", "<WHEN>", str(CLASS))), "or they could not be missed"


def test_descriptors_name_the_groups_of_the_domain(made: Copy) -> None:
    wanted = b"\x01\x04" + OWN.sid + b"\x00\x02\x00\x00" + OWN.sid
    assert {entry.values["nTSecurityDescriptor"][0] for entry in entries(made)} == {wanted}


def test_each_has_a_number_of_its_own_and_the_present_moment(made: Copy) -> None:
    for number, entry in enumerate(entries(made), start=501):
        usn = number.to_bytes(8, "little")
        moment = (NOW + 11_644_473_600).to_bytes(8, "little")
        assert entry.values["replPropertyMetaData"] == [OWN.invocation.bytes_le + moment + usn + usn]
        assert entry.values["uSNCreated"] == entry.values["uSNChanged"] == [str(number).encode()]
        assert entry.values["whenCreated"] == entry.values["whenChanged"] == [b"20231114221320.0Z"]


def test_guids_are_new_in_each_domain_and_references_follow(text: str) -> None:
    seen = set()
    for made in (Copy(text, OWN, NOW), Copy(text, OWN, NOW)):
        printer, title, specifier = (UUID(bytes_le=entry.values["objectGUID"][0]) for entry in entries(made))
        category = f"<GUID={printer}>;CN=Printer,CN=Schema,CN=Configuration,{OWN.root}".encode()
        assert {entry.values["objectCategory"][0] for entry in entries(made)} == {category}
        assert f"objectGUID: {printer}\n" in made.schema
        assert f"objectGUID: {title}\n" in made.schema
        seen |= {printer, title, specifier}
    assert len(seen) == 6
    assert not seen & {CLASS, ATTRIBUTE, SPECIFIER}


def test_what_microsoft_numbered_stays(made: Copy) -> None:
    assert "schemaIDGUID: bf967aa8-0de6-11d0-a285-00aa003049e2\n" in made.schema
    assert entries(made)[2].values["adminContextMenu"] == [SHELL.encode()]


def test_any_byte_comes_through(made: Copy) -> None:
    assert entries(made)[1].values["schemaIDGUID"] == [b'\x00\xff"\\\n\xe9']
    assert entries(made)[1].values["cn"] == ["Intitulé".encode()]


def test_the_schema_is_left_to_be_filled_in(made: Copy) -> None:
    assert made.schema.startswith("dn: CN=Printer,${SCHEMADN}\n")


def test_as_many_numbers_as_objects_are_wanted(made: Copy) -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(made.entries(range(made.size - 1)))


def test_an_image_without_a_template_says_so(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"template\.json: not there; the image was not built"):
        template.copy(OWN, NOW, tmp_path / "template.json")


def test_it_is_read_from_the_image(tmp_path: Path, text: str) -> None:
    path = tmp_path / "template.json"
    path.write_text(text, encoding="utf-8")
    assert template.copy(OWN, NOW, path) == Copy(text, OWN, NOW)
