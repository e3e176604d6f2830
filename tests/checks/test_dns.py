"""`dns.hosts` and `dns.reverse`: every host of the plan, forward and back."""

import pytest

from ccp3lab.grading import Doubt, Observation, Status
from tests.checks.dig import SILENT, answer

HOSTS = {"pc-rh-1": "10.0.10.15", "pc-rh-2": "10.0.10.16", "pc-at-2": "10.0.20.15", "absent": "10.0.10.99"}
GIVEN = {"server": "pc-rh-2"}


def pointer(address: str) -> str:
    return ".".join([*reversed(address.split(".")), "in-addr.arpa"])


def forward(**other: str) -> Observation:
    """Every host's answer; OTHER replaces some, by host name with `_` for `-`."""
    made = {name: answer(f"{name}.essai.lan", "A", f"A {address}") for name, address in HOSTS.items()}
    return Observation("".join({**made, **{name.replace("_", "-"): text for name, text in other.items()}}.values()), 0)


def reverse(**other: str) -> Observation:
    made = {name: answer(pointer(address), "PTR", f"PTR {name}.essai.lan.") for name, address in HOSTS.items()}
    return Observation("".join({**made, **{name.replace("_", "-"): text for name, text in other.items()}}.values()), 0)


def test_every_address_is_right(ask) -> None:
    verdict = ask("dns.hosts", "pc-rh-1", GIVEN, answers=forward())
    assert verdict.status is Status.PASSED
    assert verdict.expected == "pc-rh-2 donne l'adresse de chacune des 4 machines du plan, avec autorité"


NAME = "pc-at-2.essai.lan"
WRONG = {
    "no such name": (answer(NAME, "A"), f"{NAME} : NXDOMAIN"),
    "another address": (answer(NAME, "A", "A 10.0.20.99"), f"{NAME} : A 10.0.20.99"),
    "a second address": (answer(NAME, "A", "A 10.0.20.15", "A 10.0.20.99"), f"{NAME} : A 10.0.20.15, A 10.0.20.99"),
    "a name without address": (answer(NAME, "A", status="NOERROR"), f"{NAME} : NOERROR"),
    "refused": (answer(NAME, "A", status="REFUSED", flags="qr rd"), f"{NAME} : REFUSED (sans autorité)"),
    "from a cache": (answer(NAME, "A", "A 10.0.20.15", flags="qr rd ra"), f"{NAME} : A 10.0.20.15 (sans autorité)"),
}


@pytest.mark.parametrize(("text", "found"), WRONG.values(), ids=WRONG)
def test_one_address_is_wrong(ask, text, found) -> None:
    verdict = ask("dns.hosts", "pc-rh-1", GIVEN, answers=forward(pc_at_2=text))
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


def test_several_are_counted(ask) -> None:
    verdict = ask(
        "dns.hosts",
        "pc-rh-1",
        GIVEN,
        answers=forward(pc_at_2=answer(NAME, "A"), absent=answer("absent.essai.lan", "A")),
    )
    assert verdict.found == f"{NAME} : NXDOMAIN (1 autre(s) nom(s) en défaut)"


def test_every_name_is_right(ask) -> None:
    assert ask("dns.reverse", "pc-rh-1", GIVEN, answers=reverse()).status is Status.PASSED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(answer(pointer("10.0.20.15"), "PTR"), "NXDOMAIN", id="no such name"),
        pytest.param(
            answer(pointer("10.0.20.15"), "PTR", "PTR pc-at-2.essai.lan.20.0.10.in-addr.arpa."),
            "PTR pc-at-2.essai.lan.20.0.10.in-addr.arpa.",
            id="the final dot is missing",
        ),
        pytest.param(
            answer(pointer("10.0.20.15"), "PTR", status="NXDOMAIN", flags="qr rd ra"),
            "NXDOMAIN (sans autorité)",
            id="no zone",
        ),
    ],
)
def test_one_name_is_wrong(ask, text, found) -> None:
    verdict = ask("dns.reverse", "pc-rh-1", GIVEN, answers=reverse(pc_at_2=text))
    assert (verdict.status, verdict.found) == (Status.FAILED, f"10.0.20.15 : {found}")


@pytest.mark.parametrize("name", ["dns.hosts", "dns.reverse"])
def test_a_silent_server_fails_while_it_is_there(ask, name) -> None:
    verdict = ask(name, "pc-rh-1", GIVEN, answers=SILENT)
    assert (verdict.status, verdict.found) == (Status.FAILED, "pc-rh-2 ne répond pas aux requêtes DNS")
    assert ask(name, "pc-rh-1", GIVEN, "pc-rh-2", answers=SILENT).doubt is Doubt.UNSEEN


@pytest.mark.parametrize("name", ["dns.hosts", "dns.reverse"])
@pytest.mark.parametrize("text", ["", "everything is fine", answer("essai.lan", "A", "A 10.0.0.1")])
def test_what_cannot_be_read_is_undetermined(ask, name, text) -> None:
    verdict = ask(name, "pc-rh-1", GIVEN, answers=text)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)
