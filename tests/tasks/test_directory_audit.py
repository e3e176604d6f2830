"""What an audit finds in a directory, and what is no finding."""

import struct
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from ccp3lab.directory.distinguished import key
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.findings import ADVICE, Finding, Grant, Kind, document
from ccp3lab.errors import DescriptorError
from ccp3lab.ntsecurity import BELOW, Descriptor, Foreign, Inherit, Right, Sid, allow, deny, encode
from tasks import directory_audit as module
from tasks.directory_audit import Looked, audit, directory_audit
from tasks.directory_audit_rights import given, on_files, on_objects, trustee
from tasks.directory_found import Found, Sort, Thing

BASE = "DC=ad,DC=velo,DC=lan"
DOMAIN = Sid.parse("S-1-5-21-1-2-3")
GLOBAL, LOCAL, UNIVERSAL = "-2147483646", "-2147483644", "-2147483640"


def thing(login: str, rid: int, sort: Sort = Sort.USER, **values: str | tuple[str, ...]) -> Thing:
    """An object as a search gives it."""
    every = {"samaccountname": login, **values}
    octets = {
        name: tuple(one.encode() for one in (value if isinstance(value, tuple) else (value,)))
        for name, value in every.items()
    }
    entry = Entry(f"CN={login},OU=A,{BASE}", {**octets, "objectsid": (DOMAIN.member(rid).encode(),)})
    return Thing(sort, entry, rid)


def group(name: str, rid: int, kind: str, *members: str) -> Thing:
    names = tuple(f"CN={member},OU=A,{BASE}" for member in members)
    return thing(name, rid, Sort.GROUP, grouptype=kind, **({"member": names} if names else {}))


def found(*things: Thing, **looked: object) -> list[tuple[Kind, str, str]]:
    """What an audit of THINGS finds; LOGONS says by login what is known of its use."""
    logons = looked.pop("logons", {})
    seen = {key(f"CN={login},OU=A,{BASE}"): Entry("", values) for login, values in logons.items()}
    return sorted((one.kind, one.who, one.detail) for one in audit(Looked(Found(BASE, things), seen, **looked)))


NEVER = {"whencreated": (b"20260901080000.0Z",), "logoncount": (b"0",), "lastlogon": (b"0",)}
ANN = thing("ann", 1101, useraccountcontrol="512")


@pytest.mark.parametrize(
    ("one", "known", "told"),
    [
        (ANN, NEVER, [(Kind.UNUSED, "ann", "made on 2026-09-01")]),
        (ANN, {**NEVER, "logoncount": (b"2",)}, []),
        (ANN, {**NEVER, "lastlogon": (b"133801632000000000",)}, []),
        (ANN, {**NEVER, "lastlogontimestamp": (b"133801632000000000",)}, []),
        (ANN, {}, [(Kind.UNUSED, "ann", "")]),
        (thing("ann", 1101, useraccountcontrol="514"), NEVER, []),
        (thing("ann", 501, useraccountcontrol="512"), NEVER, []),
        (thing("ann", 1101, Sort.COMPUTER, useraccountcontrol="4096"), NEVER, []),
    ],
    ids=["never", "counted", "logged on", "logged on elsewhere", "nothing known", "disabled", "guest", "computer"],
)
def test_accounts_that_nobody_used(one: Thing, known: dict, told: list) -> None:
    assert found(one, logons={"ann": known}) == told


OUTSIDE = [
    (LOCAL, ANN, "user ann in a domain local group"),
    (UNIVERSAL, ANN, "user ann in a universal group"),
    (GLOBAL, ANN, None),
    (LOCAL, thing("PC1$", 1102, Sort.COMPUTER), "computer PC1$ in a domain local group"),
    (LOCAL, group("GG_x", 1103, GLOBAL, "z"), None),
    (LOCAL, group("U_x", 1103, UNIVERSAL, "z"), None),
    (LOCAL, group("DL_x", 1103, LOCAL, "z"), "domain local group DL_x in a domain local group"),
    (GLOBAL, group("DL_x", 1103, LOCAL, "z"), "domain local group DL_x in a global group"),
    (GLOBAL, group("U_x", 1103, UNIVERSAL, "z"), "universal group U_x in a global group"),
    (GLOBAL, group("GG_x", 1103, GLOBAL, "z"), None),
]


@pytest.mark.parametrize(("kind", "member", "told"), OUTSIDE)
def test_members_outside_agdlp(kind: str, member: Thing, told: str | None) -> None:
    name = member.entry.text("sAMAccountName")
    holder = group("holder", 1200, kind, name)
    seen = found(member, holder, logons={"ann": {**NEVER, "logoncount": (b"1",)}})
    assert seen == ([(Kind.OUTSIDE, "holder", told)] if told else [])


def test_groups_of_the_domain_and_members_of_another_are_left_alone() -> None:
    assert found(ANN, group("Administrators", 544, LOCAL, "ann"), group("DL_x", 1200, LOCAL, "elsewhere")) == []


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (group("GG_x", 1200, GLOBAL), [(Kind.EMPTY, "GG_x", "global group")]),
        (group("GG_x", 1200, GLOBAL, "ann"), []),
        (group("Guests", 546, LOCAL), []),
        (group("DnsAdmins", 1101, LOCAL), []),
        (thing("PC1$", 1102, Sort.COMPUTER), []),
    ],
)
def test_empty_groups(one: Thing, told: list) -> None:
    assert found(one) == told


@pytest.mark.parametrize(
    ("sid", "told"),
    [
        (DOMAIN.member(1101), [(Kind.RIGHT, "ann", "change on \\\\fs1\\compta")]),
        (DOMAIN.member(1200), []),
        (DOMAIN.member(500), []),
        (DOMAIN.member(4711), []),
        (Sid.parse("S-1-5-21-9-9-9-1101"), []),
        (Sid.parse("S-1-1-0"), []),
    ],
    ids=["a user", "a group", "the administrator", "nobody", "of another domain", "everyone"],
)
def test_rights_that_an_account_has_by_itself(sid: Sid, told: list) -> None:
    things = (ANN, thing("Administrator", 500, useraccountcontrol="512"), group("DL_x", 1200, LOCAL, "z"))
    used = {"ann": {"logoncount": (b"1",)}}
    assert found(*things, logons=used, grants=(Grant("\\\\fs1\\compta", str(sid), "change"),)) == told


def test_what_could_not_be_looked_at_is_told() -> None:
    assert found(unseen=("OU=x\n,DC=a",)) == [(Kind.UNSEEN, "OU=x ,DC=a", "its rights")]


SID = DOMAIN.member(1101)


def delegated(flags: int, sid: bytes, kind: int = 5) -> Foreign:
    """An entry for an attribute or a kind of object."""
    guids = bytes(16) * bin(flags & 3).count("1")
    return Foreign(kind, Inherit(2), struct.pack("<II", 0x30, flags) + guids + sid)


@pytest.mark.parametrize("flags", [0, 1, 2, 3])
def test_a_delegated_right_is_somebodys(flags: int) -> None:
    assert trustee(delegated(flags, SID.encode())) == SID


def test_a_refusal_gives_nothing() -> None:
    assert trustee(deny(SID, 1)) is None
    assert trustee(delegated(0, SID.encode(), kind=6)) is None
    assert trustee(allow(SID, 1)) == SID


@pytest.mark.parametrize("body", [b"", b"1234567", struct.pack("<II", 0, 3) + b"short"])
def test_an_entry_of_octets_is_told(body: bytes) -> None:
    with pytest.raises(DescriptorError):
        trustee(Foreign(5, Inherit(0), body))


def test_only_what_was_given_here_is_told() -> None:
    inherited = allow(SID, Right.READ.value, Inherit.INHERITED)
    entries = (allow(SID, Right.CHANGE.value, BELOW), inherited, delegated(1, SID.encode()))
    rights = [(one.place, one.sid, one.right) for one in given("x", Descriptor(entries), on_files)]
    assert rights == [("x", str(SID), "change"), ("x", str(SID), "a delegated right")]
    assert list(given("x", Descriptor(None), on_files)) == []


@pytest.mark.parametrize(
    ("called", "mask", "text"),
    [
        (on_files, Right.READ.value, "read"),
        (on_files, 0x10000000, "full"),
        (on_files, 1, "right 0x1"),
        (on_objects, 0xF01FF, "full control"),
        (on_objects, 0x30, "a delegated right"),
    ],
)
def test_a_mask_has_a_name(called: Callable[[int], str], mask: int, text: str) -> None:
    assert called(mask) == text


class Directory:
    """A domain of one account with a right on its OU."""

    DACL = "control"
    base = BASE

    def search(self, base: str, where: str, attributes, **_: object) -> list[Entry]:
        if "lastLogon" in attributes:
            return [Entry(ANN.entry.dn, NEVER)]
        own = encode(Descriptor((allow(SID, 0xF01FF),)))
        return [
            Entry(f"OU=A,{BASE}", {"ntsecuritydescriptor": (own,)}),
            Entry(f"OU=B,{BASE}", {"ntsecuritydescriptor": (b"odd",)}),
        ]


def test_the_task_looks_at_accounts_rights_and_what_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read", lambda there: Found(BASE, (ANN,)))
    host = SimpleNamespace(name="dc1", get_connection=lambda name, _: Directory())
    task = SimpleNamespace(host=host, nornir=SimpleNamespace(config=None))
    told = directory_audit(task, (Grant("\\\\fs1\\x", str(SID), "read"), Grant("\\\\fs1\\x", str(SID), "read")))
    assert told.result == (
        Finding(Kind.UNUSED, "ann", "made on 2026-09-01"),
        Finding(Kind.UNSEEN, f"OU=B,{BASE}", "its rights"),
        Finding(Kind.RIGHT, "ann", f"full control on OU=A,{BASE}"),
        Finding(Kind.RIGHT, "ann", "read on \\\\fs1\\x"),
    )


def test_every_kind_has_its_advice_and_a_machine_its_version() -> None:
    assert ADVICE.keys() == set(Kind)
    assert document("dc1", [Finding(Kind.EMPTY, "GG_x", "global group")]) == {
        "version": 1,
        "directory": "dc1",
        "findings": [{"kind": "empty", "who": "GG_x", "detail": "global group"}],
    }
