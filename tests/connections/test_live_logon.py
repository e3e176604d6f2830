"""Questions and logons on a real Samba AD: each refusal is what Active Directory calls it, and nobody is locked."""

from collections.abc import Iterator

import pytest

from ccp3lab.connections.ldap import Directory, Server, connect
from ccp3lab.connections.logon import Logons
from ccp3lab.directory.question import Bind, Search, entries, says
from ccp3lab.errors import DirectoryError
from ccp3lab.ntsecurity.decode import decode
from ccp3lab.ntsecurity.sid import Sid
from ccp3lab.pytest_samba import SambaAD

pytestmark = pytest.mark.ad

SECRET, OU = "Velo-roue-042", "OU=Questions"
NORMAL = "512"
STATES: dict[str, tuple[dict[str, list[str]], str]] = {
    "q-fine": ({}, "ok"),
    "q-disabled": ({"userAccountControl": ["514"]}, "533"),
    "q-expired": ({"accountExpires": ["132000000000000000"]}, "701"),
    "q-change": ({"pwdLastSet": ["0"]}, "773"),
    "q-hours": ({"logonHours": [bytes(21)]}, "530"),  # type: ignore[list-item]
}


@pytest.fixture
def there(samba_ad: SambaAD) -> Iterator[Directory]:
    """A domain with an OU of these tests, whose accounts are locked at the fifth wrong password; both end with them."""
    made = connect(
        Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file, samba_ad.port),
        samba_ad.administrator,
        samba_ad.password,
    )
    (head,) = made.search(made.base, "(objectClass=*)", ["lockoutThreshold"], scope="BASE")
    made.modify(made.base, {"lockoutThreshold": ["5"]})
    made.add(f"{OU},{made.base}", {"objectClass": ["organizationalUnit"]})
    yield made
    for one in made.search(f"{OU},{made.base}", "(!(objectClass=organizationalUnit))", ["cn"]):
        made.delete(one.dn)
    made.delete(f"{OU},{made.base}")
    made.modify(made.base, head.values)
    made.close()


def account(there: Directory, login: str, password: str = SECRET, **values: list[str]) -> str:
    name = f"CN={login},{OU},{there.base}"
    given = {"objectClass": ["user"], "sAMAccountName": [login], "userAccountControl": [NORMAL]}
    secret = [f'"{password}"'.encode("utf-16-le")]
    there.add(name, {**given, **values, "unicodePwd": secret})
    return name


def said(logons: Logons, login: str) -> str:
    (found,) = logons.answers([Bind(login, "x")]).values()
    return found.error or says(found)


def test_each_refusal_has_its_reason(there: Directory) -> None:
    for login, (values, _) in STATES.items():
        account(there, login, **values)
    logons = Logons(there, lambda label: SECRET)
    assert {login: said(logons, login) for login in STATES} == {login: reason for login, (_, reason) in STATES.items()}
    assert said(logons, "q-nobody") == "525"


def test_checks_that_are_repeated_lock_nobody(there: Directory) -> None:
    name = account(there, "q-other", "Another-velo-042")
    one = Logons(there, lambda label: SECRET)
    assert [said(one, "q-other") for _ in range(3)] == ["52e"] * 3
    assert count(there, name) == 1
    again = [said(Logons(there, lambda label: SECRET), "q-other") for _ in range(5)]
    assert again[:3] == ["52e"] * 3
    assert all("non tentée" in told for told in again[3:])
    assert count(there, name) == 4
    connect(there.server, name, "Another-velo-042").close()
    assert count(there, name) == 0


def test_a_password_that_was_reset_is_tried_again_though_it_must_be_changed_as_before(there: Directory) -> None:
    """pwdLastSet is 0 before and after."""
    name = account(there, "q-reset", "Another-velo-042", pwdLastSet=["0"])
    logons = Logons(there, lambda label: SECRET)
    assert said(logons, "q-reset") == "52e"
    there.modify(name, {"unicodePwd": [f'"{SECRET}"'.encode("utf-16-le")], "pwdLastSet": ["0"]})
    assert said(logons, "q-reset") == "773"


def test_a_password_that_was_changed_opens_nothing_more(there: Directory) -> None:
    """Samba would let the last one in for another hour."""
    name = account(there, "q-changed")
    assert said(Logons(there, lambda label: SECRET), "q-changed") == "ok"
    there.modify(name, {"unicodePwd": ['"Another-velo-042"'.encode("utf-16-le")]})
    assert said(Logons(there, lambda label: SECRET), "q-changed") == "52e"


def test_a_locked_account_is_told_and_an_unlocked_one_is_tried(there: Directory) -> None:
    name = account(there, "q-locked")
    for _ in range(5):
        with pytest.raises(DirectoryError):
            connect(there.server, name, "wrong")
    logons = Logons(there, lambda label: SECRET)
    assert said(logons, "q-locked") == "775"
    there.modify(name, {"lockoutTime": ["0"]})
    assert said(logons, "q-locked") == "ok"


def count(there: Directory, name: str) -> int:
    (entry,) = there.search(name, "(objectClass=*)", ["badPwdCount"], scope="BASE")
    return entry.number("badPwdCount")


def test_searches_tell_groups_that_are_nested_and_who_may_delete(there: Directory) -> None:
    login = account(there, "q-fine")
    global_, local = f"CN=q-gg,{OU},{there.base}", f"CN=q-dl,{OU},{there.base}"
    there.add(
        global_, {"objectClass": ["group"], "sAMAccountName": ["q-gg"], "groupType": ["-2147483646"], "member": [login]}
    )
    there.add(
        local, {"objectClass": ["group"], "sAMAccountName": ["q-dl"], "groupType": ["-2147483644"], "member": [global_]}
    )
    group = Search("(sAMAccountName=q-dl)", ("objectSid", "member"))
    user = Search("(sAMAccountName=q-fine)", ("sAMAccountName", "tokenGroups"))
    ou = Search("(objectClass=*)", ("nTSecurityDescriptor",), OU, "BASE")
    nowhere = Search("(objectClass=*)", ("cn",), "OU=nowhere", "BASE")
    seen = there.answers([group, user, ou, nowhere])
    (held,), (one,), (place,) = (entries(seen[asked]) for asked in (group, user, ou))
    assert held.texts("member") == (global_,)
    sids = {Sid.decode(value) for value in one.all("tokenGroups")}
    assert Sid.decode(held.raw("objectSid")) in sids
    assert {513} <= {sid.rid for sid in sids}
    assert decode(place.raw("nTSecurityDescriptor")).dacl
    assert entries(seen[nowhere]) == []
