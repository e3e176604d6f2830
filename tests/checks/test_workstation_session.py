"""Who is let in and who is not: each answer of a machine and of its domain, with the control that proves a refusal."""

import pytest
from pydantic import ValidationError

from ccp3lab.directory.question import LOGGED_ON, logon
from ccp3lab.directory.session import ALONE, DENIED, EXPIRED, FAILED, NOBODY, Opened, told
from ccp3lab.grading import Doubt, Observation, Status
from tests.checks.workstation_ask import PC, judged

LOGON, REFUSED, SHARE = "workstation.logon", "workstation.refused", "workstation.share"
WHO, BOTH = {"who": "cmartin"}, {"who": "lmoreau", "unlike": "cmartin"}


def said(says: str, home: str = "/home/x", own: bool = True) -> Observation:
    return Observation(told(Opened(says, "x", home, own)))


IN = said(LOGGED_ON)
BY_DOMAIN = {reason: Observation(logon("x", reason)) for reason in ("525", "52e", "533", "775", "999")}


def test_a_session_with_a_home_passes() -> None:
    verdict = judged(LOGON, WHO, session=said(LOGGED_ON, "/home/cmartin@ad.x"))
    assert (verdict.status, verdict.found) == (Status.PASSED, "session ouverte dans /home/cmartin@ad.x")


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (said(DENIED), "le mot de passe est juste, mais ce poste ne laisse pas entrer cette personne"),
        (said(FAILED), "mot de passe refusé, ou que le poste n'a pas pu vérifier"),
        (said(NOBODY), "le poste ne connaît pas ce compte"),
        (said(EXPIRED), "le domaine demande un autre mot de passe"),
        (said(ALONE), "le poste a laissé entrer cette personne sans interroger le domaine"),
        (said(LOGGED_ON, "/", False), "session ouverte, sans dossier à soi (/)"),
        (said(LOGGED_ON, "", False), "session ouverte, sans dossier à soi (aucun)"),
        (BY_DOMAIN["525"], "le compte n'existe pas"),
        (BY_DOMAIN["52e"], "mot de passe refusé"),
        (BY_DOMAIN["533"], "le compte est désactivé"),
        (BY_DOMAIN["775"], "le compte est verrouillé"),
        (BY_DOMAIN["999"], "le domaine refuse (999)"),
    ],
)
def test_whoever_is_not_let_in_is_told_why(answer, found) -> None:
    verdict = judged(LOGON, WHO, session=answer)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)
    assert verdict.look


@pytest.mark.parametrize("says", [DENIED, NOBODY])
def test_a_refusal_passes_beside_somebody_who_gets_in(says: str) -> None:
    assert judged(REFUSED, BOTH, session=said(says), control=IN).status is Status.PASSED


@pytest.mark.parametrize("control", [IN, said(FAILED), BY_DOMAIN["775"]])
@pytest.mark.parametrize("says", [LOGGED_ON, ALONE])
def test_whoever_gets_in_fails_whatever_the_other_does(says: str, control) -> None:
    assert judged(REFUSED, BOTH, session=said(says), control=control).status is Status.FAILED


@pytest.mark.parametrize("control", [said(DENIED), said(FAILED), said(NOBODY), said(ALONE), *BY_DOMAIN.values()])
def test_where_nobody_gets_in_nothing_is_proven(control) -> None:
    verdict = judged(REFUSED, BOTH, session=said(DENIED), control=control)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


@pytest.mark.parametrize("answer", [said(FAILED), said(EXPIRED), *BY_DOMAIN.values()])
def test_a_wrong_password_proves_no_refusal(answer) -> None:
    verdict = judged(REFUSED, BOTH, session=answer, control=IN)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


OPENED = {**WHO, "server": "dc1", "share": "netlogon"}


def shared(share: str, says: str = LOGGED_ON) -> Observation:
    return Observation(told(Opened(says, "cmartin", "/home/cmartin", True, "session:cmartin", share)))


def test_a_share_that_the_ticket_opens_passes() -> None:
    verdict = judged(SHARE, OPENED, session=shared(LOGGED_ON))
    assert (verdict.status, verdict.found) == (Status.PASSED, "\\\\dc1\\netlogon ouvert avec le ticket de la session")


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (shared("tree connect failed: NT_STATUS_BAD_NETWORK_NAME"), "NT_STATUS_BAD_NETWORK_NAME"),
        (shared("code 124"), "code 124"),
        (shared(LOGGED_ON, ALONE), "sans interroger le domaine"),
        (said(DENIED), "ne laisse pas entrer"),
        (BY_DOMAIN["775"], "verrouillé"),
    ],
)
def test_a_share_that_does_not_open_fails(answer, found) -> None:
    verdict = judged(SHARE, OPENED, session=answer)
    assert verdict.status is Status.FAILED
    assert found in verdict.found


def test_a_server_that_is_down_is_nobodys_mistake() -> None:
    verdict = judged(SHARE, OPENED, gone="dc1", session=shared("NT_STATUS_HOST_UNREACHABLE"))
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)


def test_a_session_that_says_nothing_of_the_share_is_undetermined() -> None:
    verdict = judged(SHARE, OPENED, session=IN)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)


@pytest.mark.parametrize("name", ["", "a b", "x'; reboot; '", "$(id)", "a/b", "..\\x", "$", "x" * 81])
def test_a_share_that_a_shell_would_read_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        judged(SHARE, {**OPENED, "share": name}, session=IN)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"says": ""}', '{"says": "ok", "x": 1}'])
def test_nonsense_is_undetermined(text: str) -> None:
    verdict = judged(LOGON, WHO, session=Observation(text))
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)


def test_a_machine_that_is_down_is_nobodys_mistake() -> None:
    verdict = judged(LOGON, WHO, gone=PC, session=said(NOBODY))
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)


@pytest.mark.parametrize(("name", "given"), [(LOGON, {"who": "cmartn"}), (REFUSED, {**BOTH, "unlike": "x"})])
def test_somebody_whom_the_company_does_not_have_is_refused(name, given) -> None:
    with pytest.raises(ValidationError, match="there is no account"):
        judged(name, given)
