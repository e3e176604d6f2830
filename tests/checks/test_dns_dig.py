"""Answers of BIND 9.20.30 as dig 9.20.30 printed them, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.grading import Observation
from ccp3lab.grading.check import Unreadable
from checks.dns_dig import Answer, answers, dig
from tests.checks.dig import CLOSED, TIMED_OUT, answer

RECORDED = """;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 447
;; flags: qr aa rd ra; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
; COOKIE: 1fa97579b6acca56010000006b0c3a64f48a82e675b65676 (good)
;; QUESTION SECTION:
;www.atelier-velo.lan.		IN	A

;; ANSWER SECTION:
www.atelier-velo.lan.	3600	IN	CNAME	srv1.atelier-velo.lan.
srv1.atelier-velo.lan.	3600	IN	A	10.137.30.10

;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 28744
;; flags: qr aa rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
; COOKIE: 1fa97579b6acca56010000006b0c3a64f48a82e675b65676 (good)
;; QUESTION SECTION:
;nope.atelier-velo.lan.		IN	A

"""
WWW, NOPE = ("www.atelier-velo.lan", "A"), ("nope.atelier-velo.lan", "A")
REFUSED = """;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: 44399
;; flags: qr rd; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1
;; WARNING: recursion requested but not available

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
; EDE: 18 (Prohibited)
;; QUESTION SECTION:
;nope.atelier-velo.lan.		IN	A

"""


def test_what_was_recorded() -> None:
    found = answers(Observation(RECORDED, 0), WWW, NOPE)
    records = (
        ("www.atelier-velo.lan.", "CNAME", "srv1.atelier-velo.lan."),
        ("srv1.atelier-velo.lan.", "A", "10.137.30.10"),
    )
    flags = frozenset({"qr", "aa", "rd", "ra"})
    assert found == {WWW: Answer("NOERROR", flags, records), NOPE: Answer("NXDOMAIN", flags)}
    assert found[WWW].data("A") == ("10.137.30.10",)
    assert found[WWW].authoritative


def test_a_refusal() -> None:
    found = answers(Observation(REFUSED, 0), NOPE)[NOPE]
    assert (found.status, found.authoritative, found.records) == ("REFUSED", False, ())


def test_the_tests_own_answers_read_like_recorded_ones() -> None:
    made = answer(*WWW, "CNAME srv1.atelier-velo.lan.", "srv1.atelier-velo.lan. A 10.137.30.10") + answer(*NOPE)
    assert answers(Observation(made, 0), WWW, NOPE) == answers(Observation(RECORDED, 0), WWW, NOPE)


@pytest.mark.parametrize(("text", "code"), [(CLOSED, 9), (TIMED_OUT, 9), (TIMED_OUT * 2, 124)])
def test_silence_is_no_answer(text, code) -> None:
    assert answers(Observation(text, code), WWW, NOPE) == {}


def test_a_server_that_falls_silent() -> None:
    text = answer(*WWW, "A 10.0.0.1") + CLOSED
    assert answers(Observation(text, 9), WWW, NOPE).keys() == {WWW}


def test_names_are_compared_without_case() -> None:
    assert answers(Observation(answer("WWW.Atelier-Velo.LAN", "A", "A 10.0.0.1"), 0), WWW).keys() == {WWW}


HOSTILE = {
    "nothing": ("", 0),
    "nothing, and an error": ("", 9),
    "another program": ("I answer, believe me\n", 0),
    "a line between": (answer(*WWW, "A 10.0.0.1") + "and so on\n" + answer(*NOPE), 0),
    "one answer is missing": (answer(*WWW, "A 10.0.0.1"), 0),
    "an answer that nobody asked for": (RECORDED + answer("x.lan", "A", "A 10.0.0.1"), 0),
    "no question": (RECORDED.replace(";nope.atelier-velo.lan.\t\tIN\tA\n", ""), 0),
    "a query, not an answer": (RECORDED.replace("flags: qr aa", "flags: aa"), 0),
    "silence that succeeded otherwise": (CLOSED, 1),
    "killed": (RECORDED, -9),
    "no exit code": (RECORDED, None),
    "not found": ("timeout: failed to run command 'dig': No such file or directory\n", 127),
}


@pytest.mark.parametrize(("text", "code"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_none_of_digs(text, code) -> None:
    with pytest.raises(Unreadable):
        answers(Observation(text, code), WWW, NOPE)


def test_all_questions_go_in_one_command() -> None:
    assert dig("10.0.0.1", WWW, NOPE).argv[2:4] == ("dig", "@10.0.0.1")
    assert dig("10.0.0.1", WWW, NOPE).argv[-4:] == (*WWW, *NOPE)


LINES = st.lists(
    st.sampled_from(
        [
            *RECORDED.splitlines(),
            *REFUSED.splitlines(),
            *CLOSED.splitlines(),
            "; Transfer failed.",
            ";; flags: qr aa rd ra",
            ";;\tIN\tA",
            "www.atelier-velo.lan. IN A 10.0.0.1",
            "www.atelier-velo.lan. 3600 CH TXT hello",
            "\x1b[31m",
            "<script>",
        ]
    )
    | st.text(max_size=40),
    max_size=12,
).map("\n".join)


@given(text=LINES, code=st.sampled_from([0, 1, 9, 124, -9, None]))
def test_whatever_comes_back_is_read_or_refused(text, code) -> None:
    """Nothing but Unreadable escapes, and no question gets an answer of another."""
    try:
        found = answers(Observation(text, code), WWW, NOPE)
    except Unreadable:
        return
    assert found.keys() <= {WWW, NOPE}
    assert found or code in (9, 0, 124)


@given(address=st.ip_addresses(v=4).map(str), status=st.sampled_from(["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"]))
def test_any_answer_reads_back(address, status) -> None:
    text = answer(*WWW, f"A {address}", status=status)
    assert answers(Observation(text, 0), WWW)[WWW].data("A") == (address,)
    assert answers(Observation(text, 0), WWW)[WWW].status == status


def test_a_long_answer_is_read_at_once() -> None:
    names = [(f"pc-{number}.atelier-velo.lan", "A") for number in range(300)]
    text = "".join(answer(*question, "A 10.0.0.1") for question in names)
    assert len(answers(Observation(text, 0), *names)) == len(names)
