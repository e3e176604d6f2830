"""Passwords set anew: for whom, and for whom not."""

from types import SimpleNamespace

import pytest

from ccp3lab.directory.entry import Entry
from ccp3lab.directory.staffing import Forgotten
from ccp3lab.errors import DirectoryError
from tasks import directory_reset as module
from tasks.directory_change import Change, Set
from tasks.directory_found import Found, Sort, Thing
from tasks.directory_reset import directory_reset, resets

BASE = "DC=ad,DC=velo,DC=lan"


def thing(login: str, rid: int, sort: Sort = Sort.USER, **more: str) -> Thing:
    values = {"sAMAccountName": login, **more}
    entry = Entry(f"CN={login},{BASE}", {name.lower(): (value.encode(),) for name, value in values.items()})
    return Thing(sort, entry, rid)


FOUND = Found(
    BASE,
    (
        thing("cmartin", 1103),
        thing("Alefevre", 1104),
        thing("Administrator", 500),
        thing("chef", 1105, adminCount="1"),
        thing("GG_Compta", 1106, Sort.GROUP),
        thing("PC1$", 1107, Sort.COMPUTER),
    ),
)


def test_each_once_in_one_operation() -> None:
    changes = resets(["cmartin", "alefevre", "cmartin"], FOUND)
    assert [(change.dn, change.password_of) for change in changes] == [
        (f"CN=cmartin,{BASE}", "cmartin"),
        (f"CN=Alefevre,{BASE}", "Alefevre"),
    ]
    assert all(change.values == {"pwdLastSet": (b"0",), "lockoutTime": (b"0",)} for change in changes)
    assert "cmartin: password set anew" in changes[0].line


@pytest.mark.parametrize(
    ("login", "said"),
    [
        ("cmartn", "no such account; did you mean `cmartin`?"),
        ("GG_Compta", "no such account"),
        ("PC1$", "no such account"),
        ("administrator", "is left alone"),
        ("chef", "is left alone"),
    ],
)
def test_nothing_is_done_where_one_cannot_be(login: str, said: str) -> None:
    with pytest.raises(DirectoryError) as caught:
        resets(["cmartin", login], FOUND)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"user {login}: ")
    assert said in line


@pytest.mark.parametrize(("dry", "written"), [(True, []), (False, ["cmartin"])])
def test_a_dry_run_writes_nothing(dry: bool, written: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    class Writer:
        def __init__(self, there: object, initial: object) -> None:
            assert initial is secret

        def apply(self, changes: tuple[Change, ...]) -> None:
            done.extend(change.password_of for change in changes if isinstance(change, Set))

    def secret(login: str) -> str:
        return "velo-roue-042"

    monkeypatch.setattr(module, "read", lambda there: FOUND)
    monkeypatch.setattr(module, "Writer", Writer)
    host = SimpleNamespace(name="dc1", get_connection=lambda name, config: None)
    task = SimpleNamespace(host=host, nornir=SimpleNamespace(config=None), is_dry_run=lambda: dry)
    asked = Forgotten(("cmartin",), secret)
    result = directory_reset(task, {"dc1": asked})
    assert result.diff == "~ user cmartin: password set anew, unlocked, to be changed at logon"
    assert result.changed
    assert done == written
    assert "secret" not in repr(asked)
