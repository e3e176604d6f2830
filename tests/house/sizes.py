"""Print the project's own figures, as those of the code bases it learnt from: `python tests/house/sizes.py`."""

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.house.sources import ROOMS, ROOT, annotated, body, files, functions, length, product, public

HEAD = ("room", "files", "lines", "file median", "max", "body median", "p90", "max", "annotated", "documented")


def percentile(numbers: Sequence[int], part: float) -> int:
    """The smallest of NUMBERS that PART of them do not exceed (nearest rank)."""
    ordered = sorted(numbers)
    return ordered[max(0, -(-len(ordered) * round(part * 100) // 100) - 1)]


def share(answers: Iterable[bool]) -> str:
    """How many of ANSWERS are true, in percent."""
    told = list(answers)
    return f"{100 * sum(told) / len(told):.1f} %" if told else "-"


def row(name: str, paths: Sequence[Path]) -> tuple[object, ...]:
    """The figures of the files PATHS."""
    sizes = [length(path) for path in paths]
    made = [function for path in paths for function in functions(path)]
    bodies = [body(function) for function in made] or [0]
    return (
        name,
        len(paths),
        sum(sizes),
        f"{statistics.median(sizes):.0f}",
        max(sizes),
        f"{statistics.median(bodies):.0f}",
        percentile(bodies, 0.9),
        max(bodies),
        share(annotated(function) for function in made),
        share(name.documented for path in paths for name in public(path)),
    )


def tests_per_code() -> float:
    """Lines of test a line of product, Python alone."""
    tests = sum(length(path) for path in (ROOT / "tests").rglob("*.py"))
    return tests / sum(length(path) for path in product())


def main() -> None:
    """Print the table."""
    rows = [HEAD, *(row(room, files(room)) for room in ROOMS), row("all", product())]
    widths = [max(len(str(line[column])) for line in rows) for column in range(len(HEAD))]
    for first, *rest in rows:
        cells = (str(cell).rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        print("  ".join([str(first).ljust(widths[0]), *cells]))
    print(f"\ntest lines per code line: {tests_per_code():.2f}")


if __name__ == "__main__":
    main()
