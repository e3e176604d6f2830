"""Pages that are really printed: `printing.page` and `printing.refused`, and the two programs behind them."""

import json
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from ccp3lab.company import Company
from ccp3lab.grading import CHECKS, Doubt, Observation, Place, Status, Verdict
from checks.programs import page as page_program
from checks.programs import tray as tray_program
from tests.checks.test_printing import SECTION

PAGE = {"queue": "RH", "login": "lea"}
REFUSED = {**PAGE, "login": "luc", "control": "lea"}


@pytest.fixture
def company(company: Company) -> Company:
    return replace(company, sections={"printing": SECTION})


def sent(title: str = "ccp3-1", code: int | None = 0, said: str = "", known: bool = True) -> Observation:
    return Observation(json.dumps({"title": title, "known": known, "code": code, "said": said}), 0)


def tray(*jobs: tuple[str, str]) -> Observation:
    return Observation(json.dumps([{"title": title, "user": user, "printed": 1.0} for title, user in jobs]), 0)


NO = sent("ccp3-2", 1, "lp: Not allowed to print.")
CAME = tray(("ccp3-0", "lea"), ("ccp3-1", "lea"))


@pytest.mark.parametrize("user", ["lea", "LEA", "lea@ad.essai.lan"])
def test_a_page_that_came(ask, user) -> None:
    verdict = ask("printing.page", "pc-rh-1", PAGE, sent=sent(), tray=tray(("ccp3-1", user)))
    assert (verdict.status, verdict.found) == (Status.PASSED, "sortie au nom de lea")


LOST = {
    "unknown there": (sent(known=False, code=None), CAME, "le poste ne connaît pas lea"),
    "silence": (sent(code=None), CAME, "pas de réponse du serveur d'impression"),
    "refused": (NO, CAME, "lp : lp: Not allowed to print."),
    "nothing comes": (sent(), tray(), "acceptée, mais rien ne sort"),
    "an old page": (sent(), tray(("ccp3-0", "lea")), "acceptée, mais rien ne sort"),
    "another name": (sent(), tray(("ccp3-1", "root\x1b")), "sortie au nom de root␛"),
    "no name": (sent(), Observation('[{"title": "ccp3-1"}]', 0), "sortie au nom de "),
}


@pytest.mark.parametrize(("way", "end", "found"), LOST.values(), ids=LOST)
def test_a_page_that_did_not(ask, way, end, found) -> None:
    verdict = ask("printing.page", "pc-rh-1", PAGE, sent=way, tray=end)
    assert (verdict.status, verdict.found) == (Status.FAILED, found)


@pytest.mark.parametrize(("way", "end"), [("", CAME), ("{}", CAME), (sent(), ""), (sent(), "{}"), (sent(), "[1]")])
def test_a_page_that_nobody_can_tell_of(ask, way, end) -> None:
    assert ask("printing.page", "pc-rh-1", PAGE, sent=way, tray=end).doubt is Doubt.UNREADABLE


def refused(ask, way: Observation, control: Observation = sent(), end: Observation = CAME) -> Verdict:  # noqa: B008
    return ask("printing.refused", "pc-rh-1", REFUSED, sent=way, control=control, tray=end)


def test_a_page_that_is_refused_beside_one_that_comes(ask) -> None:
    verdict = refused(ask, NO)
    assert (verdict.status, verdict.found) == (Status.PASSED, "refusée ; celle de lea est sortie")


def test_an_accepted_page_is_a_failure_whatever_the_control(ask) -> None:
    for control in (sent(), sent(code=1, said="x")):
        assert refused(ask, sent("ccp3-2"), control).status is Status.FAILED


NOTHING_PROVEN = {
    "the control is refused too": (NO, NO, CAME, "luc n'imprime pas, mais le témoin lea non plus (lp : lp: Not allo"),
    "the control does not come out": (NO, sent(), tray(), "le témoin lea non plus (acceptée, mais rien ne sort)"),
    "for another reason": (sent("ccp3-2", 1, "lp: Bad Request"), sent(), CAME, "lp : lp: Bad Request"),
    "unknown there": (sent("ccp3-2", None, known=False), sent(), CAME, "le poste ne connaît pas luc"),
    "silence": (sent("ccp3-2", None), sent(), CAME, "pas de réponse du serveur d'impression"),
}


@pytest.mark.parametrize(("way", "control", "end", "found"), NOTHING_PROVEN.values(), ids=NOTHING_PROVEN)
def test_a_refusal_that_proves_nothing(ask, way, control, end, found) -> None:
    verdict = refused(ask, way, control, end)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)
    assert found in verdict.found


def test_a_page_is_printed_once_for_both_questions(company: Company) -> None:
    """Equal needs are collected once: the control of a refusal is the page that was asked for."""
    place = Place(company, company.device("pc-rh-1"))
    page = CHECKS.get("printing.page").model_validate(PAGE, context=place).needs(place)
    control = CHECKS.get("printing.refused").model_validate(REFUSED, context=place).needs(place)
    assert (control["control"], control["tray"]) == (page["sent"], page["tray"])
    assert [device for device, _ in page.values()] == ["pc-rh-1", "pc-rh-2"]
    assert str(page["sent"][1]) == "lea : lp -d RH"


@pytest.mark.parametrize("login", ["", "-x", "a b", "a;b", "Lea"])
def test_what_is_no_login(company: Company, login: str) -> None:
    with pytest.raises(ValueError, match="login"):
        CHECKS.get("printing.page").model_validate({**PAGE, "login": login})


class Printed:
    """In place of subprocess.run: keeps what was run."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.calls = error, []

    def __call__(self, words: list[str], **options: object) -> SimpleNamespace:
        self.calls.append((words, options))
        if self.error:
            raise self.error
        return SimpleNamespace(returncode=1, stdout=b"lp: Not allowed to print.\n")


def test_the_page_is_the_users_own(monkeypatch) -> None:
    run = Printed()
    monkeypatch.setattr(page_program.subprocess, "run", run)
    first, second = (page_program.sent("root", "RH", "ccp3-x-") for _ in range(2))
    assert (first.known, first.code, first.said) == (True, 1, "lp: Not allowed to print.\n")
    assert first.title.startswith("ccp3-x-")
    assert first.title != second.title, "an old page proves nothing"
    words, options = run.calls[0]
    assert words == ["runuser", "-u", "root", "--", "lp", "-d", "RH", "-t", first.title]
    assert options["env"]["HOME"] == "/root"


def test_a_page_of_nobody_or_without_an_answer(monkeypatch) -> None:
    monkeypatch.setattr(page_program.subprocess, "run", Printed(subprocess.TimeoutExpired("lp", 6)))
    assert page_program.sent("root", "RH", "x").code is None
    assert not page_program.sent("nobody-at-all", "RH", "x").known


def lay(folder: Path, number: int, title: object, printed: object) -> None:
    note = {"number": number, "title": title, "user": "lea", "printed": printed}
    (folder / f"{number}.job").write_text(json.dumps(note))


def test_the_tray_is_waited_for_and_only_for_a_new_page(tmp_path) -> None:
    lay(tmp_path, 1, "ccp3-a", time.time() - 60)
    lay(tmp_path, 2, "other", time.time())
    start = time.monotonic()
    assert [job["number"] for job in tray_program.look("ccp3-", 0.3, tmp_path)] == [1]
    assert time.monotonic() - start >= 0.3
    lay(tmp_path, 3, "ccp3-b", time.time() + 0.1)
    start = time.monotonic()
    assert [job["number"] for job in tray_program.look("ccp3-", 30, tmp_path)] == [1, 3]
    assert time.monotonic() - start < 15


def test_a_page_of_the_look_before_is_not_the_one_that_is_waited_for(tmp_path) -> None:
    lay(tmp_path, 1, "ccp3-a", time.time() - 0.05)
    start = time.monotonic()
    assert [job["number"] for job in tray_program.look("ccp3-", 0.3, tmp_path)] == [1]
    assert time.monotonic() - start >= 0.3


def test_pages_that_waited_come_before_the_one_that_is_meant(tmp_path) -> None:
    """A queue was started again: what had waited comes out first."""

    def printing() -> None:
        for number in (1, 2, 3):
            time.sleep(0.15)
            lay(tmp_path, number, "ccp3-a", time.time())

    printer = threading.Thread(target=printing)
    printer.start()
    try:
        assert [job["number"] for job in tray_program.look("ccp3-", 30, tmp_path)] == [1, 2, 3]
    finally:
        printer.join()


def test_what_is_no_note_of_a_page(tmp_path) -> None:
    (tmp_path / "1.job").write_text("{")
    (tmp_path / "2.job").write_text("[]")
    lay(tmp_path, 3, "ccp3-", "soon")
    (tmp_path / "4.job").mkdir()
    assert tray_program.look("ccp3-", 0, tmp_path) == []
    assert tray_program.look("ccp3-", 0, tmp_path / "none") == []
