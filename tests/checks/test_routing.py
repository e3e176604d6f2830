"""Gateways, the link between two routers, the routers on a way: as real devices answer, and as nobody should."""

import pytest

from ccp3lab.company import Company
from ccp3lab.errors import DefinitionError
from ccp3lab.grading import Doubt, Observation, Place, Probe, Show, Status
from ccp3lab.grading.check import CHECKS
from tests.checks.test_reach import ANSWERED, SILENT

HEAD = "traceroute to 172.16.0.5 (172.16.0.5), 5 hops max, 60 byte packets\n"
PATH = {"to": "pc-depot", "through": ["sw1", "r1"]}
WHOLE = HEAD + " 1  10.0.10.1  0.856 ms\n 2  10.0.255.2  1.952 ms\n 3  172.16.0.5  1.983 ms\n"


@pytest.fixture
def company(two_sites: Company) -> Company:
    return two_sites


def test_a_gateway_that_answers_passes(ask) -> None:
    verdict = ask("routing.gateway", "pc-rh-1", {"on": "sw1"}, ping=Observation(ANSWERED, 0))
    assert (verdict.status, verdict.expected) == (Status.PASSED, "la passerelle 10.0.10.1 répond au ping de pc-rh-1")


def test_a_gateway_that_does_not_answer_fails_unless_its_router_is_down(ask) -> None:
    def asked(gone: str):
        return ask("routing.gateway", "pc-rh-1", {"on": "sw1"}, gone, ping=Observation(SILENT, 1))

    assert asked("").status is Status.FAILED
    assert asked("sw1").doubt is Doubt.UNSEEN
    assert asked("sw2").status is Status.FAILED


def test_the_gateway_of_the_plan_is_pinged(company: Company) -> None:
    place = Place(company, company.device("pc-depot"))
    check = CHECKS.get("routing.gateway").model_validate({"on": "r1"}, context=place)
    assert str(check.needs(place)["ping"][1]).endswith(" 172.16.0.1")
    assert check.witnesses(place) == {"router": ("r1", Show("show interfaces status"))}


def echoes(got: int, percent: int, sent: int = 3) -> str:
    marks = "." * (sent - got) + "!" * got
    head = f"Type escape sequence to abort.\nSending {sent}, 100-byte ICMP Echos to 10.0.255.2, timeout is 1 seconds:"
    return f"{head}\n{marks}\nSuccess rate is {percent} percent ({got}/{sent}), round-trip min/avg/max = 1/3/8 ms\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(echoes(3, 100), Status.PASSED, id="every echo"),
        pytest.param(echoes(2, 66), Status.PASSED, id="the first was lost to ARP"),
        pytest.param(echoes(0, 0), Status.FAILED, id="none"),
        pytest.param(echoes(3, 0), Status.UNDETERMINED, id="its numbers contradict each other"),
        pytest.param(echoes(5, 166), Status.UNDETERMINED, id="more answers than echoes"),
        pytest.param("% Invalid input detected at '^' marker.", Status.UNDETERMINED, id="refused"),
        pytest.param("", Status.UNDETERMINED, id="nothing"),
        pytest.param("note: Success rate is 100 percent (3/3)", Status.UNDETERMINED, id="words in the middle"),
    ],
)
def test_two_routers_that_answer_each_other(ask, text: str, status: Status) -> None:
    assert ask("routing.transit", "sw1", {"to": "r1"}, ping=text).status is status


@pytest.mark.parametrize(("device", "to", "address"), [("sw1", "r1", "10.0.255.2"), ("r1", "sw1", "10.0.255.1")])
def test_each_end_asks_the_other(company: Company, device: str, to: str, address: str) -> None:
    place = Place(company, company.device(device))
    check = CHECKS.get("routing.transit").model_validate({"to": to}, context=place)
    assert check.needs(place)["ping"] == (device, Show(f"ping {address} repeat 3 timeout 1"))


def test_a_router_that_is_down_is_nobodys_mistake(ask) -> None:
    assert ask("routing.transit", "sw1", {"to": "r1"}, "r1", ping=echoes(0, 0)).doubt is Doubt.UNSEEN


def trace(ask, text: str, code: int | None = 0, gone: str = ""):
    return ask("routing.path", "pc-rh-1", PATH, gone, trace=Observation(text, code))


def test_the_planned_way_passes(ask) -> None:
    verdict = trace(ask, WHOLE)
    assert (verdict.status, verdict.found) == (Status.PASSED, "10.0.10.1 → 10.0.255.2 → 172.16.0.5")


@pytest.mark.parametrize(
    ("lines", "found", "look"),
    [
        pytest.param(" 1  10.0.10.1  15.4 ms !N\n", "10.0.10.1 !N", "sw1", id="no route on the first router"),
        pytest.param(
            " 1  10.0.10.1  0.8 ms\n 2  *\n 3  *\n 4  *\n 5  *\n",
            "10.0.10.1 → *",
            "sw1",
            id="no way back from the second",
        ),
        pytest.param(" 1  172.16.0.5  0.8 ms\n", "172.16.0.5", "sw1", id="no router at all"),
        pytest.param(
            " 1  10.0.10.1  0.8 ms\n 2  172.16.0.5  0.9 ms\n", "10.0.10.1 → 172.16.0.5", "sw1", id="one router too few"
        ),
        pytest.param(
            " 1  10.0.10.1  0.8 ms\n 2  10.0.90.1  0.9 ms\n 3  10.0.255.2  1 ms\n 4  172.16.0.5  1 ms\n",
            "10.0.10.1 → 10.0.90.1 → 10.0.255.2 → 172.16.0.5",
            "sw1",
            id="one too many",
        ),
        pytest.param(
            " 1  10.0.10.1  0.8 ms\n 2  10.0.255.2  0.9 ms\n 3  10.0.255.2  9 ms !H\n",
            "10.0.10.1 → 10.0.255.2 → 10.0.255.2 !H",
            "r1",
            id="the host is away",
        ),
        pytest.param(" 1  *\n 2  *\n 3  *\n 4  *\n 5  *\n", "*", "sw1", id="silence"),
    ],
)
def test_any_other_way_fails(ask, lines: str, found: str, look: str) -> None:
    verdict = trace(ask, HEAD + lines)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)
    assert verdict.look == f"la table de routage (show ip route) de {look}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param(HEAD, 0, id="no line"),
        pytest.param(WHOLE.removeprefix(HEAD), 0, id="no head"),
        pytest.param(WHOLE, 1, id="a failure"),
        pytest.param(WHOLE, None, id="no exit code"),
        pytest.param(HEAD + " 2  172.16.0.5  1 ms\n", 0, id="does not begin at 1"),
        pytest.param(HEAD + " 1  10.0.10.1  1 ms\n 3  172.16.0.5  1 ms\n", 0, id="a line is missing"),
        pytest.param("connect: Network is unreachable\n", 1, id="no route on the workstation"),
    ],
)
def test_a_trace_that_cannot_be_read_is_undetermined(ask, text: str, code: int | None) -> None:
    assert trace(ask, text, code).doubt is Doubt.UNREADABLE


@pytest.mark.parametrize("gone", ["sw1", "r1", "pc-depot"])
def test_whoever_is_down_on_the_way_is_nobodys_mistake(ask, gone: str) -> None:
    assert trace(ask, HEAD + " 1  *\n", gone=gone).doubt is Doubt.UNSEEN
    assert trace(ask, WHOLE, gone=gone).status is Status.PASSED


def test_a_trace_looks_a_little_farther_than_planned(company: Company) -> None:
    place = Place(company, company.device("pc-rh-1"))
    check = CHECKS.get("routing.path").model_validate(PATH, context=place)
    argv = ("traceroute", "-n", "-I", "-q", "1", "-w", "1", "-m", "5", "172.16.0.5")
    assert check.needs(place) == {"trace": ("pc-rh-1", Probe(argv))}


@pytest.mark.parametrize(
    ("name", "device", "given", "said"),
    [
        ("routing.transit", "sw1", {"to": "sw2"}, "there is no transit of this device to `sw2`"),
        ("routing.gateway", "pc-rh-1", {"on": "sw9"}, "there is no device of this lab `sw9`"),
        ("routing.path", "pc-rh-1", {**PATH, "through": []}, "at least 1 item"),
        ("routing.route", "sw1", {"to": "pc-dpot", "through": "r1"}, "did you mean `pc-depot`"),
    ],
)
def test_a_wrong_name_is_refused(company: Company, name: str, device: str, given: object, said: str) -> None:
    with pytest.raises((ValueError, DefinitionError), match=said):
        CHECKS.get(name).model_validate(given, context=Place(company, company.device(device)))
