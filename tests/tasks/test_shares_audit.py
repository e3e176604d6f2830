"""Every right of a file server's shares and folders; what cannot be looked at is told and stops nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from ccp3lab.connections import smb_files, smb_pipe
from ccp3lab.connections.smb_files import Item
from ccp3lab.connections.srvsvc import Share
from ccp3lab.directory.findings import Finding, Grant, Kind
from ccp3lab.errors import ShareError
from ccp3lab.ntsecurity import HERE, Descriptor, Inherit, Right, Sid, allow
from tasks import shares_audit as module

ANN, GROUP = Sid.parse("S-1-5-21-1-2-3-1101"), Sid.parse("S-1-5-21-1-2-3-1102")


def gives(sid: Sid, right: Right, flags: Inherit = HERE) -> Descriptor:
    return Descriptor((allow(sid, right.value, flags),))


SMB = SimpleNamespace(server=SimpleNamespace(name="fs1"))
SHARES = [
    Share("srv$", "C:\\srv", security=gives(GROUP, Right.FULL)),
    Share("compta", "C:\\srv\\compta", security=gives(ANN, Right.READ)),
    Share("IPC$", "", kind=3),
]
FOLDERS = {
    "C:\\srv": (gives(GROUP, Right.FULL), ["compta/", "autre/", "fermé/"]),
    "C:\\srv\\compta": (gives(GROUP, Right.CHANGE), ["paie.txt"]),
    "C:\\srv\\compta\\paie.txt": (gives(ANN, Right.CHANGE), []),
    "C:\\srv\\autre": (gives(ANN, Right.READ, Inherit.INHERITED), []),
}
ROOTS = {share.name: share.path for share in SHARES}


def at(share: str, path: str) -> str:
    return "\\".join(filter(None, (ROOTS[share], path)))


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def shares_of(_: object) -> Iterator[object]:
        yield SimpleNamespace(all=lambda: SHARES)

    def security(_: object, share: str, path: str) -> Descriptor:
        if at(share, path) not in FOLDERS:
            raise ShareError("access denied", 0xC0000022)
        return FOLDERS[at(share, path)][0]

    def listed(_: object, share: str, path: str) -> list[Item]:
        if at(share, path) not in FOLDERS:
            raise ShareError("access denied", 0xC0000022)
        return [Item(name.rstrip("/"), name.endswith("/")) for name in FOLDERS[at(share, path)][1]]

    monkeypatch.setattr(smb_pipe, "shares_of", shares_of)
    monkeypatch.setattr(smb_files, "security", security)
    monkeypatch.setattr(smb_files, "listed", listed)


def test_shares_folders_and_files_each_once() -> None:
    found = list(module.grants(SMB))
    assert [(one.place, one.sid, one.right) for one in found if isinstance(one, Grant)] == [
        ("the share compta of fs1", str(ANN), "read"),
        ("\\\\fs1\\compta", str(GROUP), "change"),
        ("\\\\fs1\\compta\\paie.txt", str(ANN), "change"),
        ("the share srv$ of fs1", str(GROUP), "full"),
        ("\\\\fs1\\srv$", str(GROUP), "full"),
    ]


def test_a_folder_that_is_closed_to_us_is_told() -> None:
    unseen = [one for one in module.grants(SMB) if isinstance(one, Finding)]
    assert {(one.kind, one.who) for one in unseen} == {(Kind.UNSEEN, "\\\\fs1\\srv$\\fermé")}


def test_more_folders_than_anybody_has_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    assert Finding(Kind.UNSEEN, "\\\\fs1\\srv$\\autre", "too many folders, or too deep in each other") in list(
        module.grants(SMB)
    )


def test_the_task_tells_them_all() -> None:
    host = SimpleNamespace(get_connection=lambda name, _: SMB)
    told = module.shares_audit(SimpleNamespace(host=host, nornir=SimpleNamespace(config=None)))
    assert told.result == tuple(module.grants(SMB))
