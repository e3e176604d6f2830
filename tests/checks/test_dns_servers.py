"""`dns.forwarding`, `dns.secondary`: servers ask others, and follow each other."""

import pytest

from ccp3lab.grading import Doubt, Observation, Status
from tests.checks.dig import SILENT, answer, done
from tests.checks.test_dns import forward, pointer, reverse

GIVEN = {"server": "pc-rh-2", "name": "www.example.com", "known_by": "pc-at-2"}
KNOWN = answer("www.example.com", "A", "A 192.0.2.80")
FOUND = answer("www.example.com", "A", "A 192.0.2.80", flags="qr rd ra")


def forwarded(ask, seen: Observation | str, known: Observation | str = KNOWN):
    return ask("dns.forwarding", "pc-rh-1", GIVEN, answers=done(seen), known=done(known))


def test_a_name_of_somebody_else(ask) -> None:
    assert forwarded(ask, FOUND).status is Status.PASSED


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(answer("www.example.com", "A", status="SERVFAIL", flags="qr rd ra"), id="nobody to ask"),
        pytest.param(answer("www.example.com", "A", status="REFUSED", flags="qr rd"), id="it asks nobody"),
        pytest.param(answer("www.example.com", "A", "A 192.0.2.99", flags="qr rd ra"), id="another answer"),
        pytest.param(SILENT, id="silent"),
    ],
)
def test_a_name_that_is_not_found(ask, seen) -> None:
    assert forwarded(ask, seen).status is Status.FAILED


@pytest.mark.parametrize("known", [answer("www.example.com", "A"), SILENT, "ok"])
def test_nobody_knows_the_name(ask, known) -> None:
    assert forwarded(ask, FOUND, known).doubt is Doubt.UNREADABLE


BOTH = {"primary": "pc-rh-2", "server": "pc-at-2"}


def soa(serial: int, **how: str) -> str:
    return answer("essai.lan", "SOA", f"SOA ns1.essai.lan. root.essai.lan. {serial} 3600 900 604800 600", **how)


def zone(serial: int = 7, soa_text: str = "", **other: str) -> Observation:
    names = forward(**{name: text for name, text in other.items() if name != "back"})
    back = reverse(**({"pc_at_2": other["back"]} if "back" in other else {}))
    return Observation((soa_text or soa(serial)) + names.text + back.text, 0)


def step(ask, primary: Observation, server: Observation, gone: str = ""):
    return ask("dns.secondary", "pc-rh-1", BOTH, gone, **{"pc-rh-2": primary, "pc-at-2": server})


def test_a_secondary_in_step(ask) -> None:
    verdict = step(ask, zone(), zone())
    assert (verdict.status, verdict.found) == (Status.PASSED, "série 7 sur les deux")


OLD = answer("pc-at-2.essai.lan", "A", "A 10.0.20.9")
STEPS = {
    "older": (zone(8), zone(7), "série 8 sur pc-rh-2, 7 sur pc-at-2"),
    "same serial, another content": (
        zone(),
        zone(pc_at_2=OLD),
        "pc-at-2.essai.lan : A 10.0.20.15 sur pc-rh-2, A 10.0.20.9 sur pc-at-2",
    ),
    "same serial, a name is missing in reverse": (
        zone(),
        zone(back=answer(pointer("10.0.20.15"), "PTR")),
        "15.20.0.10.in-addr.arpa : PTR pc-at-2.essai.lan. sur pc-rh-2, NXDOMAIN sur pc-at-2",
    ),
    "it forwards instead of serving": (
        zone(),
        zone(soa_text=soa(7, flags="qr rd ra")),
        "pc-at-2 ne sert pas la zone essai.lan",
    ),
    "no zone": (
        zone(),
        zone(soa_text=answer("essai.lan", "SOA", status="SERVFAIL")),
        "pc-at-2 ne sert pas la zone essai.lan",
    ),
    "the secondary is silent": (zone(), SILENT, "pc-at-2 ne répond pas aux requêtes DNS"),
    "the primary is silent": (SILENT, zone(), "pc-rh-2 ne répond pas aux requêtes DNS"),
    "the primary has no zone": (
        zone(soa_text=answer("essai.lan", "SOA", status="SERVFAIL")),
        zone(),
        "série absente sur pc-rh-2, 7 sur pc-at-2",
    ),
}


@pytest.mark.parametrize(("primary", "server", "found"), STEPS.values(), ids=STEPS)
def test_a_secondary_out_of_step(ask, primary, server, found) -> None:
    verdict = step(ask, primary, server)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


@pytest.mark.parametrize("gone", ["pc-rh-2", "pc-at-2"])
def test_a_server_that_is_down_is_nobodys_mistake(ask, gone) -> None:
    silent = {"pc-rh-2": (SILENT, zone()), "pc-at-2": (zone(), SILENT)}[gone]
    assert step(ask, *silent, gone=gone).doubt is Doubt.UNSEEN


def test_what_cannot_be_read_is_undetermined(ask) -> None:
    assert step(ask, zone(), Observation("\x1b[2Jok", 0)).doubt is Doubt.UNREADABLE
