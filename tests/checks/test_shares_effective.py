"""Who has which right in the end: by the table, by what was found, and whatever differs is told."""

import pytest

from ccp3lab.grading import Doubt, Observation, Place, Status
from ccp3lab.grading.need import unseen
from ccp3lab.ntsecurity import BELOW, HERE, Descriptor, Foreign, Right, allow, deny, known
from ccp3lab.sharing import SILENCE
from checks.shares_effective import exactly, planned, said
from checks.shares_known import tokens
from tests.checks.shares_seen import DOMAIN, SIDS, WHOLE, ask, directory, folder, server, solved, through

PLACE = Place(WHOLE, WHOLE.device("fs1"))
NAMES = ["compta", "atelier", "commun", "modeles", "paie"]
READ, CHANGE, FULL = Right.READ, Right.CHANGE, Right.FULL
KEEPERS = solved()["compta"].folder.dacl[-2:]


def effective(share: str, seen: Observation, members: Observation | None = None):
    return ask("shares.effective", {"share": share}, table=seen, principals=members or directory())


@pytest.mark.parametrize(
    ("login", "rights"),
    [
        ("hrousseau", (FULL, READ, CHANGE, READ, CHANGE)),
        ("cmartin", (CHANGE, None, CHANGE, READ, None)),
        ("jlegoff", (None, CHANGE, CHANGE, READ, None)),
        ("mdelatour", (None, READ, CHANGE, READ, None)),
        ("gbertrand", (None, READ, CHANGE, READ, None)),
    ],
)
def test_what_the_table_says(login: str, rights: tuple[Right | None, ...]) -> None:
    assert tuple(planned(PLACE, share)[login] for share in NAMES) == rights


@pytest.mark.parametrize("share", NAMES)
def test_the_right_answer_passes(share: str) -> None:
    verdict = effective(share, server())
    assert (verdict.status, verdict.found) == (Status.PASSED, "30 comptes")


def rights(*entries) -> Descriptor:
    return Descriptor((*entries, *KEEPERS))


RW, CT = SIDS["DL_Compta_RW"], SIDS["DL_Compta_CT"]
WRONG = {
    "too little": (folder("compta", rights(allow(CT, FULL.value, BELOW), allow(RW, READ.value, BELOW))),
                   "cmartin : lecture, attendu : modification (et 6 autre(s))"),
    "nothing": (folder("compta", rights(allow(CT, FULL.value, BELOW))),
                "cmartin : aucun droit, attendu : modification (et 6 autre(s))"),
    "too much": (folder("compta", rights(allow(CT, FULL.value, BELOW), allow(RW, FULL.value, BELOW))),
                 "cmartin : contrôle total, attendu : modification (et 6 autre(s))"),
    "everybody": (folder("compta", rights(*solved()["compta"].folder.dacl, allow(known.EVERYONE, READ.value))),
                  "jlegoff : lecture, attendu : aucun droit (et 20 autre(s))"),
    "only writing, without reading": (folder("compta", rights(allow(CT, FULL.value), allow(RW, 0x116))),
                                      "cmartin : aucun droit et une partie d'un autre, attendu : modification"),
    "no deleting": (folder("compta", rights(allow(CT, FULL.value), allow(RW, CHANGE.value & ~0x10000))),
                    "cmartin : lecture et une partie d'un autre, attendu : modification"),
    "refused": (folder("compta", rights(deny(RW, 0x10116), *solved()["compta"].folder.dacl)),
                "cmartin : lecture, attendu : modification"),
    "the share only reads": (through("compta", Descriptor((allow(known.EVERYONE, READ.value),))),
                             "hrousseau : lecture, attendu : contrôle total (et 8 autre(s))"),
    "for what is below alone": (folder("compta", rights(allow(CT, FULL.value), allow(RW, CHANGE.value, BELOW | 8))),
                                "cmartin : aucun droit, attendu : modification"),
    "a user beside the groups": (folder("compta", rights(*solved()["compta"].folder.dacl,
                                                         allow(SIDS["npetit"], READ.value))),
                                 "npetit : lecture, attendu : aucun droit"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_somebody_has_another_right(name: str) -> None:
    changed, found = WRONG[name]
    verdict = effective("compta", server(changed))
    assert verdict.status is Status.FAILED
    assert verdict.found.startswith(found)


@pytest.mark.parametrize("member", ["cmartin", "GG_Comptabilite"])
def test_who_is_in_a_group_straight_or_through_another(member: str) -> None:
    verdict = effective("compta", server(), directory({"DL_Compta_CT": ("GG_Direction", member)}))
    assert verdict.found.startswith("cmartin : contrôle total, attendu : modification")


def test_groups_in_a_circle_end() -> None:
    members = directory(
        {"DL_Commun_RW": ("GG_Direction", "DL_Compta_CT"), "GG_Direction": ("hrousseau", "DL_Commun_RW")}
    )
    held = tokens(members)["hrousseau"]
    assert {SIDS[name] for name in ("GG_Direction", "DL_Commun_RW", "DL_Atelier_RO")} <= held


def test_a_token_has_the_primary_group_and_what_everybody_has() -> None:
    held = tokens(directory())["cmartin"]
    assert {SIDS["cmartin"], DOMAIN.member(513), known.USERS, known.EVERYONE, known.AUTHENTICATED_USERS} <= held
    assert known.ADMINISTRATORS not in held


def test_names_of_members_know_no_case() -> None:
    told = directory({"DL_Compta_RW": ("gg_comptabilite",)})
    assert effective("compta", server(), told).status is Status.PASSED


@pytest.mark.parametrize(
    ("changed", "found"),
    [({"compta": None}, "aucun partage compta"), ({"compta": None, "x": None}, "aucun partage compta")],
)
def test_no_share(changed: dict, found: str) -> None:
    verdict = effective("compta", server(changed))
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


def test_nobody_is_there_to_have_rights() -> None:
    verdict = effective("compta", server(), Observation("[]"))
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


def test_a_conditional_entry_cannot_be_judged_from_here() -> None:
    verdict = effective("compta", server(folder("compta", Descriptor((Foreign(9, HERE, b"x" * 8), *KEEPERS)))))
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)


@pytest.mark.parametrize("key", ["table", "principals"])
@pytest.mark.parametrize(
    ("answer", "doubt"), [(Observation("nonsense"), Doubt.UNREADABLE), (unseen("ne répond pas"), Doubt.UNSEEN)]
)
def test_what_cannot_be_read_is_nobodys_mistake(key: str, answer: Observation, doubt: Doubt) -> None:
    seen = {"table": server(), "principals": directory(), key: answer}
    assert ask("shares.effective", {"share": "compta"}, **seen).doubt is doubt


def test_an_odd_sid_is_unreadable() -> None:
    odd = Observation('[{"dn": "CN=x", "samaccountname": ["x"], "objectsid": ["AAAA"]}]')
    assert effective("compta", server(), odd).doubt is Doubt.UNREADABLE


@pytest.mark.parametrize(
    ("mask", "right", "words"),
    [
        (0, None, "aucun droit"),
        (0x80, None, "aucun droit"),
        (0x1, None, "aucun droit et une partie d'un autre"),
        (0x1200A9, READ, "lecture"),
        (0x1200AB, READ, "lecture et une partie d'un autre"),
        (0x1301BF, CHANGE, "modification"),
        (0x1301FF, CHANGE, "modification"),
        (0x1701BF, CHANGE, "modification et une partie d'un autre"),
        (0x1F01FF, FULL, "contrôle total"),
        (0x10000000, FULL, "contrôle total"),
    ],
)
def test_masks_in_words(mask: int, right: Right | None, words: str) -> None:
    assert exactly(mask)[0] is right
    assert said(mask) == words


def test_a_server_that_is_stopped() -> None:
    verdict = effective("compta", Observation(SILENCE))
    assert (verdict.status, verdict.found) == (Status.FAILED, "fs1 ne répond pas aux demandes SMB")
