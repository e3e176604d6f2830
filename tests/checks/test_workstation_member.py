"""Whether a machine is a member: both sides must say so, and neither alone is believed."""

import pytest

from ccp3lab.company import load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.grading import CHECKS, Doubt, Observation, Place, Status
from ccp3lab.house import here
from tests.checks.workstation_ask import DOMAIN, FULL, NO_ACCOUNT, PC, account, judged

MEMBER, NAMES = "workstation.member", "workstation.names"
TAKEN = Observation("Sucessfully validated join to domain\n", 0)
NOT_TAKEN = Observation("adcli: couldn't connect: Couldn't authenticate as machine account", 3)
NOBODY = Observation("adcli: couldn't connect: Couldn't find usable domain controller to connect to", 5)


@pytest.mark.parametrize("control", ["69632", "4096"])
def test_a_member_that_was_seen_passes(control: str) -> None:
    assert judged(MEMBER, account=account(userAccountControl=control), tested=TAKEN).status is Status.PASSED


@pytest.mark.parametrize(
    ("known", "tested", "found"),
    [
        (NO_ACCOUNT, NOT_TAKEN, "le domaine n'a pas de compte « PC-COMPTA-1 »"),
        (NO_ACCOUNT, TAKEN, "le domaine n'a pas de compte « PC-COMPTA-1 »"),
        (account(userAccountControl="69634"), TAKEN, "le compte du poste est désactivé"),
        (account(userAccountControl="512"), TAKEN, "ce compte n'est pas celui d'un poste"),
        (account(userAccountControl="532480"), TAKEN, "ce compte n'est pas celui d'un poste"),
        (account(lastLogon="0"), TAKEN, "ce compte n'a jamais servi : le poste n'a pas été joint"),
        (account(lastLogon=None), NOT_TAKEN, "ce compte n'a jamais servi : le poste n'a pas été joint"),
        (account(), NOT_TAKEN, "le domaine n'accepte pas les clés du poste, ou le poste n'en a pas"),
        (account(), NOBODY, "le poste ne trouve pas de contrôleur"),
    ],
    ids=["none", "a liar", "disabled", "a user", "a controller", "never", "pre-staged", "other keys", "no DNS"],
)
def test_who_is_none_is_told_why(known, tested, found) -> None:
    verdict = judged(MEMBER, account=known, tested=tested)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


@pytest.mark.parametrize("name", [FULL, FULL.upper(), f"PC-Compta-1.{DOMAIN}"])
def test_names_know_no_case(name: str) -> None:
    known = account(dNSHostName=name, servicePrincipalName=[f"HOST/{name}"])
    assert judged(NAMES, account=known).status is Status.PASSED


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (NO_ACCOUNT, "le domaine n'a pas de compte « PC-COMPTA-1 »"),
        (account(dNSHostName=None), "nom complet : aucun"),
        (account(dNSHostName="pc-compta-1"), "nom complet : pc-compta-1"),
        (account(dNSHostName="\x1b[2Jx"), "nom complet : ␛[2Jx"),
        (account(servicePrincipalName=["host/PC-COMPTA-1"]), "le service host/ manque à ce nom"),
        (account(servicePrincipalName=None), "le service host/ manque à ce nom"),
    ],
)
def test_other_names_fail(known, found) -> None:
    verdict = judged(NAMES, account=known)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        (MEMBER, {"account": Observation("{"), "tested": TAKEN}),
        (MEMBER, {"account": account(), "tested": Observation("sh: adcli: not found", 127)}),
        (NAMES, {"account": Observation('[{"cn": []}]')}),
    ],
)
def test_what_cannot_be_read_is_undetermined(name, seen) -> None:
    verdict = judged(name, **seen)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)


@pytest.mark.parametrize("gone", ["dc1", PC])
def test_a_side_that_does_not_answer_is_nobodys_mistake(gone: str) -> None:
    verdict = judged(MEMBER, gone=gone, account=NO_ACCOUNT, tested=NOT_TAKEN)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)


def test_the_controller_is_asked_for_this_machine_alone() -> None:
    firm = load_company(here(), "atelier-velo")
    place, kind = Place(firm, firm.device("pc-atelier-1")), CHECKS.get(NAMES)
    assert kind is not None
    device, need = kind().needs(place)["account"]
    assert (device, need.where) == ("dc1", "(&(objectClass=computer)(sAMAccountName=PC-ATELIER-1$))")  # type: ignore[union-attr]


def test_a_lab_without_controller_is_told() -> None:
    firm = load_company(here(), "atelier-velo").only([PC], ["workstation"])
    kind = CHECKS.get(NAMES)
    assert kind is not None
    with pytest.raises(DefinitionError, match="no domain controller takes part"):
        kind().needs(Place(firm, firm.device(PC)))
