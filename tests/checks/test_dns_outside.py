"""What the world sees: `dns.published`, `dns.hidden`, `dns.recursion_refused`."""

from dataclasses import replace
from ipaddress import IPv4Interface, IPv4Network

import pytest

from ccp3lab.company import Company, Device
from ccp3lab.grading import Doubt, Observation, Status
from ccp3lab.plan import Public
from tests.checks.dig import SILENT, answer

GIVEN = {"at": "web", "server": "pc-rh-2", "names": {"www": "web", "ns": "web"}}
FOREIGN = {**GIVEN, "foreign": "www.example.com"}
FLAGS = "qr aa rd"


@pytest.fixture
def company(company: Company) -> Company:
    """With a public side, and a device that is nobody's."""
    side = Public("internet", "Internet", IPv4Network("203.0.113.0/28"), None, {"web": IPv4Interface("203.0.113.3/28")})
    devices = {**company.devices, "internet": Device("internet", "internet", "Internet")}
    return replace(company, plan=replace(company.plan, public={"internet": side}), devices=devices)


def told(name: str, *records: str, **how: str) -> str:
    return answer(f"{name}.essai.lan", "A", *records, **{"flags": FLAGS, **how})


PUBLISHED = told("www", "A 203.0.113.3") + told("ns", "A 203.0.113.3")
INNER = ("pc-rh-1", "pc-rh-2", "pc-at-2", "absent")
ABSENT = "".join(told(name) for name in INNER)
NOT_RESOLVED = answer("www.example.com", "A", status="REFUSED", flags="qr rd")


def ask_outside(ask, name: str, text: str, given: dict[str, object] = GIVEN):
    return ask(name, "internet", given, answers=Observation(text, 0))


def test_published_names(ask) -> None:
    assert ask_outside(ask, "dns.published", PUBLISHED).status is Status.PASSED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(told("www", "A 10.0.10.16") + told("ns", "A 203.0.113.3"), id="an inner address"),
        pytest.param(told("www") + told("ns", "A 203.0.113.3"), id="no such name"),
        pytest.param(
            told("www", "A 203.0.113.3", flags="qr rd ra") + told("ns", "A 203.0.113.3"), id="without authority"
        ),
        pytest.param(told("www", status="REFUSED") + told("ns", status="REFUSED"), id="no view takes the client"),
    ],
)
def test_names_that_are_not_published(ask, text) -> None:
    assert ask_outside(ask, "dns.published", text).status is Status.FAILED


def test_inner_names_are_hidden(ask) -> None:
    assert ask_outside(ask, "dns.hidden", PUBLISHED + ABSENT).status is Status.PASSED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PUBLISHED + ABSENT.replace(told("pc-at-2"), told("pc-at-2", "A 10.0.20.15")), id="an inner name"),
        pytest.param(told("www", "A 10.0.10.16") + told("ns", "A 203.0.113.3") + ABSENT, id="an inner address"),
    ],
)
def test_what_must_not_be_seen(ask, text) -> None:
    assert ask_outside(ask, "dns.hidden", text).status is Status.FAILED


def test_recursion_is_refused(ask) -> None:
    assert ask_outside(ask, "dns.recursion_refused", PUBLISHED + NOT_RESOLVED, FOREIGN).status is Status.PASSED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(answer("www.example.com", "A", "A 192.0.2.80", flags="qr rd ra"), id="it resolves"),
        pytest.param(answer("www.example.com", "A", status="SERVFAIL", flags="qr rd ra"), id="it tried"),
    ],
)
def test_an_open_resolver(ask, text) -> None:
    assert ask_outside(ask, "dns.recursion_refused", PUBLISHED + text, FOREIGN).status is Status.FAILED


@pytest.mark.parametrize(
    ("name", "given", "rest"),
    [("dns.hidden", GIVEN, ABSENT), ("dns.recursion_refused", FOREIGN, NOT_RESOLVED)],
)
def test_without_the_control_nothing_is_proven(ask, name, given, rest) -> None:
    nothing = told("www", status="REFUSED") + told("ns", status="REFUSED")
    verdict = ask_outside(ask, name, nothing + rest, given)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)
    verdict = ask(name, "internet", given, answers=SILENT)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


def test_nobody_answers_outside(ask) -> None:
    assert ask("dns.published", "internet", GIVEN, answers=SILENT).status is Status.FAILED
    assert ask("dns.published", "internet", GIVEN, "pc-rh-2", answers=SILENT).doubt is Doubt.UNSEEN


@pytest.mark.parametrize(
    ("name", "given"), [("dns.published", GIVEN), ("dns.hidden", GIVEN), ("dns.recursion_refused", FOREIGN)]
)
def test_what_cannot_be_read_is_undetermined(ask, name, given) -> None:
    assert ask_outside(ask, name, "<b>NOERROR</b>", given).doubt is Doubt.UNREADABLE
