"""Shares as a server tells them: there or not, whom rights are given to, and how far they reach."""

from dataclasses import replace

import pytest

from ccp3lab.errors import LabError
from ccp3lab.grading import Doubt, Observation, Status
from ccp3lab.grading.need import unseen
from ccp3lab.ntsecurity import BELOW, HERE, Ace, Control, Descriptor, Inherit, Right, Sid, allow, deny, known
from ccp3lab.sharing import SILENCE, Told
from checks.shares import reach
from tests.checks.shares_seen import DOMAIN, SIDS, ask, directory, folder, server, solved, through

FULL, READ = Right.FULL.value, Right.READ.value
RIGHT = solved()["compta"].folder
NAMES = ["compta", "atelier", "commun", "modeles", "paie"]


def shared(share: str, seen: Observation):
    return ask("shares.shared", {"share": share}, table=seen)


def of_folders(name: str, seen: Observation, shares: list[str] | None = None):
    return ask(name, {"shares": shares or NAMES}, table=seen, principals=directory())


@pytest.mark.parametrize("share", NAMES)
def test_each_share_is_there(share: str) -> None:
    assert shared(share, server()).status is Status.PASSED


def test_names_know_no_case_and_the_folder_does_not_matter() -> None:
    verdict = shared("compta", server({"compta": replace(solved()["compta"], name="COMPTA", path="C:\\srv\\a\\b")}))
    assert (verdict.status, verdict.found) == (Status.PASSED, "compta : C:\\srv\\a\\b")


@pytest.mark.parametrize(
    ("share", "changed", "found"),
    [
        ("compta", {"compta": None}, "aucun partage compta"),
        ("compta", {"compta": replace(solved()["compta"], name="compta$")}, "il est partagé sous le nom compta$"),
        ("paie", {"paie$": None}, "aucun partage paie$"),
        ("paie", {"paie$": replace(solved()["paie$"], name="paie")}, "il est partagé sous le nom paie"),
        ("paie", {"paie": replace(solved()["paie$"], name="paie")}, "il y a aussi un partage paie"),
    ],
)
def test_what_is_missing_or_shown_otherwise(share: str, changed: dict, found: str) -> None:
    verdict = shared(share, server(changed))
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


def test_a_share_that_the_table_does_not_have_is_refused_with_the_near_name() -> None:
    with pytest.raises((LabError, ValueError), match=r"no share of this server `comta`; did you mean `compta`\?"):
        ask("shares.shared", {"share": "comta"}, table=server())


@pytest.mark.parametrize("name", ["shares.groups_only", "shares.inheritance"])
def test_the_right_answer_passes(name: str) -> None:
    verdict = of_folders(name, server())
    assert (verdict.status, verdict.found) == (Status.PASSED, ", ".join(NAMES))


@pytest.mark.parametrize("name", ["shares.groups_only", "shares.inheritance"])
@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"modeles": None}, "aucun partage modeles"),
        ({"modeles": replace(solved()["modeles"], folder=None)}, "les droits du dossier de modeles ne se lisent pas"),
    ],
)
def test_a_share_without_a_folder_or_no_share(name: str, changed: dict, found: str) -> None:
    verdict = of_folders(name, server(changed))
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


def plus(*entries: Ace) -> Descriptor:
    return replace(RIGHT, dacl=(*RIGHT.dacl, *entries))


OTHERS = {
    "a user": (allow(SIDS["cmartin"], READ, BELOW), "une ligne pour l'utilisateur cmartin"),
    "a user who is refused": (deny(SIDS["cmartin"], READ, BELOW), "une ligne pour l'utilisateur cmartin"),
    "a global group": (allow(SIDS["GG_Atelier"], READ), "le groupe GG_Atelier, qui n'est pas de domaine local"),
    "domain users": (
        allow(DOMAIN.member(513), READ, BELOW),
        "le groupe Utilisa. du domaine, qui n'est pas de domaine l",
    ),
    "everyone": (allow(known.EVERYONE, READ, BELOW), "une ligne pour tout le monde (S-1-1-0)"),
    "authenticated users": (allow(known.AUTHENTICATED_USERS, READ), "les utilisateurs authentifiés (S-1-5-11)"),
    "the server's users": (allow(known.USERS, READ), "les utilisateurs du serveur (S-1-5-32-545)"),
    "nobody": (allow(DOMAIN.member(9999), READ), f"un compte que le domaine n'a pas ({DOMAIN.member(9999)})"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_rights_for_somebody_else(name: str) -> None:
    entry, found = OTHERS[name]
    verdict = of_folders("shares.groups_only", server(folder("compta", plus(entry))))
    assert verdict.status is Status.FAILED
    assert found in verdict.found
    assert verdict.found.startswith("C:\\srv\\compta : ")


KEEPERS = [
    known.ADMINISTRATORS, known.SYSTEM, known.CREATOR_OWNER, known.CREATOR_GROUP, known.OWNER_RIGHTS,
    DOMAIN.member(512), DOMAIN.member(500), Sid.parse("S-1-22-1-0"), Sid.parse("S-1-22-2-0"),
]  # fmt: skip


@pytest.mark.parametrize("sid", KEEPERS, ids=str)
def test_who_keeps_a_server_in_order_may_have_rights(sid: Sid) -> None:
    seen = server(folder("compta", plus(allow(sid, FULL, BELOW))))
    assert of_folders("shares.groups_only", seen).status is Status.PASSED


@pytest.mark.parametrize("sid", [known.EVERYONE, known.AUTHENTICATED_USERS])
def test_the_share_s_own_permission_may_be_wide(sid: Sid) -> None:
    seen = server(through("compta", Descriptor((allow(sid, FULL),))))
    assert of_folders("shares.groups_only", seen).status is Status.PASSED


def test_the_share_s_own_permission_for_a_user() -> None:
    verdict = of_folders("shares.groups_only", server(through("compta", Descriptor((allow(SIDS["cmartin"], FULL),)))))
    assert verdict.found == "permissions du partage compta : une ligne pour l'utilisateur cmartin"


def test_groups_may_be_named_by_the_share_as_well() -> None:
    seen = server(through("compta", Descriptor((allow(SIDS["DL_Compta_RW"], FULL),))))
    assert of_folders("shares.groups_only", seen).status is Status.PASSED


@pytest.mark.parametrize("dacl", [(), (deny(SIDS["DL_Compta_RW"], FULL, BELOW),), (allow(known.SYSTEM, FULL),)])
def test_no_group_at_all(dacl: tuple[Ace, ...]) -> None:
    verdict = of_folders("shares.groups_only", server(folder("compta", Descriptor(dacl))))
    assert (verdict.status, verdict.found) == (Status.FAILED, "compta : aucun groupe de domaine local n'a de droit")


def test_several_mistakes_are_counted() -> None:
    changed = {**folder("compta", plus(*(entry for entry, _ in OTHERS.values()))), "paie$": None}
    verdict = of_folders("shares.groups_only", server(changed))
    assert verdict.found.endswith(f"(et {len(OTHERS)} autre(s) écart(s))")


def test_an_inherited_entry() -> None:
    entry = allow(known.EVERYONE, READ, BELOW | Inherit.INHERITED)
    verdict = of_folders("shares.inheritance", server(folder("compta", plus(entry))))
    assert (verdict.status, verdict.found) == (
        Status.FAILED,
        "C:\\srv\\compta hérite d'une ligne pour tout le monde (S-1-1-0)",
    )


def test_without_inherited_entries_the_mark_of_the_list_does_not_matter() -> None:
    assert of_folders("shares.inheritance", server(folder("compta", replace(RIGHT, control=Control(0))))).status is (
        Status.PASSED
    )


@pytest.mark.parametrize("flags", [HERE, Inherit.FILES, Inherit.FOLDERS, BELOW | Inherit.ONCE])
def test_a_right_for_this_folder_alone(flags: Inherit) -> None:
    one = Descriptor((allow(SIDS["DL_Compta_RW"], READ, flags),))
    verdict = of_folders("shares.inheritance", server(folder("compta", one)))
    assert verdict.status is Status.FAILED
    assert verdict.found == "C:\\srv\\compta : la ligne pour le groupe DL_Compta_RW ne passe pas à ce qu'il contient"


def test_several_entries_of_a_group_reach_together() -> None:
    group = SIDS["DL_Compta_RW"]
    split = Descriptor((allow(group, READ), allow(group, READ, BELOW | Inherit.ONLY), deny(group, 2)))
    assert of_folders("shares.inheritance", server(folder("compta", split))).status is Status.PASSED
    assert reach([Inherit.FILES, Inherit.FOLDERS | Inherit.ONLY]) & BELOW == BELOW
    assert reach([]) == HERE


@pytest.mark.parametrize("name", ["shares.groups_only", "shares.inheritance"])
@pytest.mark.parametrize("key", ["table", "principals"])
@pytest.mark.parametrize(
    ("answer", "doubt"), [(Observation("{"), Doubt.UNREADABLE), (unseen("ne répond pas"), Doubt.UNSEEN)]
)
def test_what_cannot_be_read_is_nobodys_mistake(name: str, key: str, answer: Observation, doubt: Doubt) -> None:
    seen = {"table": server(), "principals": directory(), key: answer}
    verdict = ask(name, {"shares": ["compta"]}, **seen)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, doubt)


def test_a_hostile_name_is_quoted_on_one_line() -> None:
    seen = directory()
    named = Observation(seen.text.replace('"cmartin"', '"\\u001b[31mroot\\nx"'))
    shares = server(folder("compta", plus(allow(SIDS["cmartin"], READ))))
    verdict = ask("shares.groups_only", {"shares": ["compta"]}, table=shares, principals=named)
    assert "\x1b" not in verdict.found
    assert "\n" not in verdict.found


def test_a_null_list_gives_everything_to_everyone() -> None:
    told = {"compta": Told("compta", "C:\\srv\\compta", Descriptor(None), Descriptor(None))}
    verdict = of_folders("shares.groups_only", server(told), ["compta"])
    assert verdict.status is Status.FAILED


@pytest.mark.parametrize("name", ["shares.shared", "shares.groups_only", "shares.inheritance"])
def test_a_server_that_is_stopped(name: str) -> None:
    given = {"share": "compta"} if name == "shares.shared" else {"shares": ["compta"]}
    seen = {"table": Observation(SILENCE)} | ({} if name == "shares.shared" else {"principals": directory()})
    verdict = ask(name, given, **seen)
    assert (verdict.status, verdict.found) == (Status.FAILED, "fs1 ne répond pas aux demandes SMB")
