"""A grade as canonical JSON, version 1: everything else can be rendered from it."""

import json
from collections.abc import Mapping
from typing import Any

from ccp3lab import __version__
from ccp3lab.grading.grade import Evidence, Grade, Result
from ccp3lab.grading.rubric import fingerprint
from ccp3lab.grading.score import OUT_OF, exit_code, said, score
from ccp3lab.reports.header import Header

VERSION = 1
"""Raised when a key changes its meaning or goes; a new key does not raise it."""


def document(header: Header, grade: Grade) -> str:
    """The grade as JSON text: sorted keys, two blanks of indent, a final line feed; numbers of points are integers."""
    return json.dumps(tree(header, grade), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def tree(header: Header, grade: Grade) -> Mapping[str, Any]:
    """The document as plain data."""
    return {
        "format": "ccp3-grade",
        "version": VERSION,
        "run": _run(header, grade),
        "score": _score(grade),
        "checks": [_check(header, result) for result in grade.results],
    }


def _run(header: Header, grade: Grade) -> Mapping[str, Any]:
    return {
        "tool": f"ccp3-lab {__version__}",
        "lab": header.lab,
        "title": header.title,
        "company": header.company,
        "learner": header.learner,
        "variant": {"id": header.variant, "site": header.site},
        "rubric": fingerprint(tuple(result.check for result in grade.results)),
        "started": grade.started.isoformat(timespec="milliseconds"),
        "ended": grade.ended.isoformat(timespec="milliseconds"),
    }


def _score(grade: Grade) -> Mapping[str, Any]:
    points = score(grade)
    return {
        "points": points.obtained,
        "undetermined": points.undetermined,
        "max": points.total,
        "mark": said(points.mark).replace(",", "."),
        "out_of": OUT_OF,
        "exit_code": exit_code(grade),
    }


def _check(header: Header, result: Result) -> Mapping[str, Any]:
    verdict = result.verdict
    return {
        "id": result.check.id,
        "check": result.check.name,
        "title": result.check.title,
        "competence": header.competence,
        "device": result.check.place.device.name,
        "points": result.points,
        "max": result.check.points,
        "status": verdict.status.value,
        "doubt": verdict.doubt.value if verdict.doubt else None,
        "expected": verdict.expected,
        "found": verdict.found,
        "look": verdict.look,
        "hint_used": False,
        "seconds": round(result.seconds, 3),
        "evidence": [_evidence(evidence) for evidence in result.evidence],
        "trace": result.trace,
    }


def _evidence(evidence: Evidence) -> Mapping[str, Any]:
    return {
        "device": evidence.device,
        "command": evidence.command,
        "code": evidence.code,
        "text": evidence.text,
        "error": evidence.error,
    }
