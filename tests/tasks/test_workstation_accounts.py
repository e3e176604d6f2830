"""Accounts that machines leave behind: those that they made go, those that were made for them are as new."""

from collections.abc import Mapping, Sequence

import pytest

from ccp3lab.directory.entry import Entry
from tasks.directory_values import WORKSTATION
from tasks.workstation_accounts import forget
from tasks.workstation_target import Forget
from tests.tasks.ad_model import BASE

WISH = Forget(("pc-1", "pc-2"))
DN = f"CN=PC-1,OU=Postes,{BASE}"
FRESH = {"sAMAccountName": b"PC-1$", "description": "Poste n°1".encode(), "adminDescription": b"ccp3-lab"}


class Directory:
    """One that holds ENTRIES and notes what is done to it."""

    base = BASE

    def __init__(self, *entries: Entry) -> None:
        self.entries = entries
        self.asked: list[str] = []
        self.done: list[object] = []

    def search(self, base: str, where: str, attributes: Sequence[str]) -> list[Entry]:
        assert base == BASE
        assert {"adminDescription", "lastLogon"} <= set(attributes)
        self.asked.append(where)
        return list(self.entries)

    def prune(self, name: str) -> None:
        self.done.append(name)

    def add(self, name: str, attributes: Mapping[str, Sequence[str | bytes]]) -> None:
        self.done.append((name, attributes))


def entry(**values: bytes) -> Entry:
    return Entry(DN, {name.lower(): (value,) for name, value in values.items() if value})


def test_they_are_looked_for_by_their_names_alone() -> None:
    there = Directory()
    assert forget(there, WISH, dry=False) == []  # type: ignore[arg-type]
    assert there.asked == ["(&(objectClass=computer)(|(sAMAccountName=PC-1$)(sAMAccountName=PC-2$)))"]
    assert there.done == []


def test_an_account_that_a_machine_made_goes() -> None:
    there = Directory(entry(sAMAccountName=b"PC-1$", lastLogon=b"134404583389759810"))
    assert forget(there, WISH, dry=True) == ["- computer PC-1$"]  # type: ignore[arg-type]
    assert there.done == []
    assert forget(there, WISH, dry=False) == ["- computer PC-1$"]  # type: ignore[arg-type]
    assert there.done == [DN]


@pytest.mark.parametrize(
    "trace",
    [
        {"lastLogon": b"134404583389759810"},
        {"dNSHostName": b"pc-1.ad.essai.lan"},
        {"servicePrincipalName": b"host/PC-1"},
        {"operatingSystem": b"pc-linux-gnu"},
    ],
    ids=str,
)
def test_one_that_was_made_for_it_is_as_new(trace) -> None:
    there = Directory(entry(**FRESH, **trace))
    assert forget(there, WISH, dry=False) == ["~ computer PC-1$: as before it joined"]  # type: ignore[arg-type]
    gone, (made, given) = there.done
    assert (gone, made) == (DN, DN), "in the same place"
    assert {name: given[name] for name in FRESH} == {name: (value,) for name, value in FRESH.items()}
    assert given["userAccountControl"] == (str(WORKSTATION),)
    assert "computer" in given["objectClass"]
    assert not set(trace) & set(given)


@pytest.mark.parametrize("seen", [{}, {"lastLogon": b"0"}], ids=["never", "zero"])
def test_one_that_nobody_used_is_left_alone(seen) -> None:
    there = Directory(entry(**FRESH, **seen))
    assert forget(there, WISH, dry=False) == []  # type: ignore[arg-type]
    assert there.done == []
