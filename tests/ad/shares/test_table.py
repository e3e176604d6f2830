"""The rights table on a real server: written, read back, written no second time; mended; a dry run writes nothing."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from nornir.core import Nornir
from nornir.core.configuration import Config
from nornir.core.inventory import ConnectionOptions, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.plugins.runners import SerialRunner

from ccp3lab.connections.ldap import Server
from ccp3lab.connections.ldap import connect as ldap
from ccp3lab.connections.smb import Smb
from ccp3lab.connections.smb_files import listed, make_folder, maximal_access, read_file, secure, write_file
from ccp3lab.connections.smb_nornir import SmbConnection
from ccp3lab.connections.smb_pipe import shares_of
from ccp3lab.errors import DirectoryError, ShareError
from ccp3lab.ntsecurity import BELOW, Control, Descriptor, Right, allow, known, strongest
from ccp3lab.pytest_samba import SambaAD
from tasks.shares_apply import Target, bring, left, shares
from tasks.shares_intent import Given, Shared, Wanted, names
from tasks.shares_sids import sids
from tests.ad.shares.conftest import PASSWORD, USERS, People
from tests.ad.shares.member import Member

pytestmark = pytest.mark.ad

TABLE = Wanted(
    (
        Shared(
            "ventes", ("services", "ventes"), (Given("DL_Compta_RW", Right.CHANGE), Given("DL_Compta_R", Right.READ))
        ),
        Shared("rh", ("services", "rh"), (Given("DL_Rh_RW", Right.CHANGE), Given("DL_Compta_R", Right.CHANGE, True))),
        Shared("tarifs", ("tarifs",), (Given("DL_Compta_RW", Right.FULL),), (Given(known.EVERYONE, Right.READ),)),
    )
)


BEGUN = Wanted(unwanted=("ventes", "rh", "tarifs"), cleared=(("services", "ventes"), ("services", "rh"), ("tarifs",)))


@pytest.fixture
def target(smb: Smb, people: People) -> Iterator[Target]:
    """The table, with the server in the state that it asks for."""
    made = Target(TABLE, people.groups)
    bring(smb, made)
    yield made
    bring(smb, Target(Wanted(unwanted=("ventes", "rh", "tarifs")), {}))


def test_it_is_written_once_and_users_have_it(smb: Smb, people: People, file_server: Member) -> None:
    target = Target(TABLE, people.groups)
    planned = left(smb, target)
    assert bring(smb, target) == planned, "what a dry run says is what is done"
    assert left(smb, target) == ()
    assert bring(smb, target) == ()
    expected = {
        "ventes": (Right.CHANGE, Right.READ, None),
        "rh": (Right.CHANGE, Right.READ, None),
        "tarifs": (Right.READ, None, None),
    }
    for number, user in enumerate(USERS):
        with closing(file_server.smb(user, PASSWORD)) as session:
            for share, rights in expected.items():
                assert held(session, share) is rights[number], (user, share)


def held(session: Smb, share: str) -> Right | None:
    """The right on SHARE by the server's word; Samba leaves standard rights out where a share only reads."""
    try:
        mask = maximal_access(session, share)
    except ShareError as error:
        if error.code != 0xC0000022:
            raise
        return None
    return strongest(mask | 0x120000)


def test_what_somebody_broke_is_mended(smb: Smb, target: Target, file_server: Member) -> None:
    with closing(file_server.smb("agnes", PASSWORD)) as agnes:
        make_folder(agnes, "ventes", "2026")
        write_file(agnes, "ventes", r"2026\bilan.txt", b"42")
    assert left(smb, target) == (), "what users make inherits as it was computed"
    with shares_of(smb) as service:
        service.secure("ventes", Descriptor((allow(known.EVERYONE, Right.READ.value),)))
        service.delete("rh")
    open_to_all = Descriptor((allow(known.EVERYONE, Right.FULL.value, BELOW),), control=Control.PROTECTED)
    secure(smb, "srv$", r"services\ventes", open_to_all)
    secure(smb, "srv$", r"services\ventes\2026\bilan.txt", Descriptor((allow(known.EVERYONE, 0x1F01FF),)))
    titles = [change.line.splitlines()[0] for change in bring(smb, target)]
    assert titles == [
        r"~ rights of C:\srv\services\ventes",
        r"~ rights of C:\srv\services\ventes\2026\bilan.txt",
        "~ permissions of share ventes",
        r"+ share rh of C:\srv\services\rh",
    ]
    assert left(smb, target) == ()
    with closing(file_server.smb("bruno", PASSWORD)) as bruno:
        assert read_file(bruno, "ventes", r"2026\bilan.txt") == b"42"
        with pytest.raises(ShareError, match="access denied"):
            write_file(bruno, "ventes", r"2026\note.txt", b"x")


def test_an_exercise_begins_anew(smb: Smb, people: People, file_server: Member) -> None:
    bring(smb, Target(BEGUN, {}))
    bring(smb, Target(TABLE, people.groups))
    with closing(file_server.smb("agnes", PASSWORD)) as agnes:
        make_folder(agnes, "ventes", "2026")
        write_file(agnes, "ventes", r"2026\bilan.txt", b"42")
    closed = Descriptor((), control=Control.PROTECTED)
    secure(smb, "srv$", r"services\ventes\2026", closed)
    lines = [change.line for change in bring(smb, Target(BEGUN, {}))]
    assert lines[3] == r"- folder C:\srv\services\ventes with all that is in it"
    assert left(smb, Target(BEGUN, {})) == ()
    assert [item.name for item in listed(smb, "srv$", "services")] == []


def test_the_job_by_nornir(file_server: Member, people: People, samba_ad: SambaAD, smb: Smb, tmp_path: Path) -> None:
    options = ConnectionOptions(
        hostname=str(file_server.address),
        username=f"{samba_ad.workgroup}\\Administrator",
        extras={"name": file_server.name, "password_file": str(samba_ad.password_file)},
    )
    host = Host("fs1", connection_options={"ccp3_smb": options})
    ConnectionPluginRegister.register("ccp3_smb", SmbConnection)
    nornir = Nornir(Inventory(Hosts({"fs1": host})), runner=SerialRunner(), config=Config())
    intents = {
        "fs1": Target(Wanted((Shared("atelier", ("atelier",), (Given("DL_Rh_RW", Right.READ),)),)), people.groups)
    }
    with nornir:
        nornir.data.dry_run = True
        dry = nornir.run(shares, intents=intents)["fs1"][0]
        nornir.data.dry_run = False
        first, second = (nornir.run(shares, intents=intents)["fs1"][0] for _ in range(2))
        assert isinstance(host.connections["ccp3_smb"], SmbConnection)
    assert dry.changed
    assert dry.diff.splitlines()[0] == r"+ folder C:\srv\atelier"
    assert (first.diff, first.changed) == (dry.diff, True)
    assert (second.diff, second.changed) == ("", False)
    bring(smb, Target(Wanted(unwanted=("atelier",)), {}))


def test_an_ordinary_user_is_told_why_not(target: Target, file_server: Member) -> None:
    with closing(file_server.smb("agnes", PASSWORD)) as session, pytest.raises(ShareError, match="access denied"):
        bring(session, target)


def test_sids_are_asked_of_the_directory(people: People, samba_ad: SambaAD) -> None:
    server = Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file)
    with closing(ldap(server, samba_ad.administrator, samba_ad.password)) as directory:
        assert sids(directory, names(TABLE)) == people.groups
        with pytest.raises(DirectoryError, match=r"no group \*, DL_Absent; create it"):
            sids(directory, ["DL_Rh_RW", "*", "DL_Absent"])
        with pytest.raises(DirectoryError, match="no group agnes"):
            sids(directory, ["agnes"])
