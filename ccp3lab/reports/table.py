"""A grade as a table in French, for a terminal of 80 columns or a plain file.

Every text of a device or a lab goes in as plain text, never as markup.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from ccp3lab.grading.grade import Grade, Result
from ccp3lab.grading.score import score
from ccp3lab.grading.verdict import Status, Verdict
from ccp3lab.reports.header import WRITTEN, Header
from ccp3lab.reports.words import STATES, percent, total, typeset

_STYLES: Mapping[Status, str] = {
    Status.PASSED: "green",
    Status.FAILED: "bold red",
    Status.UNDETERMINED: "bold yellow",
    Status.BLOCKED: "dim",
}
_GLUE = "\ue000"


@dataclass(frozen=True)
class _Glued:
    """INNER with its glue printed as no-break spaces: rich breaks lines at these, so they go in after the wrapping."""

    inner: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        for segment in console.render(self.inner, options):
            yield segment._replace(text=segment.text.replace(_GLUE, "\N{NO-BREAK SPACE}"))


def table(header: Header, grade: Grade) -> RenderableType:
    """All checks, then what to do about those that did not pass, then the mark."""
    return _Glued(Group(_rows(header, grade), *_details(grade), _total(grade)))


def _text(text: str, style: str = "") -> Text:
    return Text(typeset(text, _GLUE), style)


def _rows(header: Header, grade: Grade) -> Table:
    title = _text(f"{header.title} ({header.learner}{_variant(header)})")
    rows = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    rows.add_column("État", no_wrap=True)
    rows.add_column("Où", no_wrap=True)
    rows.add_column("Contrôle", ratio=1)
    rows.add_column("Points", justify="right", no_wrap=True)
    for result in grade.results:
        state = _text(STATES[result.verdict.status], _STYLES[result.verdict.status])
        points = _text(f"{result.points} / {result.check.points}")
        rows.add_row(state, _text(result.check.place.device.name), _asked(result), points)
    return rows


def _variant(header: Header) -> str:
    return "" if header.variant == WRITTEN else f", variante {header.variant}"


def _asked(result: Result) -> Text:
    """The title; below it, for a blocked check, what blocks it."""
    text = _text(result.check.title)
    if result.verdict.status is Status.BLOCKED:
        text.append_text(_text(f"\n{result.verdict.found}", "dim"))
    return text


def _details(grade: Grade) -> Iterator[RenderableType]:
    """One block a verdict that has something to say, below the titles of all checks that it concerns."""
    alike: dict[Verdict, list[Result]] = {}
    for result in grade.results:
        if result.verdict.status in (Status.FAILED, Status.UNDETERMINED):
            alike.setdefault(result.verdict, []).append(result)
    for verdict, results in alike.items():
        for result in results:
            yield _text(f"{STATES[verdict.status][0]} {result.check.title}", "bold")
        hints = {result.check.hint for result in results}
        yield Padding(_explained(verdict, hints.pop() if len(hints) == 1 else ""), (0, 0, 1, 2))


def _explained(verdict: Verdict, hint: str) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(ratio=1)
    said = {"attendu": verdict.expected, "constaté": verdict.found, "à regarder": verdict.look}
    if verdict.status is Status.FAILED:
        said["indice"] = hint
    for label, text in said.items():
        if text:
            grid.add_row(_text(label), _text(text))
    return grid


def _total(grade: Grade) -> Text:
    points = score(grade)
    return _text(f"Total : {total(points)} ({percent(points.percent)})", "bold")
