"""Pings and ARP probes as iputils 20240905 prints them: answered, silent, impossible, faked."""

import json

import pytest

from ccp3lab.grading import Doubt, Observation, Status

WAY = "10.0.10.16 dev eth1 src 10.0.10.15 uid 0 \n    cache \n"
ANSWERED = f"""{WAY}PING 10.0.10.16 (10.0.10.16) 56(84) bytes of data.
64 bytes from 10.0.10.16: icmp_seq=1 ttl=64 time=0.366 ms

--- 10.0.10.16 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time 0ms
rtt min/avg/max/mdev = 0.366/0.366/0.366/0.000 ms
"""
SILENT = f"""{WAY}PING 10.0.10.16 (10.0.10.16) 56(84) bytes of data.

--- 10.0.10.16 ping statistics ---
4 packets transmitted, 0 received, 100% packet loss, time 966ms

"""
UNREACHABLE = f"""{WAY}PING 10.0.10.16 (10.0.10.16) 56(84) bytes of data.
From 10.0.10.15 icmp_seq=1 Destination Host Unreachable

--- 10.0.10.16 ping statistics ---
1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

"""


def ping(ask, text: str, code: int | None):
    return ask("reach.ping", "pc-rh-1", {"to": "pc-rh-2"}, ping=Observation(text, code))


def test_an_answer_passes(ask) -> None:
    verdict = ping(ask, ANSWERED, 0)
    assert verdict.status is Status.PASSED
    assert verdict.expected == "pc-rh-2 (10.0.10.16) répond au ping de pc-rh-1"


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        (SILENT, 1, "aucune réponse"),
        (UNREACHABLE, 1, "aucune réponse"),
        ("RTNETLINK answers: Network is unreachable\n", 2, "pas de route vers cette adresse"),
        (f"{WAY}ping: connect: Network is unreachable\n", 2, "pas de route vers cette adresse"),
    ],
)
def test_no_answer_fails(ask, text, code, found) -> None:
    verdict = ping(ask, text, code)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", 0, id="nothing, yet success"),
        pytest.param("", 1, id="nothing"),
        pytest.param(SILENT, 0, id="success without an answer"),
        pytest.param(ANSWERED, 1, id="an answer without success"),
        pytest.param("ping: socket: Operation not permitted\n", 2, id="not allowed"),
        pytest.param("ping: unknown iface eth9\n", 2, id="unknown option"),
        pytest.param("I answer, believe me", 0, id="another program in its place"),
        pytest.param(ANSWERED.removeprefix(WAY), 0, id="no word of the way"),
        pytest.param(ANSWERED, -9, id="killed"),
        pytest.param(ANSWERED, None, id="no exit code"),
    ],
)
def test_a_ping_that_did_not_run_is_undetermined(ask, text, code) -> None:
    verdict = ping(ask, text, code)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)


@pytest.mark.parametrize("text", [ANSWERED, SILENT])
@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("local 10.0.10.16 dev lo src 10.0.10.16 uid 0 \n    cache <local> \n", "l'équipement lui-même"),
        ("10.0.10.16 via 100.64.0.1 dev eth0 src 100.64.0.12 uid 0 \n", "le réseau d'administration"),
    ],
)
def test_what_did_not_leave_by_a_cable_proves_nothing(ask, text: str, way: str, said: str) -> None:
    verdict = ping(ask, text.replace(WAY, way), int(text == SILENT))
    assert verdict.doubt is Doubt.UNREADABLE
    assert f"la route vers cette adresse passe par {said}" in verdict.found


@pytest.mark.parametrize("way", ["10.0.10.16 via 10.0.10.1 dev eth1 src 10.0.10.15 uid 0", "10.0.10.16 dev enp3s0"])
def test_any_cable_is_good(ask, way: str) -> None:
    assert ping(ask, ANSWERED.replace(WAY, f"{way}\n"), 0).status is Status.PASSED


def test_a_host_that_is_down_is_nobodys_mistake(ask) -> None:
    def pinged(text: str, code: int):
        return ask("reach.ping", "pc-rh-1", {"to": "pc-rh-2"}, "pc-rh-2", ping=Observation(text, code))

    assert pinged(ANSWERED, 0).status is Status.PASSED
    assert pinged(SILENT, 1).doubt is Doubt.UNSEEN


def test_a_switch_is_looked_at_as_a_switch(company) -> None:
    from ccp3lab.grading import Place, Show
    from checks.reach import state

    assert state(Place(company, company.device("pc-rh-1")), "sw1") == ("sw1", Show("show interfaces status"))


def replied(count: int = 1) -> Observation:
    text = f"ARPING 10.0.10.16 from 0.0.0.0 eth1\nSent 1 probes (1 broadcast(s))\nReceived {count} response(s)\n"
    return Observation(text, 1)


def silence() -> Observation:
    text = "ARPING 10.0.20.15 from 0.0.0.0 eth1\nSent 2 probes (2 broadcast(s))\nReceived 0 response(s)\n"
    return Observation(text, 0)


def there(
    address: str = "10.0.20.15", flags: tuple[str, ...] = ("UP", "LOWER_UP"), family: str = "inet"
) -> Observation:
    link = {"ifname": "eth1", "flags": list(flags), "addr_info": [{"family": family, "local": address}]}
    return Observation(json.dumps([link]), 0)


def isolated(ask, to: Observation, control: Observation, host: Observation):
    given = {"to": "pc-at-2", "control": "pc-rh-2"}
    return ask("reach.isolated", "pc-rh-1", given, to=to, control=control, there=host)


def test_silence_with_both_controls_passes(ask) -> None:
    verdict = isolated(ask, silence(), replied(), there())
    assert (verdict.status, verdict.found) == (Status.PASSED, "pc-at-2 se tait, le témoin pc-rh-2 répond")


@pytest.mark.parametrize("control", [replied(), silence()])
def test_an_answer_fails_whatever_the_control(ask, control) -> None:
    verdict = isolated(ask, replied(2), control, there())
    assert (verdict.status, verdict.found) == (Status.FAILED, "pc-at-2 répond")


def test_a_silent_control_proves_nothing(ask) -> None:
    """An unconfigured lab, where nobody hears anybody, must not pass a negative check."""
    verdict = isolated(ask, silence(), silence(), there())
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)
    assert "pc-rh-2" in verdict.found


@pytest.mark.parametrize(("to", "status"), [(silence(), Status.UNDETERMINED), (replied(), Status.UNDETERMINED)])
def test_a_control_that_is_down_is_not_the_learners_doing(ask, to, status) -> None:
    given = {"to": "pc-at-2", "control": "pc-rh-2"}
    verdict = ask("reach.isolated", "pc-rh-1", given, "pc-rh-2", to=to, control=silence(), there=there())
    assert (verdict.status, verdict.doubt) == (status, Doubt.UNSEEN)


@pytest.mark.parametrize(
    "host",
    [
        pytest.param(there("10.0.20.150"), id="10.0.20.150 is not 10.0.20.15"),
        pytest.param(there(flags=("UP",)), id="no carrier"),
        pytest.param(there(flags=()), id="interface down"),
        pytest.param(there(family="inet6"), id="another family"),
        pytest.param(Observation('[{"flags": ["UP", "LOWER_UP"], "addr_info": []}]', 0), id="no address"),
    ],
)
def test_a_host_that_could_not_answer_proves_nothing(ask, host) -> None:
    verdict = isolated(ask, silence(), replied(), host)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


@pytest.mark.parametrize(
    "probe",
    [
        pytest.param(Observation("", 0), id="nothing"),
        pytest.param(Observation("", 1), id="nothing, exit code of a reply"),
        pytest.param(Observation("arping: invalid argument: '0.3'\n", 1), id="a wrong argument also exits with 1"),
        pytest.param(Observation("arping: Device eth9 not available.\n", 2), id="no such port"),
        pytest.param(Observation(silence().text, 1), id="counts and code disagree"),
        pytest.param(Observation(replied().text, 0), id="code and counts disagree"),
    ],
)
def test_a_probe_that_did_not_run_is_undetermined(ask, probe) -> None:
    for to, control in ((probe, replied()), (silence(), probe)):
        verdict = isolated(ask, to, control, there())
        assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1]", "[{}]", "null", '[{"addr_info": 3, "flags": []}]', "x" * 99])
def test_an_unreadable_host_is_undetermined(ask, text) -> None:
    verdict = isolated(ask, silence(), replied(), Observation(text, 0))
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNREADABLE)


def test_the_probe_leaves_by_the_cable_of_the_plan(company) -> None:
    from ccp3lab.grading import Place
    from checks.reach import Isolated

    needs = Isolated(to="pc-at-2", control="pc-rh-2").needs(Place(company, company.device("pc-rh-1")))
    device, need = needs["to"]
    assert device == "pc-rh-1"
    assert str(need).endswith("-I eth1 10.0.20.15")
    assert needs["there"][0] == "pc-at-2"


def test_a_router_on_the_way_that_is_down_is_nobodys_mistake(ask) -> None:
    def pinged(gone: str):
        return ask("reach.ping", "pc-rh-1", {"to": "pc-at-2", "by": ["sw1"]}, gone, ping=Observation(SILENT, 1))

    assert pinged("").status is Status.FAILED
    assert pinged("sw1").doubt is Doubt.UNSEEN
