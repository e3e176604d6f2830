"""`dns.alias`, `dns.mail`, `dns.absent`."""

import pytest
from pydantic import ValidationError

from ccp3lab.grading import CHECKS, Doubt, Observation, Status
from tests.checks.dig import SILENT, answer

ALIAS = {"server": "pc-rh-2", "name": "www", "of": "pc-at-2"}
WWW = "www.essai.lan"
MAIL = {"server": "pc-rh-2", "name": "courrier", "of": "pc-at-2", "preference": 10}
POST = "courrier.essai.lan"


def seen(*texts: str) -> Observation:
    return Observation("".join(texts), 0)


def test_an_alias(ask) -> None:
    text = answer(WWW, "A", "CNAME pc-at-2.essai.lan.", "pc-at-2.essai.lan. A 10.0.20.15")
    assert ask("dns.alias", "pc-rh-1", ALIAS, answers=seen(text)).status is Status.PASSED


@pytest.mark.parametrize(
    ("text", "look"),
    [
        pytest.param(answer(WWW, "A"), "la ligne CNAME", id="no such name"),
        pytest.param(answer(WWW, "A", "A 10.0.20.15"), "la ligne CNAME", id="an address record"),
        pytest.param(
            answer(WWW, "A", "CNAME pc-at-2.essai.lan.essai.lan.", status="NXDOMAIN"),
            "point final",
            id="the final dot is missing",
        ),
        pytest.param(
            answer(WWW, "A", "CNAME pc-rh-1.essai.lan.", "pc-rh-1.essai.lan. A 10.0.10.15"),
            "la ligne CNAME",
            id="another machine",
        ),
        pytest.param(answer(WWW, "A", "CNAME pc-at-2.essai.lan."), "la ligne A de pc-at-2", id="leads nowhere"),
        pytest.param(
            answer(WWW, "A", "CNAME pc-at-2.essai.lan.", "pc-at-2.essai.lan. A 10.0.20.9"),
            "la ligne A de pc-at-2",
            id="another address",
        ),
    ],
)
def test_no_alias(ask, text, look) -> None:
    verdict = ask("dns.alias", "pc-rh-1", ALIAS, answers=seen(text))
    assert verdict.status is Status.FAILED
    assert look in verdict.look


def test_mail(ask) -> None:
    text = seen(answer("essai.lan", "MX", f"MX 10 {POST}."), answer(POST, "A", "A 10.0.20.15"))
    assert ask("dns.mail", "pc-rh-1", MAIL, answers=text).status is Status.PASSED


HELD = answer(POST, "A", "A 10.0.20.15")
RIGHT = answer("essai.lan", "MX", f"MX 10 {POST}.")
AS_ALIAS = answer(POST, "A", "CNAME pc-at-2.essai.lan.", "pc-at-2.essai.lan. A 10.0.20.15")


@pytest.mark.parametrize(
    ("mail", "held", "found"),
    [
        pytest.param(answer("essai.lan", "MX", status="NOERROR"), HELD, "NOERROR", id="no MX"),
        pytest.param(answer("essai.lan", "MX", f"MX 5 {POST}."), HELD, f"MX 5 {POST}.", id="another preference"),
        pytest.param(answer("essai.lan", "MX", f"MX 10 {POST}.essai.lan."), HELD, f"MX 10 {POST}.essai.lan.", id="dot"),
        pytest.param(
            answer("essai.lan", "MX", f"MX 10 {POST}.", "MX 20 pc-at-2.essai.lan."),
            HELD,
            f"MX 10 {POST}., MX 20 pc-at-2.essai.lan.",
            id="a second one",
        ),
        pytest.param(RIGHT, AS_ALIAS, f"{POST} est un alias", id="its name is an alias"),
        pytest.param(RIGHT, answer(POST, "A"), f"{POST} : NXDOMAIN", id="its name leads nowhere"),
        pytest.param(RIGHT, answer(POST, "A", "A 10.0.20.9"), f"{POST} : A 10.0.20.9", id="another address"),
    ],
)
def test_no_mail(ask, mail, held, found) -> None:
    verdict = ask("dns.mail", "pc-rh-1", MAIL, answers=seen(mail, held))
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


NOBODY = "machine-qui-n-existe-pas.essai.lan"
KNOWN = answer("pc-rh-2.essai.lan", "A", "A 10.0.10.16")


def test_what_does_not_exist(ask) -> None:
    verdict = ask("dns.absent", "pc-rh-1", {"server": "pc-rh-2"}, answers=seen(answer(NOBODY, "A"), KNOWN))
    assert verdict.status is Status.PASSED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(answer(NOBODY, "A", "A 10.0.10.16"), id="every name exists"),
        pytest.param(answer(NOBODY, "A", flags="qr rd ra"), id="somebody else says so"),
        pytest.param(answer(NOBODY, "A", status="REFUSED"), id="refused"),
    ],
)
def test_what_is_no_absence(ask, text) -> None:
    verdict = ask("dns.absent", "pc-rh-1", {"server": "pc-rh-2"}, answers=seen(text, KNOWN))
    assert verdict.status is Status.FAILED


def test_a_server_that_knows_no_name_proves_nothing(ask) -> None:
    text = seen(answer(NOBODY, "A"), answer("pc-rh-2.essai.lan", "A"))
    verdict = ask("dns.absent", "pc-rh-1", {"server": "pc-rh-2"}, answers=text)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


@pytest.mark.parametrize(
    ("name", "given"), [("dns.alias", ALIAS), ("dns.mail", MAIL), ("dns.absent", {"server": "pc-rh-2"})]
)
def test_silence_and_nonsense(ask, name, given) -> None:
    assert ask(name, "pc-rh-1", given, answers=SILENT).status is Status.FAILED
    assert ask(name, "pc-rh-1", given, "pc-rh-2", answers=SILENT).doubt is Doubt.UNSEEN
    assert ask(name, "pc-rh-1", given, answers="ok\n").doubt is Doubt.UNREADABLE


@pytest.mark.parametrize("name", ["", "www.essai.lan", "Www", "-www", "+short"])
def test_a_name_that_is_none_is_refused(name) -> None:
    kind = CHECKS.get("dns.alias")
    assert kind is not None
    with pytest.raises(ValidationError):
        kind.model_validate({**ALIAS, "name": name})
