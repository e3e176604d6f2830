"""SIDs: text and bytes, the examples of MS-DTYP, what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smbprotocol.security_descriptor import SIDPacket

from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity import Sid, known
from tests.ntsecurity.made import DOMAIN, account, sids

EXAMPLES = [
    ("S-1-0", "01 00 000000000000"),
    ("S-1-1-0", "01 01 000000000001 00000000"),
    ("S-1-5-32-544", "01 02 000000000005 20000000 20020000"),
    ("S-1-5-21-1004336348-1177238915-682003330-512",
     "01 05 000000000005 15000000 dcf4dc3b 833d2b46 828ba628 00020000"),
    ("S-1-0x100000000000-7", "01 01 100000000000 07000000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "raw"), EXAMPLES)
def test_text_and_bytes(text: str, raw: str) -> None:
    sid = Sid.parse(text)
    assert (str(sid), sid.encode()) == (text, bytes.fromhex(raw))
    assert Sid.decode(bytes.fromhex(raw)) == sid


@given(sids)
def test_what_is_written_is_read(sid: Sid) -> None:
    assert Sid.decode(sid.encode()) == sid
    assert Sid.parse(str(sid)) == sid


@given(sids.filter(lambda sid: sid.authority < 1 << 16))
def test_smbprotocol_reads_the_same(sid: Sid) -> None:
    packet = SIDPacket()
    packet.unpack(sid.encode())
    assert [packet["sub_authorities"].get_value(), packet["identifier_authority"].get_value()] == [
        list(sid.parts),
        sid.authority,
    ]


@pytest.mark.parametrize(
    "text",
    ["", "S-1", "S-2-5-32", "s-1-5-32", "S-1-5-", "S-1-5--1", "S-1-5-32-544 ", "S-1-5-٣", "S-1-5-4294967296",
     "S-1-281474976710656", "S-1-5" + "-1" * 16, "Administrateurs", "S-1-5-32\n"],
)  # fmt: skip
def test_what_is_no_sid_is_refused(text: str) -> None:
    with pytest.raises(DescriptorError):
        Sid.parse(text)


@pytest.mark.parametrize("raw", ["", "01", "0101000000000005", "02 01 000000000001 00000000", "01 10" + "00" * 70])
def test_bytes_that_are_no_sid_are_refused(raw: str) -> None:
    with pytest.raises(DescriptorError, match="no SID in"):
        Sid.decode(bytes.fromhex(raw))


@given(st.binary(max_size=80))
def test_any_bytes_are_a_sid_or_one_error(raw: bytes) -> None:
    try:
        sid = Sid.decode(raw)
    except DescriptorError:
        return
    assert raw.startswith(sid.encode())


def test_an_account_has_a_domain_and_a_number() -> None:
    admins = account(known.DOMAIN_ADMINS)
    assert (admins.domain, admins.rid) == (DOMAIN, 512)


@pytest.mark.parametrize("sid", [known.ADMINISTRATORS, known.EVERYONE, DOMAIN, Sid(5, ())])
def test_others_have_no_domain(sid: Sid) -> None:
    assert sid.domain is None


def test_well_known_letters_name_each_sid_once() -> None:
    assert len(set(known.SDDL.values())) == len(known.SDDL)
