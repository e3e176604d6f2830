"""Every lab on devices against answers that are none: nothing passes, nothing breaks, the total stays."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccp3lab.company import load_company
from ccp3lab.grading import BoundCheck, Doubt, Grade, Observation, Status, grade, rubric, score
from ccp3lab.grading.need import Need, Run, unseen
from ccp3lab.house import here
from ccp3lab.lab import Lab, labs, load_lab

LABS = {key: lab for key in labs(here()) if (lab := load_lab(here(), key)).devices}
EACH = pytest.mark.parametrize("lab", LABS.values(), ids=LABS)
LONG = settings(max_examples=30, suppress_health_check=list(HealthCheck))

WORDS = st.sampled_from(
    [
        "Gateway of last resort is not set",
        "Default gateway is 10.0.0.1",
        "S     172.16.0.0/16 [1/0] via 10.1.255.254",
        "S*    0.0.0.0/0 is directly connected, Null0",
        "C        10.0.0.0/24 is directly connected, Vlan10",
        "Success rate is 100 percent (3/3)",
        "traceroute to 172.16.1.5 (172.16.1.5), 5 hops max, 60 byte packets",
        " 1  10.1.10.1  0.8 ms",
        " 2  *",
        "Vlan90                 10.1.90.12      YES manual up                    up",
        "1 packets transmitted, 1 received, 0% packet loss, time 0ms",
        "Sent 1 probes (1 broadcast(s))",
        "Received 1 response(s)",
        '{"version": 1}',
        "[{}]",
        "end",
    ]
)
TABLES = st.lists(WORDS, max_size=10).map("\n".join)


def bound(lab: Lab) -> tuple[BoundCheck, ...]:
    return rubric(lab, load_company(here(), lab.company), lab.source)


RUBRICS = {lab.key: bound(lab) for lab in LABS.values()}


def graded(lab: Lab, answer: Callable[[str, Need], Observation]) -> Grade:
    def look(needs: Mapping[str, frozenset[Need]]) -> dict[tuple[str, Need], Observation]:
        return {(device, need): answer(device, need) for device, wanted in needs.items() for need in wanted}

    return grade(RUBRICS[lab.key], look, 0)


def said(lab: Lab, text: str, code: int | None) -> Grade:
    """The grade when every device answers TEXT to everything, and every program ends with CODE."""
    return graded(lab, lambda _, need: Observation(text, code if isinstance(need, Run) else None))


@EACH
def test_a_dead_device_is_nobodys_mistake(lab: Lab) -> None:
    for dead in lab.devices:
        found = graded(lab, lambda device, _, dead=dead: unseen("x") if device == dead else Observation(""))
        assert score(found).total == lab.points
        for result in found.results:
            if dead in {device for device, _ in result.check.check.needs(result.check.place).values()}:
                assert (result.verdict.status, result.verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)


@EACH
@pytest.mark.parametrize("code", [0, 1, 2, None])
@pytest.mark.parametrize("text", ["", "\n", "% Invalid input detected at '^' marker.", "ok", "null", "[]", "{}", "end"])
def test_silence_and_nonsense_pass_nothing(lab: Lab, text: str, code: int | None) -> None:
    found = said(lab, text, code)
    assert not found.having(Status.PASSED)
    assert score(found).total == lab.points


@EACH
@LONG
@given(text=st.text(max_size=400), code=st.sampled_from([0, 1, 2, 127, -9]))
def test_no_answer_whatever_breaks_a_check_or_passes(lab: Lab, text: str, code: int) -> None:
    found = said(lab, text, code)
    assert not found.having(Status.PASSED)
    assert Doubt.DEFECT not in {result.verdict.doubt for result in found.results}


@EACH
@LONG
@given(text=TABLES, code=st.sampled_from([0, 1]))
def test_lines_of_real_answers_in_any_order_break_nothing(lab: Lab, text: str, code: int) -> None:
    assert Doubt.DEFECT not in {result.verdict.doubt for result in said(lab, text, code).results}
