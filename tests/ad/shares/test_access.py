"""Shares and rights on a real member server: what is written is read back, and what is computed is what users get."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from ccp3lab.connections.smb import Smb
from ccp3lab.connections.smb_files import (
    Item,
    delete,
    listed,
    make_folder,
    maximal_access,
    read_file,
    secure,
    security,
    write_file,
)
from ccp3lab.connections.smb_pipe import shares_of
from ccp3lab.connections.srvsvc import Share
from ccp3lab.errors import ShareError
from ccp3lab.ntsecurity import (
    BELOW,
    Control,
    Descriptor,
    Inherit,
    Right,
    allow,
    deny,
    difference,
    effective,
    encode,
    known,
    masks,
    text,
)
from tests.ad.shares.conftest import PASSWORD, USERS, People
from tests.ad.shares.member import Member

pytestmark = pytest.mark.ad

READ, CHANGE, FULL = (right.value for right in Right)
KEEPERS = (allow(known.ADMINISTRATORS, FULL, BELOW), allow(known.SYSTEM, FULL, BELOW))
DENIED = 0xC0000022


def ntfs(*entries) -> Descriptor:
    return Descriptor((*entries, *KEEPERS), control=Control.PROTECTED | Control.INHERIT_REQUIRED | Control.INHERITED)


@pytest.fixture
def compta(smb: Smb) -> Iterator[str]:
    """A folder that is shared, with everything for everyone on the share."""
    make_folder(smb, "srv$", "compta")
    with shares_of(smb) as shares:
        shares.add(Share("compta", r"C:\srv\compta", "Comptabilité"))
        shares.secure("compta", Descriptor((allow(known.EVERYONE, FULL),)))
        yield "compta"
        shares.delete("compta")
    secure(smb, "srv$", "compta", ntfs())
    for item in listed(smb, "srv$", "compta"):
        delete(smb, "srv$", rf"compta\{item.name}")
    delete(smb, "srv$", "compta")


def test_a_share_is_made_changed_listed_and_deleted(smb: Smb, compta: str) -> None:
    with shares_of(smb) as shares:
        found = shares.get(compta)
        assert (found.name, found.path, found.remark, found.kind) == ("compta", r"C:\srv\compta", "Comptabilité", 0)
        wanted = Descriptor((allow(known.AUTHENTICATED_USERS, CHANGE), allow(known.ADMINISTRATORS, FULL)))
        shares.secure(compta, wanted)
        assert not difference(wanted, shares.get(compta).security)
        assert {share.name for share in shares.all()} == {"compta", "srv$", "IPC$"}
        with pytest.raises(ShareError, match="that share is there already"):
            shares.add(Share("compta", r"C:\srv\compta"))
        with pytest.raises(ShareError, match="access denied") as told:
            shares.add(Share("systeme", r"C:\etc"))
        assert told.value.code == 5


def test_many_rights_fit_into_several_packets(smb: Smb, compta: str, people: People) -> None:
    (group,) = {sid.domain for sid in people.groups.values()}
    wanted = Descriptor(tuple(allow(group.member(5000 + number), READ) for number in range(300)))
    assert len(encode(wanted)) > 2 * 4280
    with shares_of(smb) as shares:
        shares.secure(compta, wanted)
        assert not difference(wanted, shares.get(compta).security)


def cases(people: People):
    writers, readers, rh = (people.groups[name] for name in ("DL_Compta_RW", "DL_Compta_R", "DL_Rh_RW"))
    everyone = allow(known.EVERYONE, FULL)
    yield "the usual", (everyone,), (allow(writers, CHANGE, BELOW), allow(readers, READ, BELOW))
    yield "a share that only reads", (allow(known.EVERYONE, READ),), (allow(writers, CHANGE, BELOW),)
    yield "a share for writers", (allow(writers, CHANGE),), (allow(known.AUTHENTICATED_USERS, FULL, BELOW),)
    yield "denied by one of two groups", (everyone,), (deny(readers, 0x10116, BELOW), allow(rh, CHANGE, BELOW))
    yield "for children only", (everyone,), (allow(writers, FULL, BELOW | Inherit.ONLY), allow(readers, READ, BELOW))
    yield "server's own users", (everyone,), (allow(known.USERS, READ, BELOW),)
    yield "two groups add up", (allow(rh, CHANGE),), (allow(rh, READ, BELOW), allow(writers, 0x116, BELOW))


@pytest.mark.parametrize("number", range(7))
def test_what_is_computed_is_what_the_server_says(
    number: int, smb: Smb, compta: str, people: People, file_server: Member
) -> None:
    name, share, folder = list(cases(people))[number]
    with shares_of(smb) as shares:
        shares.secure(compta, Descriptor(share))
        through = shares.get(compta).security
    secure(smb, "srv$", compta, ntfs(*folder))
    on_folder = security(smb, "srv$", compta)
    for user in USERS:
        computed = effective(through, on_folder, people.tokens[user])
        assert told(said(file_server, user, compta)) == told(computed), (name, user)


def told(mask: int) -> int:
    """MASK without what Samba leaves out on a share that only reads: it takes all of GENERIC_WRITE away there."""
    return mask & ~(masks.READ_CONTROL | masks.SYNCHRONIZE)


def said(file_server: Member, user: str, share: str) -> int:
    """The server's own word about the access of USER; 0 when it does not let them in at all."""
    with closing(file_server.smb(user, PASSWORD)) as session:
        try:
            mask = maximal_access(session, share)
        except ShareError as error:
            if error.code != DENIED:
                raise
            return 0
    return 0 if mask == 0x80 else mask  # attributes are what the question itself was opened with


def test_users_get_what_they_were_given(smb: Smb, compta: str, people: People, file_server: Member) -> None:
    writers, readers = people.groups["DL_Compta_RW"], people.groups["DL_Compta_R"]
    secure(smb, "srv$", compta, ntfs(allow(writers, CHANGE, BELOW), allow(readers, READ, BELOW)))
    agnes, bruno, chloe = (file_server.smb(user, PASSWORD) for user in USERS)
    write_file(agnes, compta, "bilan.txt", b"42")
    assert read_file(bruno, compta, "bilan.txt") == b"42"
    for refused in (
        lambda: write_file(bruno, compta, "note.txt", b"x"),
        lambda: delete(bruno, compta, "bilan.txt"),
        lambda: read_file(chloe, compta, "bilan.txt"),
        lambda: listed(chloe, compta),
        lambda: secure(agnes, compta, "", ntfs()),
    ):
        with pytest.raises(ShareError, match="access denied") as told:
            refused()
        assert told.value.code == DENIED
    assert listed(agnes, compta) == (Item("bilan.txt", is_folder=False),)
    assert "(A;ID;0x1301bf;;;" in text(security(smb, compta, "bilan.txt"))
    delete(agnes, compta, "bilan.txt")
    for session in (agnes, bruno, chloe):
        session.close()


def test_refused_logons_say_why(file_server: Member, people: People, samba_ad) -> None:
    samba_ad.run("samba-tool", "user", "disable", "chloe")
    try:
        with pytest.raises(ShareError, match="the account is disabled; enable it"):
            file_server.smb("chloe", PASSWORD)
    finally:
        samba_ad.run("samba-tool", "user", "enable", "chloe")
    with pytest.raises(ShareError, match="wrong password or unknown user"):
        file_server.smb("chloe", "wrong-27")
    with pytest.raises(ShareError, match="wrong password or unknown user"):
        file_server.smb("nobody-here", PASSWORD)


def test_an_ordinary_user_makes_no_share(file_server: Member, people: People) -> None:
    with (
        closing(file_server.smb("agnes", PASSWORD)) as session,
        shares_of(session) as shares,
        pytest.raises(ShareError, match="access denied"),
    ):
        shares.add(Share("pirate", r"C:\srv"))
