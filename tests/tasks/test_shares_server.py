"""What the rights table asks of a directory and of a file server, both in memory: names in batches, walks that end."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from ccp3lab.connections import smb_files, smb_pipe
from ccp3lab.connections.smb_files import Item
from ccp3lab.connections.statuses import ACCESS_DENIED, NOT_FOUND, PATH_NOT_FOUND
from ccp3lab.directory.entry import Entry
from ccp3lab.errors import DirectoryError, ShareError
from ccp3lab.ntsecurity import Control, Descriptor, Sid
from tasks import shares_read, shares_write
from tasks.shares_change import ClearFolder
from tasks.shares_found import Path
from tasks.shares_intent import ROOT
from tasks.shares_read import Walk, place
from tasks.shares_sids import AT_ONCE, sids
from tasks.shares_write import write

DOMAIN = Sid.parse("S-1-5-21-1-2-3")


class Groups:
    """A directory that has these groups and keeps the filters that it was asked with."""

    base = "DC=ad,DC=velo,DC=lan"
    server = SimpleNamespace(label="ldaps://dc1")

    def __init__(self, *names: str) -> None:
        self.rids = {name.lower(): (name, 1100 + number) for number, name in enumerate(names)}
        self.filters: list[str] = []

    def search(self, base: str, question: str, attributes: list[str]) -> list[Entry]:
        assert base == self.base
        self.filters.append(question)
        asked = re.findall(r"\(sAMAccountName=([^()]*)\)", question)
        return [self._entry(*self.rids[name.lower()]) for name in asked if name.lower() in self.rids]

    def _entry(self, name: str, rid: int) -> Entry:
        raw = {"sAMAccountName": [name.encode()], "objectSid": [DOMAIN.member(rid).encode()]}
        return Entry.read({"dn": f"CN={name},{self.base}", "raw_attributes": raw})


def test_names_know_no_case_and_come_back_as_the_table_writes_them() -> None:
    found = sids(Groups("DL_Compta_RW", "DL_Compta_R"), ["dl_compta_rw", "DL_Compta_R", "DL_Compta_R"])
    assert found == {"dl_compta_rw": DOMAIN.member(1100), "DL_Compta_R": DOMAIN.member(1101)}


@pytest.mark.parametrize("count", [1, AT_ONCE, AT_ONCE + 1, 250])
def test_many_names_are_asked_for_together(count: int) -> None:
    names = [f"DL_{number:03}" for number in range(count)]
    directory = Groups(*names)
    assert set(sids(directory, names)) == set(names)
    assert len(directory.filters) == -(-count // AT_ONCE)


def test_every_name_that_is_missing_is_told() -> None:
    with pytest.raises(DirectoryError, match="ldaps://dc1: no group DL_A, DL_C; create it") as refused:
        sids(Groups("DL_B"), ["DL_C", "DL_B", "DL_A"])
    assert "DL_B" not in str(refused.value)


def test_a_name_is_no_part_of_the_question() -> None:
    directory = Groups("DL_B")
    with pytest.raises(DirectoryError):
        sids(directory, ["*)(uid=*"])
    assert "\\2a\\29\\28uid=\\2a" in directory.filters[0]
    assert "(uid=" not in directory.filters[0]


Tree = dict[str, tuple[Descriptor, tuple[Item, ...]]]
OPEN, CLOSED = Descriptor(()), Descriptor((), control=Control.PROTECTED)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Tree], Walk]]:
    """server(TREE): a walk over the folders of TREE, by their path; `refused` there is an error of the server."""

    def serve(tree: Tree) -> Walk:
        def security(_: object, share: str, path: str) -> Descriptor:
            assert share == ROOT.share
            if path not in tree:
                raise ShareError(path, NOT_FOUND if "\\" not in path else PATH_NOT_FOUND)
            if path.endswith("refused"):
                raise ShareError(path, ACCESS_DENIED)
            return tree[path][0]

        monkeypatch.setattr(smb_files, "security", security)
        monkeypatch.setattr(smb_files, "listed", lambda _, share, path: tree[path][1])
        return Walk(SimpleNamespace(server=SimpleNamespace(name="fs1")), ROOT)  # type: ignore[arg-type]

    return serve


TREE: Tree = {
    "compta": (OPEN, (Item("2026", True), Item("bilan.ods", False), Item("paie", True))),
    "compta\\2026": (OPEN, (Item("janvier.ods", False),)),
    "compta\\2026\\janvier.ods": (OPEN, ()),
    "compta\\bilan.ods": (OPEN, ()),
    "compta\\paie": (CLOSED, (Item("secret.ods", False),)),
}


def test_a_folder_is_read_with_all_below_it_but_what_takes_nothing_from_it(server) -> None:
    whole = server(TREE).whole(("compta",))
    assert set(whole.below) == {"2026", "bilan.ods", "paie"}
    assert set(whole.below["2026"].below) == {"janvier.ods"}
    assert not whole.below["bilan.ods"].is_folder
    assert (whole.below["paie"].security, whole.below["paie"].below) == (CLOSED, {})


@pytest.mark.parametrize("path", [("ventes",), ("ventes", "2026")])
def test_what_is_not_there_is_none(server, path: Path) -> None:
    assert server(TREE).whole(path) is None


def test_what_the_server_refuses_is_an_error(server) -> None:
    with pytest.raises(ShareError) as refused:
        server({"refused": (OPEN, ())}).alone(("refused",))
    assert refused.value.code == ACCESS_DENIED


def test_a_server_that_shows_folders_without_end(server) -> None:
    class Endless(dict[str, tuple[Descriptor, tuple[Item, ...]]]):
        def __contains__(self, path: object) -> bool:
            return True

        def __getitem__(self, path: str) -> tuple[Descriptor, tuple[Item, ...]]:
            return OPEN, (Item("x", True),)

    with pytest.raises(ShareError, match=f"or folders deeper than {shares_read.DEEPEST}; share a smaller folder"):
        server(Endless()).whole(("compta",))


def test_a_server_that_shows_files_without_end(server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares_read, "MOST", 2)
    with pytest.raises(ShareError, match="fs1: compta: more than 2 files"):
        server(TREE).whole(("compta",))


def test_a_path_begins_at_the_folder_of_the_root() -> None:
    assert place(ROOT, ("compta", "2026")) == "compta\\2026"


@pytest.fixture
def deleted(server, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is deleted, in its order, of a server that has no other folders than those of a walk."""
    gone: list[str] = []
    monkeypatch.setattr(smb_files, "delete", lambda _, share, path: gone.append(path))

    @contextmanager
    def no_shares(_: object) -> Iterator[None]:
        yield

    monkeypatch.setattr(smb_pipe, "shares_of", no_shares)
    return gone


SMB = SimpleNamespace(server=SimpleNamespace(name="fs1"))


def test_a_folder_is_cleared_from_its_depth_up(server, deleted: list[str]) -> None:
    server({**TREE, "compta\\paie\\secret.ods": (OPEN, ())})
    write(SMB, [ClearFolder("", ("compta",))], ROOT)  # type: ignore[arg-type]
    assert deleted == [
        "compta\\2026\\janvier.ods", "compta\\2026", "compta\\bilan.ods", "compta\\paie\\secret.ods", "compta\\paie",
        "compta",
    ]  # fmt: skip


def test_files_without_end_are_not_cleared(server, deleted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares_write, "MOST", 3)
    server(TREE)
    with pytest.raises(ShareError, match=r"fs1: compta.*: more than 3 files; delete it there"):
        write(SMB, [ClearFolder("", ("compta",))], ROOT)  # type: ignore[arg-type]
    assert len(deleted) <= 3


def test_folders_without_end_are_not_cleared(deleted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smb_files, "listed", lambda _, share, path: (Item("x", True),))
    with pytest.raises(ShareError, match="deeper than 40 folders; delete it there"):
        write(SMB, [ClearFolder("", ("compta",))], ROOT)  # type: ignore[arg-type]
    assert deleted == []
