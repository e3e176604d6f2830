"""Grading: a rubric, what is collected, verdicts, points. Everything but `collect` is pure."""

from ccp3lab.grading.check import CHECKS, Check, Place, Unreadable, check
from ccp3lab.grading.grade import Evidence, Grade, Result
from ccp3lab.grading.need import Need, Observation, Probe, Question, Run, Sheet, Show
from ccp3lab.grading.rubric import BoundCheck, fingerprint, rubric
from ccp3lab.grading.run import grade
from ccp3lab.grading.score import Score, exit_code, score
from ccp3lab.grading.verdict import Doubt, Status, Verdict

__all__ = [
    "CHECKS",
    "BoundCheck",
    "Check",
    "Doubt",
    "Evidence",
    "Grade",
    "Need",
    "Observation",
    "Place",
    "Probe",
    "Question",
    "Result",
    "Run",
    "Score",
    "Sheet",
    "Show",
    "Status",
    "Unreadable",
    "Verdict",
    "check",
    "exit_code",
    "fingerprint",
    "grade",
    "rubric",
    "score",
]
