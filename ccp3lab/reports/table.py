"""A grade as a table in French, for a terminal of 80 columns or a plain file.

Every text of a device or a lab goes in as plain text, never as markup.
"""

from collections.abc import Iterator, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ccp3lab.grading.grade import Grade, Result
from ccp3lab.grading.score import score
from ccp3lab.grading.verdict import Status
from ccp3lab.reports.header import Header
from ccp3lab.reports.words import STATES, percent, total, typeset

_STYLES: Mapping[Status, str] = {
    Status.PASSED: "green",
    Status.FAILED: "bold red",
    Status.UNDETERMINED: "bold yellow",
    Status.BLOCKED: "dim",
}


def table(header: Header, grade: Grade) -> RenderableType:
    """All checks, then what to do about those that did not pass, then the mark."""
    return Group(_rows(header, grade), *_details(grade), _total(grade))


def _rows(header: Header, grade: Grade) -> Table:
    title = typeset(f"{header.title} ({header.learner})")
    rows = Table(title=Text(title), box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left", expand=False)
    rows.add_column("État", no_wrap=True)
    rows.add_column("Où", no_wrap=True)
    rows.add_column("Contrôle", ratio=1)
    rows.add_column("Points", justify="right", no_wrap=True)
    for result in grade.results:
        rows.add_row(
            Text(STATES[result.verdict.status], _STYLES[result.verdict.status]),
            Text(result.check.place.device.name),
            _asked(result),
            Text(f"{result.points} / {result.check.points}"),
        )
    return rows


def _asked(result: Result) -> Text:
    """The title; below it, for a blocked check, what blocks it."""
    text = Text(typeset(result.check.title))
    if result.verdict.status is Status.BLOCKED:
        text.append("\n" + typeset(result.verdict.found), "dim")
    return text


def _details(grade: Grade) -> Iterator[RenderableType]:
    """One block a check that has something to say: the blocked ones have it said by their cause."""
    for result in grade.results:
        if result.verdict.status in (Status.FAILED, Status.UNDETERMINED):
            yield Text(typeset(f"{STATES[result.verdict.status][0]} {result.check.title}"), "bold")
            yield Padding(_explained(result), (0, 0, 1, 2))


def _explained(result: Result) -> Table:
    verdict = result.verdict
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    hint = result.check.hint if verdict.status is Status.FAILED else ""
    lines = {"attendu": verdict.expected, "constaté": verdict.found, "à regarder": verdict.look, "indice": hint}
    for label, text in lines.items():
        if text:
            grid.add_row(Text(label), Text(typeset(text)))
    return grid


def _total(grade: Grade) -> Text:
    points = score(grade)
    return Text(typeset(f"Total : {total(points)} ({percent(points.percent)})"), "bold")
