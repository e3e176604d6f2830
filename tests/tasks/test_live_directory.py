"""A whole directory on a real Samba AD: made, changed, interrupted, taken away."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ccp3lab.connections.ldap import Directory, Server, connect
from ccp3lab.connections.refusals import LOGON
from ccp3lab.directory.distinguished import literal
from ccp3lab.errors import DirectoryError
from ccp3lab.pytest_samba import SambaAD
from tasks.directory_apply import Target, bring, left
from tasks.directory_found import MARK, Sort
from tasks.directory_intent import Computer, Group, Home, Kind, Ou, Policy, Scope, User, Wanted, WellKnown
from tasks.directory_match import target
from tasks.directory_read import read
from tasks.directory_reset import Forgotten, reset
from tasks.directory_write import Initial, Writer

pytestmark = pytest.mark.ad

SECRET = "Velo-roue-042"
HARD = ["*)(uid=*", 'a, "b" + <c>; #d\\e=f', " devant", "Zoë Lučić-Łoś", "x" * 64, "O'Brien (père)"]
FIRM, STAFF, GROUPS = ("Vélo, Cie",), ("Vélo, Cie", "Personnel"), ("Vélo, Cie", "Groupes")
OUS = (Ou(FIRM, description="Tout"), Ou(STAFF), Ou(GROUPS, protected=False))


def person(number: int) -> User:
    name = HARD[number] if number < len(HARD) else f"Personne {number}"
    return User(
        f"p{number}", STAFF, name, number=str(number), given="Zoë", surname=name.strip(), display=name, title="Vendeur",
        department="Ventes", company="Vélo, Cie", mail=f"p{number}@velo.lan", phone="01 02", must_change=False,
    )  # fmt: skip


PEOPLE = tuple(map(person, range(30)))
WHOLE = Wanted(
    OUS,
    PEOPLE,
    (
        Group("GG_tous", GROUPS, Scope.GLOBAL, members=tuple(one.login for one in PEOPLE)),
        Group("GG_chefs", GROUPS, Scope.GLOBAL, description="Chefs", members=("p1", "p2")),
        Group("DL_lecture", GROUPS, Scope.DOMAIN_LOCAL, members=("GG_chefs", "GG_tous", WellKnown.DOMAIN_USERS)),
        Group("U_info", GROUPS, Scope.UNIVERSAL, Kind.DISTRIBUTION, members=("GG_chefs",)),
    ),
    (Computer("PC1", STAFF, "Poste"),),
    Policy(8, True, 3, timedelta(0), timedelta(0), 5, timedelta(minutes=30), timedelta(minutes=30)),
)


def initial(login: str) -> str:
    return SECRET


def asked(wanted: Wanted, password: Initial = initial) -> Target:
    return Target(lambda kept: wanted, password)


NOBODY = asked(Wanted())


@pytest.fixture
def server(samba_ad: SambaAD) -> Server:
    return Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file, samba_ad.port)


@pytest.fixture
def there(samba_ad: SambaAD, server: Server) -> Iterator[Directory]:
    """The domain without anything of ours, before and after; its policy is what it was, for others use it too."""
    made = connect(server, samba_ad.administrator, samba_ad.password)
    bring(made, NOBODY)
    policy = read(made).head.values
    yield made
    made.close()
    again = connect(server, samba_ad.administrator, samba_ad.password)
    bring(again, NOBODY)
    again.modify(again.base, policy)
    again.close()


def logon(server: Server, user: str, password: str = SECRET) -> str:
    """The reason why USER cannot log on, empty if it can."""
    try:
        connect(server, user, password).close()
    except DirectoryError as error:
        return error.reason
    return ""


def test_a_whole_firm_is_there_in_seconds_and_the_second_time_nothing_is_written(
    there: Directory, server: Server, samba_ad: SambaAD
) -> None:
    began = time.monotonic()
    done = bring(there, asked(WHOLE))
    assert time.monotonic() - began < 20  # 1 on a quiet machine
    assert len(done) == 1 + 5 + 30 + 4 + 1 + 4
    assert bring(there, asked(WHOLE)) == ()
    assert logon(server, f"p1@{samba_ad.realm}") == ""
    assert logon(server, f"p1@{samba_ad.realm}", "wrong") == "52e"


@pytest.mark.parametrize("number", range(len(HARD)))
def test_hard_names_are_one_account_each_under_exactly_that_name(there: Directory, number: int) -> None:
    one = replace(person(number), enabled=False)
    bring(there, asked(Wanted(OUS, (one,))))
    (entry,) = there.search(there.base, f"(displayName={literal(one.display)})", ["cn", "displayName"])
    assert entry.text("cn") == one.name
    assert entry.text("displayName") == one.display
    assert left(there, asked(Wanted(OUS, (one,)))) == ()


def month(whole: Wanted) -> Wanted:
    """Somebody moves, marries, leaves, comes, is away; groups change what they are."""
    moved = replace(whole.users[6], path=FIRM, title="", home=Home("P:", r"\\fs1\perso$\p6"))
    married = replace(whole.users[7], login="p7bis", name="Personne 7 bis", surname="Bis")
    away = replace(whole.users[8], enabled=False)
    ending = replace(whole.users[9], expires=date(2026, 1, 31), hours=bytes(21))
    swapped = replace(whole.users[11], name=whole.users[12].name), replace(whole.users[12], name=whole.users[11].name)
    came = replace(person(40), name=whole.users[10].name, login=whole.users[10].login)
    people = (*whole.users[:6], moved, married, away, ending, *swapped, *whole.users[13:], came)
    everybody, chiefs, reading, info = whole.groups
    logins = tuple(one.login for one in people)
    groups = (
        replace(everybody, members=logins),
        replace(chiefs, scope=Scope.UNIVERSAL, members=("p2", "p3"), description=""),
        replace(reading, members=("GG_chefs",)),
        replace(info, scope=Scope.DOMAIN_LOCAL, kind=Kind.SECURITY, path=FIRM),
    )
    return replace(whole, users=people, groups=groups, computers=(replace(whole.computers[0], path=FIRM),))


def test_a_month_of_changes_keeps_who_is_who(there: Directory, server: Server, samba_ad: SambaAD) -> None:
    bring(there, asked(WHOLE))
    before = {thing.number: thing.rid for thing in read(there).things if thing.number}
    bring(there, asked(month(WHOLE)))
    after = {thing.number: thing.rid for thing in read(there).things if thing.number}
    assert {number: rid for number, rid in after.items() if number in before} == {
        number: rid for number, rid in before.items() if number != "10"
    }
    assert left(there, asked(month(WHOLE))) == ()
    assert logon(server, f"p7bis@{samba_ad.realm}") == ""
    refused = {login: logon(server, f"{login}@{samba_ad.realm}") for login in ("p8", "p9")}
    assert refused == {"p8": "533", "p9": "701"}
    assert set(refused.values()) <= LOGON.keys()
    bring(there, asked(WHOLE))
    assert left(there, asked(WHOLE)) == ()


def enabled_without_password(there: Directory) -> list[str]:
    """Of ours: others of this domain may have a password that must be changed."""
    bad = "(pwdLastSet=0)(!(userAccountControl:1.2.840.113556.1.4.803:=2))"
    found = there.search(there.base, f"(&(objectCategory=person)(adminDescription={MARK}){bad})", ["cn"])
    return [entry.dn for entry in found]


@pytest.mark.parametrize("steps", [1, 4, 17, 38, 41])
def test_whoever_is_interrupted_ends_it_the_next_time(there: Directory, steps: int) -> None:
    changes = left(there, asked(WHOLE))
    Writer(there, initial).apply(changes[:steps])
    assert enabled_without_password(there) == []
    rest = bring(there, asked(WHOLE))
    assert len(rest) >= len(changes) - steps - 1
    assert left(there, asked(WHOLE)) == ()


def test_what_is_done_twice_is_tolerated(there: Directory) -> None:
    changes = left(there, asked(WHOLE))
    writer = Writer(there, initial)
    writer.apply(changes)
    writer.apply(change for change in changes if change.line.startswith(("+", "~ group")))
    assert left(there, asked(WHOLE)) == ()


def test_a_computer_goes_with_what_was_published_below_it(there: Directory) -> None:
    """A print queue: by a plain deletion the directory would refuse (66)."""
    computers = (Computer("IMP1", STAFF), Computer("IMP2", STAFF))
    bring(there, asked(Wanted(OUS, computers=computers)))
    names = {
        "printerName": "q",
        "uNCName": r"\\imp1\q",
        "serverName": "imp1",
        "shortServerName": "IMP1",
        "versionNumber": "4",
    }
    queue = {"objectClass": ["top", "leaf", "connectionPoint", "printQueue"], **{k: [v] for k, v in names.items()}}
    there.add(f"CN=q,{target(computers[0], there.base)}", queue)
    with pytest.raises(DirectoryError) as caught:
        there.delete(target(computers[0], there.base))
    assert caught.value.code == 66
    bring(there, asked(Wanted(OUS, computers=computers[1:])))
    assert [thing.name for thing in read(there).things if thing.marked and thing.sort is Sort.COMPUTER] == ["IMP2"]
    assert there.search(there.base, "(objectClass=printQueue)", ["cn"]) == []


def test_a_protected_ou_cannot_be_deleted_by_accident(there: Directory) -> None:
    bring(there, asked(Wanted(OUS)))
    guarded = [thing for thing in read(there).things if thing.guarded]
    assert {thing.name for thing in guarded} == {FIRM[-1], STAFF[-1]}
    for thing in guarded:
        with pytest.raises(DirectoryError) as caught:
            there.delete(thing.entry.dn)
        assert caught.value.code == 50
    bring(there, asked(Wanted(OUS[:2])))  # its neighbour that is not protected goes
    bring(there, NOBODY)
    assert not [thing for thing in read(there).things if thing.marked]


def test_an_account_made_by_hand_without_password_gets_one_when_it_is_enabled(
    there: Directory, server: Server, samba_ad: SambaAD
) -> None:
    """Samba would enable it as it is."""
    bring(there, asked(Wanted(OUS)))
    one = person(20)
    classes = ["top", "person", "organizationalPerson", "user"]
    there.add(target(one, there.base), {"objectClass": classes, "sAMAccountName": [one.login]})
    bring(there, asked(Wanted(OUS, (one,))))
    assert logon(server, f"{one.login}@{samba_ad.realm}") == ""


def test_a_user_is_told_to_change_the_first_password(there: Directory, server: Server, samba_ad: SambaAD) -> None:
    bring(there, asked(Wanted(OUS, (replace(person(1), must_change=True),))))
    assert logon(server, f"p1@{samba_ad.realm}") == "773"


def test_a_logon_is_refused_outside_the_hours(there: Directory, server: Server, samba_ad: SambaAD) -> None:
    never, always = replace(person(1), hours=bytes(21)), person(2)
    bring(there, asked(Wanted(OUS, (never, always))))
    assert [logon(server, f"{one.login}@{samba_ad.realm}") for one in (never, always)] == ["530", ""]


def test_a_locked_account_is_told_as_such(there: Directory, server: Server, samba_ad: SambaAD) -> None:
    bring(there, asked(replace(WHOLE, users=PEOPLE[:3], groups=())))
    reasons = [logon(server, f"p1@{samba_ad.realm}", "wrong") for _ in range(5)]
    assert set(reasons) == {"52e"}
    assert logon(server, f"p1@{samba_ad.realm}") == "775"
    assert logon(server, f"p2@{samba_ad.realm}") == ""
    reset(there, Forgotten(("p1",), "Cadre-guidon-{}".format))
    assert logon(server, f"p1@{samba_ad.realm}", "Cadre-guidon-p1") == "773", "unlocked, and to be changed"
    assert logon(server, f"p1@{samba_ad.realm}") == "52e"


def test_a_weak_initial_password_is_told_and_nobody_is_made(there: Directory) -> None:
    with pytest.raises(DirectoryError, match="breaks the domain's policy"):
        bring(there, asked(WHOLE, lambda login: "abc"))
    assert not [thing for thing in read(there).things if thing.number]


def test_a_controller_that_stops_in_the_middle(samba_ad: SambaAD, server: Server, there: Directory) -> None:
    """What was done stays; the next run ends it, with no account twice and none without password."""

    def stop(login: str) -> str:
        if login == "p15":
            samba_ad.run("systemctl", "stop", "samba-ad-dc")
        return SECRET

    with pytest.raises(DirectoryError, match=r"at `\+ user p15 .* run again"):
        bring(there, asked(WHOLE, stop))
    samba_ad.run("systemctl", "start", "samba-ad-dc")
    samba_ad.run("lab-dc", "wait", "60")
    again = connect(server, samba_ad.administrator, samba_ad.password)
    done = bring(again, asked(WHOLE))
    assert "+ user p15 in Vélo, Cie / Personnel" in [change.line for change in done]
    assert "+ user p14 in Vélo, Cie / Personnel" not in [change.line for change in done]
    assert enabled_without_password(again) == []
    assert left(again, asked(WHOLE)) == ()
    again.close()
