"""The tray of the printer, its backend and what a person sees of it, without CUPS."""

import io
import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from ccp3paper import backend, look
from ccp3paper.tray import LIMIT, SHEETS, Job, Tray


def printed(tray: Tray, *words: str) -> int:
    return backend.main(["paper", *words], tray)


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "document"
    path.write_bytes(b"page de test\n")
    return str(path)


def test_a_job_lies_in_the_tray_with_its_document(tray, tmp_path, document, monkeypatch, capsys) -> None:
    monkeypatch.setenv("PRINTER", "COMPTA")
    start = time.time()
    assert printed(tray, "12", "cmartin", "Facture n°7", "2", "", document) == 0
    (job,) = tray.jobs()
    assert (job.number, job.queue, job.user, job.title, job.copies, job.bytes) == (
        12,
        "COMPTA",
        "cmartin",
        "Facture n°7",
        2,
        13,
    )
    assert start <= job.printed <= time.time()
    assert (tmp_path / "12.data").read_bytes() == b"page de test\n"
    assert capsys.readouterr().err == "PAGE: 1 2\n"


def test_everybody_sees_what_lies_there(tray, tmp_path, document) -> None:
    """cupsd runs its backends with a umask of 077."""
    before = os.umask(0o077)
    try:
        assert printed(tray, "12", "cmartin", "t", "1", "", document) == 0
    finally:
        os.umask(before)
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("12.*")} == {
        "12.job": 0o644,
        "12.data": 0o644,
    }


def test_a_stream_is_a_document_too(tray, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"x" * 100_000)))
    assert printed(tray, "3", "cmartin", "t", "1", "") == 0
    assert (tray.jobs()[0].bytes, (tmp_path / "3.data").stat().st_size) == (100_000, 100_000)


def test_the_end_of_a_long_document_is_counted_and_not_kept(tray, tmp_path) -> None:
    size = tray.catch(1, [b"x" * (LIMIT - 1), b"yy", b"z" * 10])
    assert (size, (tmp_path / "1.data").stat().st_size) == (LIMIT + 11, LIMIT)


@pytest.mark.parametrize(
    "words",
    [("12",), ("twelve", "u", "t", "1", ""), ("12", "u", "t", "many", "")],
    ids=["too few", "no number", "no copies"],
)
def test_what_is_no_job_is_dropped(tray, words, capsys) -> None:
    assert printed(tray, *words) == backend.CANCELED, "asked again, it would be no better"
    assert capsys.readouterr().err.startswith("ERROR: usage")
    assert tray.jobs() == []


def test_a_tray_that_takes_nothing_stops_the_queue(tmp_path, document, capsys) -> None:
    assert printed(Tray(tmp_path / "gone"), "1", "u", "t", "1", "", document) == backend.FAILED
    assert "does not take job 1" in capsys.readouterr().err


def test_without_words_it_says_what_it_is(tray, capsys) -> None:
    assert backend.main(["paper"], tray) == 0
    assert capsys.readouterr().out.startswith("direct paper:/tray ")


def test_the_oldest_jobs_make_room(tray, tmp_path) -> None:
    for number in range(SHEETS + 3):
        tray.catch(number, [b"x"])
        tray.lay(Job(number, "Q", "u", "t", 1, 1, float(number)))
    assert [job.number for job in tray.jobs()] == list(range(3, SHEETS + 3))
    assert len(list(tmp_path.iterdir())) == 2 * SHEETS


@pytest.mark.parametrize("text", ["", "{", "[]", '{"number": 1}', '{"other": 1}'])
def test_what_is_no_note_is_passed_over(tray, tmp_path, text) -> None:
    (tmp_path / "9.job").write_text(text)
    tray.lay(Job(1, "Q", "u", "t", 1, 1, 1.0))
    assert [job.number for job in tray.jobs()] == [1]


@pytest.mark.parametrize("title", ["Facture été", 'a"b\\c', "two\nlines", "\x1b[31m"])
def test_a_title_comes_back_as_it_was(tray, tmp_path, title) -> None:
    job = Job(1, "Q", "u", title, 1, 1, 1.0)
    tray.lay(job)
    assert tray.jobs() == [job]
    assert json.loads((tmp_path / "1.job").read_text())["title"] == title


def test_a_person_sees_the_last_jobs(tray, capsys) -> None:
    for number in (1, 2, 3):
        tray.lay(Job(number, "COMPTA", "cmartin", f"page\x1b {number}", 1, 13, float(number)))
    assert look.main(["-n", "2"], tray) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == [
        rf"COMPTA-{number}  cmartin  1 x 13 bytes  'page\x1b {number}'" for number in (2, 3)
    ]
    assert look.main(["-n", "0"], tray) == 0
    assert capsys.readouterr().out == ""
