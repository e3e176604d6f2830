"""Questions to name servers, and their answers as dig(1) prints them (RFC 1035)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Observation, Probe

PATIENCE = 6.0
"""Seconds for all questions of one dig, on a machine that is busy; each has one, and where one is lost all will be."""

_HEADER = re.compile(r"^;; ->>HEADER<<- opcode: QUERY, status: ([A-Z]+), id: \d+$")
_FLAGS = re.compile(r"^;; flags: ([a-z ]*);")
_QUESTION = re.compile(r"^;(\S+)\s+IN\s+([A-Z]+)$")
_RECORD = re.compile(r"^([^;\s]\S*)\s+\d+\s+IN\s+([A-Z]+)\s+(\S.*)$")
_SILENCE = re.compile(r"^;; (communications error|Connection to \S+ for \S+ failed|no servers could be reached)", re.M)

Question = tuple[str, str]
"""Name and type of what is asked, the name in full without its final dot."""


@dataclass(frozen=True)
class Answer:
    """What a server answered to one question: its status (`NXDOMAIN`), flags (`aa`), records of the answer section.

    `records` are (owner, type, data), names in lower case as dig prints them, with their final dot.
    """

    status: str
    flags: frozenset[str] = frozenset()
    records: tuple[tuple[str, str, str], ...] = ()

    @property
    def authoritative(self) -> bool:
        """Whether the server answers from a zone of its own (AA, RFC 1035, section 4.1.1)."""
        return "aa" in self.flags

    def data(self, kind: str) -> tuple[str, ...]:
        """The data of the records of type KIND, sorted."""
        return tuple(sorted(data for _, found, data in self.records if found == kind))

    @property
    def said(self) -> str:
        """The records in a few words, the status where there is none."""
        return one_line(", ".join(f"{kind} {data}" for _, kind, data in self.records) or self.status, 80)


Answers = Mapping[Question, Answer]
NO_ANSWER = Answer("pas de réponse")


def dig(server: object, *questions: Question) -> Probe:
    """Ask SERVER (an address) each of QUESTIONS, one second each."""
    words = [word for name, kind in questions for word in (name, kind)]
    return Probe(("timeout", str(PATIENCE), "dig", f"@{server}", *_OPTIONS, *words), PATIENCE + 1)


_OPTIONS = ("+tries=1", "+time=1", "+noall", "+comments", "+question", "+answer")


def answers(seen: Observation, *questions: Question) -> Answers:
    """The answer to each of QUESTIONS that got one; raises Unreadable when SEEN is not what dig prints of them."""
    found = dict(_each(seen.text))
    left = [question for question in questions if question not in found]
    silent = _SILENCE.search(seen.text) and seen.code in (0, 9, 124)  # 124: stopped while it waited
    if found.keys() - {*questions} or (left and not silent) or (not left and seen.code not in (0, 124)):
        raise unreadable(seen)
    return found


def unreadable(seen: Observation) -> Unreadable:
    """SEEN, said to be none of dig's."""
    return Unreadable(f"dig : {one_line(seen.text) or 'réponse vide'}")


def _each(text: str) -> list[tuple[Question, Answer]]:
    found: list[tuple[Question, Answer]] = []
    for line in text.splitlines():
        if header := _HEADER.match(line):
            found.append((("", ""), Answer(header[1])))
        elif line and (not line.startswith(";") or found):
            if not found:
                raise Unreadable(f"dig : {one_line(line)}")
            found[-1] = _read(line, *found[-1])
    if any(not name or "qr" not in answer.flags for (name, _), answer in found):
        raise Unreadable(f"dig : {one_line(text)}")
    return found


def _read(line: str, question: Question, answer: Answer) -> tuple[Question, Answer]:
    """QUESTION and ANSWER with what LINE adds to them."""
    if flags := _FLAGS.match(line):
        return question, replace(answer, flags=frozenset(flags[1].split()))
    if asked := _QUESTION.match(line):
        return (asked[1].lower().rstrip("."), asked[2]), answer
    if record := _RECORD.match(line):
        kept = (record[1].lower(), record[2], record[3].strip().lower())
        return question, replace(answer, records=(*answer.records, kept))
    if line.startswith(";"):
        return question, answer
    raise Unreadable(f"dig : {one_line(line)}")
