"""What checks ask of a real file server over `ccp3_access`: rights as they are, users at work, nothing left behind."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ccp3lab.connections.access import Access, AccessConnection
from ccp3lab.connections.smb import Smb
from ccp3lab.connections.smb_files import listed
from ccp3lab.ntsecurity import Right, difference, known
from ccp3lab.pytest_samba import SambaAD
from ccp3lab.sharing import DENIED, MISSING, OK, UNTRIED, Table, Visit, Visited, table, visited
from tasks.shares_apply import Target, bring
from tasks.shares_intent import Given, Shared, Wanted
from tasks.shares_rights import of_folder, of_share
from tests.ad.shares.conftest import PASSWORD, People
from tests.ad.shares.member import Member

pytestmark = pytest.mark.ad

VENTES = Shared("visites", ("visites",), (Given("DL_Compta_RW", Right.CHANGE), Given("DL_Compta_R", Right.READ)))
TARIFS = Shared("lus$", ("lus",), (Given("DL_Rh_RW", Right.FULL),), (Given(known.EVERYONE, Right.READ),))
GONE = Wanted(unwanted=("visites", "lus$"), cleared=(("visites",), ("lus",)))


@pytest.fixture
def access(smb: Smb, people: People, file_server: Member, samba_ad: SambaAD) -> Iterator[Access]:
    """The connection, to a server with two shares."""
    bring(smb, Target(Wanted((VENTES, TARIFS)), people.groups))

    @contextmanager
    def at_the_controller() -> Iterator[tuple[str, int]]:
        yield str(samba_ad.address), 636

    extras = {
        "name": file_server.name,
        "password_file": str(samba_ad.password_file),
        "secret": {"right": PASSWORD, "wrong": "Rouge-Olive-27"}.__getitem__,
        "directory": {
            "name": samba_ad.name,
            "ca_file": str(samba_ad.ca_file),
            "user": samba_ad.administrator,
            "via": at_the_controller,
        },
    }
    made = AccessConnection()
    made.open(str(file_server.address), f"{samba_ad.workgroup}\\Administrator", None, None, None, extras)
    yield made.connection
    made.close()
    bring(smb, Target(GONE, {}))


def told(access: Access, *asked: Visit) -> list[Visited]:
    found = access.answers(asked)
    return [visited(found[one]) for one in asked]


def visit(login: str, author: str = "", share: str = "visites", label: str = "right") -> Visit:
    return Visit(share, login, label, author, "right" if author else "")


def test_the_table_is_told_as_it_was_written(access: Access, people: People) -> None:
    found = table(access.answers([Table()])[Table()])
    assert {"visites", "lus$", "srv$"} <= found.keys()
    for share in (VENTES, TARIFS):
        one = found[share.name]
        assert not difference(of_share(share, people.groups), one.through)
        assert one.folder is not None
        assert not difference(of_folder(share, people.groups), one.folder)


def test_users_do_what_they_may_and_nothing_is_left(access: Access, smb: Smb) -> None:
    writes, reads, stays_out = told(access, visit("agnes"), visit("bruno", "agnes"), visit("chloe", "agnes"))
    assert writes == Visited(OK, UNTRIED, UNTRIED, OK, UNTRIED, OK, OK, UNTRIED, UNTRIED, DENIED)
    assert reads == Visited(OK, OK, OK, OK, OK, DENIED, UNTRIED, DENIED, DENIED, DENIED)
    assert stays_out == Visited(OK, OK, OK, DENIED, DENIED, DENIED, UNTRIED, DENIED, DENIED, DENIED)
    assert listed(smb, "srv$", "visites") == ()


def test_the_most_restrictive_of_both_counts(access: Access) -> None:
    reads, missing = told(access, visit("agnes", share="lus$"), visit("agnes", share="absent"))
    assert (reads.enter, reads.create, reads.rule) == (OK, DENIED, DENIED)
    assert (missing.enter, missing.create) == (MISSING, MISSING)


def test_nobody_is_locked_by_it(access: Access, samba_ad: SambaAD) -> None:
    samba_ad.run("samba-tool", "domain", "passwordsettings", "set", "--account-lockout-threshold=3")
    samba_ad.run("samba-tool", "user", "disable", "bruno")
    try:
        for _ in range(5):
            assert told(access, visit("chloe", label="wrong"))[0].logon == "52e"
        assert told(access, visit("chloe"))[0].logon == OK
        assert told(access, visit("bruno"))[0].logon == "533"
        assert told(access, visit("nobody-here"))[0].logon == "525"
    finally:
        samba_ad.run("samba-tool", "user", "enable", "bruno")
        samba_ad.run("samba-tool", "domain", "passwordsettings", "set", "--account-lockout-threshold=0")
