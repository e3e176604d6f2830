"""How fast plans are read, checked and turned into configurations, in seconds of processor time (best of several runs).

Usage: .venv/bin/python tools/plan_bench.py [RUNS]     (needs no device)
"""

import math
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ccp3lab.company import load_company
from ccp3lab.house import House
from ccp3lab.operations.scene import scene
from ccp3lab.plan import PlanFile, problems
from ccp3lab.source.document import parse
from tests.data import wide

SIZES = (250, 500, 1000, 2000)
LIMIT = 1.0


def best(work: Callable[[], object], runs: int) -> float:
    """The least processor time that WORK took in RUNS."""
    return min(_seconds(work) for _ in range(runs))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def check(text: str) -> None:
    """What `plan check` does with TEXT; a plan that is refused would be no bench."""
    if found := problems(PlanFile.model_validate(parse(text).data)):
        sys.exit(f"the plan is refused: {found[0]}")


def company(house: House) -> None:
    """Load and validate the large company, render the configuration of each of its devices."""
    made = scene(house, "large", "demo").candidates("solved")
    if len(made) != wide.SWITCHES + wide.WORKSTATIONS:
        sys.exit(f"{len(made)} configurations for {wide.SWITCHES + wide.WORKSTATIONS} devices")


def main() -> None:
    """Print the table; exit code 1 when a figure is above what the project promises."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    table = Table("what", "seconds", "per n log n, the first is 1", title=f"plans, best of {runs}")
    checks = {size: best(partial(check, wide.plan_text(size)), runs) for size in SIZES}
    unit = checks[SIZES[0]] / (SIZES[0] * math.log(SIZES[0]))
    for size, seconds in checks.items():
        table.add_row(
            f"plan check, {size} subnets", f"{seconds:.3f}", f"{seconds / (size * math.log(size)) / unit:.2f}"
        )
    with tempfile.TemporaryDirectory(prefix="ccp3-bench-") as folder:
        house = wide.house(Path(folder) / "house")
        figures = {
            "company of 300 devices, 200 VLANs: load": best(lambda: load_company(house, "large"), runs),
            "the same: lab, company, every configuration": best(lambda: company(house), runs),
        }
    for what, seconds in figures.items():
        table.add_row(what, f"{seconds:.3f}", "")
    Console().print(table)
    sys.exit(max(checks[1000], *figures.values()) > LIMIT)


if __name__ == "__main__":
    main()
