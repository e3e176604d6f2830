"""Security descriptors as bytes: round trip, descriptors as servers send them, an independent reader."""

import pytest
from hypothesis import given
from smbprotocol.security_descriptor import SMB2CreateSDBuffer

from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity import BELOW, Control, Descriptor, Right, allow, decode, deny, encode, known, text
from tests.ntsecurity.made import account, aces, descriptors

FOLDER = (
    "0100 0494 14000000 24000000 00000000 34000000"  # owner first, group, no SACL, DACL
    "01020000000000052000000020020000"
    "01020000000000052000000020020000"
    "0200 4c00 0300 0000"
    "0003 1800 ff011f00 01020000000000052000000020020000"
    "0003 1400 a9001200 010100000000000512000000"
    "010b 1800 bf011300 01020000000000052000000021020000"
)
DACL_FIRST = (
    "0100 0480 30000000 00000000 00000000 14000000"
    "0200 1c00 0100 0000"
    "0000 1400 ff011f00 010100000000000100000000"
    "010100000000000512000000"
)
NULL_DACL = "0100 0480 00000000 00000000 00000000 00000000"
NO_DACL = "0100 0080 00000000 00000000 00000000 00000000"
EMPTY_DACL = "0100 0480 00000000 00000000 00000000 14000000 0200 0800 0000 0000"


@pytest.mark.parametrize(
    ("raw", "sddl"),
    [
        (FOLDER, "O:BAG:BAD:PAI(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;SY)(D;OICIIO;0x1301bf;;;BU)"),
        (DACL_FIRST, "O:SYD:(A;;FA;;;WD)"),
        (NULL_DACL, "D:NO_ACCESS_CONTROL"),
        (NO_DACL, "D:NO_ACCESS_CONTROL"),
        (EMPTY_DACL, "D:"),
    ],
)
def test_what_a_server_sends(raw: str, sddl: str) -> None:
    found = decode(bytes.fromhex(raw))
    assert text(found) == sddl
    assert decode(encode(found)) == found


@given(descriptors)
def test_what_is_written_is_read(descriptor: Descriptor) -> None:
    assert decode(encode(descriptor)) == descriptor


@given(descriptors)
def test_what_follows_is_not_looked_at(descriptor: Descriptor) -> None:
    assert decode(encode(descriptor) + b"\xff" * 9) == descriptor


def test_smbprotocol_reads_what_is_written() -> None:
    user = account(1104)
    wanted = (deny(user, 0x116), allow(known.USERS, Right.CHANGE.value, BELOW))
    packet = SMB2CreateSDBuffer()
    packet.unpack(encode(Descriptor(wanted, owner=user, group=known.USERS, control=Control.PROTECTED)))
    assert (str(packet.get_owner()), str(packet.get_group())) == (str(user), "S-1-5-32-545")
    read = [
        (
            one["ace_type"].get_value(),
            str(one["sid"].get_value()),
            one["mask"].get_value(),
            one["ace_flags"].get_value(),
        )
        for one in packet.get_dacl()["aces"].get_value()
    ]
    assert read == [(ace.kind, str(ace.sid), ace.mask, ace.flags) for ace in wanted]
    assert packet["control"].get_value() == 0x9004


def test_a_list_beyond_its_size_is_refused_when_written() -> None:
    entries = tuple(allow(account(rid), 1) for rid in range(1000, 3000))
    with pytest.raises(DescriptorError, match=r"2000 entries make 72008 bytes, .*; give rights to groups"):
        encode(Descriptor(entries))


@given(aces)
def test_every_entry_can_be_told(ace) -> None:
    assert text(Descriptor((ace,))).startswith(("D:(A;", "D:(D;"))
