"""`shares.access`: what each right lets through, what refusals prove, who could not log on."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from ccp3lab.domain import initial
from ccp3lab.grading import CHECKS, Doubt, Observation, Place, Status
from ccp3lab.grading.need import unseen
from ccp3lab.sharing import DENIED, MISSING, OK, SILENCE, UNTRIED, Visit, Visited, tell
from tests.checks.shares_seen import WHOLE, ask

NO, NOT = DENIED, UNTRIED
SEEN = {
    "none": Visited(OK, OK, OK, NO, NO, NO, NOT, NO, NO, NO),
    "read": Visited(OK, OK, OK, OK, OK, NO, NOT, NO, NO, NO),
    "change": Visited(OK, OK, OK, OK, OK, OK, OK, OK, OK, NO),
    "full": Visited(OK, OK, OK, OK, OK, OK, OK, OK, OK, OK),
}
"""What a user with each right sees, beside an author who writes."""

ALONE = {
    "read": Visited(OK, NOT, NOT, OK, NOT, NO, NOT, NOT, NOT, NO),
    "change": Visited(OK, NOT, NOT, OK, NOT, OK, OK, NOT, NOT, NO),
    "full": Visited(OK, NOT, NOT, OK, NOT, OK, OK, NOT, NOT, OK),
}
"""The same without an author."""


def access(right: str, seen: Visited | Observation, author: str | None = "hrousseau"):
    given = {"share": "compta", "user": "cmartin", "right": right, **({"author": author} if author else {})}
    return ask("shares.access", given, visit=Observation(tell(seen)) if isinstance(seen, Visited) else seen)


@pytest.mark.parametrize("right", SEEN)
@pytest.mark.parametrize("has", SEEN)
def test_each_right_passes_for_who_has_it_and_for_nobody_else(right: str, has: str) -> None:
    verdict = access(right, SEEN[has])
    assert verdict.status is (Status.PASSED if right == has else Status.FAILED)


@pytest.mark.parametrize("right", ALONE)
@pytest.mark.parametrize("has", ALONE)
def test_without_an_author_as_well(right: str, has: str) -> None:
    verdict = access(right, ALONE[has], author=None)
    assert verdict.status is (Status.PASSED if right == has else Status.FAILED)


@pytest.mark.parametrize(
    ("right", "changed", "found"),
    [
        ("change", {"enter": NO}, "refusé : voir ce qu'il contient"),
        ("change", {"read": NO}, "refusé : lire un fichier"),
        ("change", {"create": NO, "remove": NOT}, "refusé : y écrire un fichier"),
        ("change", {"remove": NO}, "refusé : effacer son fichier"),
        ("change", {"change": NO}, "refusé : modifier le fichier d'un autre"),
        ("change", {"delete": NO}, "refusé : effacer le fichier d'un autre"),
        ("change", {"rule": OK}, "permis : changer les droits"),
        ("full", {"rule": NO}, "refusé : changer les droits"),
        ("read", {"create": OK, "remove": NO}, "permis : y écrire un fichier"),
        ("read", {"change": OK}, "permis : modifier le fichier d'un autre"),
        ("read", {"delete": OK}, "permis : effacer le fichier d'un autre"),
        ("read", {"read": NO}, "refusé : lire un fichier"),
        ("none", {"enter": OK}, "permis : voir ce qu'il contient"),
        ("none", {"read": OK}, "permis : lire un fichier"),
        ("none", {"create": OK}, "permis : y écrire un fichier"),
    ],
)
def test_what_is_wrong_is_told(right: str, changed: dict[str, str], found: str) -> None:
    verdict = access(right, replace(SEEN[right], **changed))
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


@pytest.mark.parametrize("right", SEEN)
def test_a_share_that_is_not_there(right: str) -> None:
    nothing = Visited(OK, OK, MISSING, MISSING, NOT, MISSING, NOT, NOT, NOT, MISSING)
    verdict = access(right, nothing)
    assert (verdict.status, verdict.found) == (Status.FAILED, "aucun partage compta pour cmartin")


@pytest.mark.parametrize("right", SEEN)
def test_an_author_who_cannot_write_proves_nothing(right: str) -> None:
    without = replace(SEEN[right], wrote=NO, read=NOT, change=NOT, delete=NOT)
    verdict = access(right, without)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)
    assert verdict.found == "hrousseau, qui devrait pouvoir y écrire, n'y arrive pas"


def test_what_is_let_through_is_a_failure_whatever_the_author_can() -> None:
    verdict = access("none", replace(SEEN["none"], enter=OK, wrote=NO, read=NOT, change=NOT, delete=NOT))
    assert verdict.status is Status.FAILED


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"logon": "533"}, "ouverture de session refusée à cmartin : le compte est désactivé"),
        ({"author_logon": "52e"}, "ouverture de session refusée à hrousseau : mot de passe refusé"),
        ({"logon": "0x1"}, "ouverture de session refusée à cmartin : 0x1"),
        ({"logon": "775", "author_logon": "52e"}, "ouverture de session refusée à cmartin : le compte est verrouillé"),
    ],
)
def test_who_cannot_log_on_proves_nothing(changed: dict[str, str], found: str) -> None:
    verdict = access("change", replace(Visited(OK, OK), **changed))
    assert (verdict.status, verdict.doubt, verdict.found) == (Status.UNDETERMINED, Doubt.CONTROL, found)


@pytest.mark.parametrize(
    ("answer", "doubt"),
    [
        (Observation("{}"), Doubt.UNREADABLE),
        (Observation(""), Doubt.UNREADABLE),
        (unseen("ne répond pas"), Doubt.UNSEEN),
        (Observation(tell(replace(SEEN["change"], read="0xC0000043"))), Doubt.UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_nobodys_mistake(answer: Observation, doubt: Doubt) -> None:
    verdict = access("change", answer)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, doubt)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"right": "none"}, "`none` needs an `author`"),
        ({"right": "read", "author": "cmartin"}, "the author is another user"),
        ({"right": "write"}, "'none', 'read', 'change' or 'full'"),
        ({"right": "read", "user": "cmartn"}, "no account `cmartn`; did you mean `cmartin`?"),
        ({"right": "read", "share": "comptes"}, "no share of this server `comptes`; did you mean"),
        ({"right": "read", "author": "nobody"}, "no account `nobody`"),
    ],
)
def test_mistakes_in_a_lab_are_told(given: dict[str, str], told: str) -> None:
    kind, place = CHECKS.get("shares.access"), Place(WHOLE, WHOLE.device("fs1"))
    assert kind
    with pytest.raises(ValidationError) as refused:
        kind.model_validate({"share": "compta", "user": "cmartin", **given}, context=place)
    assert told in str(refused.value)


def test_the_visit_names_the_hidden_share_and_labels_of_passwords() -> None:
    kind, place = CHECKS.get("shares.access"), Place(WHOLE, WHOLE.device("fs1"))
    assert kind
    given = {"share": "paie", "user": "cmartin", "right": "none", "author": "hrousseau"}
    (need,) = kind.model_validate(given, context=place).needs(place).values()
    assert need == ("fs1", Visit("paie$", "cmartin", initial("cmartin"), "hrousseau", initial("hrousseau")))


@pytest.mark.parametrize("right", SEEN)
def test_a_server_that_is_stopped(right: str) -> None:
    verdict = access(right, Observation(SILENCE))
    assert (verdict.status, verdict.found) == (Status.FAILED, "fs1 ne répond pas aux demandes SMB")
