"""`dns.transfer_refused`, on what dig 9.20.30 prints."""

import pytest

from ccp3lab.grading import CHECKS, Doubt, Observation, Place, Status
from tests.checks.dig import SILENT, answer, done

GIVEN = {"server": "pc-rh-2", "secondary": "pc-at-2"}
SOA = "essai.lan.\t\t3600\tIN\tSOA\tns1.essai.lan. root.essai.lan. 7 3600 900 604800 600\n"
ZONE = f"{SOA}essai.lan.\t\t3600\tIN\tNS\tns1.essai.lan.\npc-rh-1.essai.lan.\t3600\tIN\tA\t10.0.10.15\n{SOA}"
GIVEN_WHOLE = Observation(ZONE, 0)
REFUSED = Observation("; Transfer failed.\n", 0)
CLOSED = Observation(
    ";; Connection to 10.0.10.16#53(10.0.10.16) for essai.lan failed: connection refused.\n"
    ";; no servers could be reached\n",
    9,
)
KNOWN = answer("pc-rh-2.essai.lan", "A", "A 10.0.10.16")
FETCHED = Observation("fetched\n", 0)


def asked(ask, transfer=REFUSED, control=KNOWN, fetched=FETCHED, gone=""):
    return ask(
        "dns.transfer_refused", "pc-rh-1", GIVEN, gone, transfer=transfer, control=done(control), fetched=fetched
    )


def test_refused_to_a_stranger_and_given_to_the_secondary(ask) -> None:
    verdict = asked(ask)
    assert (verdict.status, verdict.found) == (Status.PASSED, "transfert refusé, pc-at-2 reçoit la zone")


def test_without_a_secondary_to_ask(ask) -> None:
    verdict = ask("dns.transfer_refused", "pc-rh-1", {"server": "pc-rh-2"}, transfer=REFUSED, control=done(KNOWN))
    assert verdict.status is Status.PASSED


@pytest.mark.parametrize("control", [KNOWN, SILENT])
def test_given_to_a_stranger(ask, control) -> None:
    verdict = asked(ask, transfer=GIVEN_WHOLE, control=control)
    assert (verdict.status, verdict.found) == (Status.FAILED, "pc-rh-1 reçoit la zone entière")


@pytest.mark.parametrize("fetched", ["refused\n", "named.conf:3: unknown option 'tipe'\nrefused\n"])
def test_refused_to_everybody_proves_nothing(ask, fetched) -> None:
    verdict = asked(ask, fetched=done(fetched))
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


@pytest.mark.parametrize(
    "control",
    [answer("pc-rh-2.essai.lan", "A"), answer("pc-rh-2.essai.lan", "A", status="REFUSED", flags="qr rd")],
)
def test_no_zone_no_transfer_to_refuse(ask, control) -> None:
    assert asked(ask, control=control).doubt is Doubt.CONTROL


def test_a_silent_server(ask) -> None:
    assert asked(ask, transfer=CLOSED, control=SILENT).status is Status.FAILED
    assert asked(ask, transfer=REFUSED, control=SILENT).status is Status.FAILED
    assert asked(ask, transfer=CLOSED, control=SILENT, gone="pc-rh-2").doubt is Doubt.UNSEEN


@pytest.mark.parametrize(
    ("transfer", "fetched"),
    [
        pytest.param(Observation("", 0), FETCHED, id="nothing"),
        pytest.param(Observation(SOA, 0), FETCHED, id="half a zone"),
        pytest.param(Observation(ZONE, 9), FETCHED, id="a zone without success"),
        pytest.param(Observation("; Transfer failed.\n", 127), FETCHED, id="another exit code"),
        pytest.param(Observation(f"{ZONE}; Transfer failed.\n{SOA}", 0), FETCHED, id="both"),
        pytest.param(REFUSED, Observation("", 0), id="the secondary says nothing"),
        pytest.param(REFUSED, Observation("sh: not found\n", 127), id="no shell"),
        pytest.param(REFUSED, Observation("fetched\n", 1), id="given without success"),
    ],
)
def test_what_cannot_be_read_is_undetermined(ask, transfer, fetched) -> None:
    assert asked(ask, transfer=transfer, fetched=fetched).doubt is Doubt.UNREADABLE


def test_the_secondary_is_asked_on_itself(company) -> None:
    kind = CHECKS.get("dns.transfer_refused")
    assert kind is not None
    needs = kind.model_validate(GIVEN).needs(Place(company, company.device("pc-rh-1")))
    assert [device for device, _ in needs.values()] == ["pc-rh-1", "pc-rh-1", "pc-at-2"]
