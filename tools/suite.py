"""All tests, in two runs of pytest side by side: those on devices, which mostly wait, and all others.

Usage: .venv/bin/python tools/suite.py     (exit code 0 when both runs passed; otherwise that of the first that did not)

Each run has workers of its own (pytest-xdist); a file of tests is one worker's. The others run with less priority, so
that a device under test finds the machine as it would be without them, and their words come after those of the devices.
The last line adds both up as pytest would; a worker that crashes is a failure of the test that it was at.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
DEVICES = "lab or ad"
"""The markers of tests that need devices, as `pytest -m` takes them."""

DEVICE_WORKERS, OTHER_WORKERS = 3, 2
"""For a machine of two cores: tests of devices mostly wait, and more of them would wait for each other."""

NICE = 10
COUNTED = re.compile(r"(\d+) (failed|passed|skipped|error)")
LAST = re.compile(r"^=*\s*(\d+ \w+.*) in [\d.]+s\b.*$", re.MULTILINE)


def pytest(markers: str, workers: int, options: Sequence[str]) -> list[str]:
    """The command that runs the tests of MARKERS in so many WORKERS; the cache is left to who runs tests by hand."""
    shared = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0"]
    return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *shared, "-m", markers, *options]


def counts(output: str) -> Counter[str]:
    """What the last line of a run of pytest counts, by word (`passed`: 12); empty when the run did not end."""
    lines = LAST.findall(output)
    return Counter({word: int(number) for number, word in COUNTED.findall(lines[-1])}) if lines else Counter()


def summary(runs: Sequence[Counter[str]], seconds: float) -> str:
    """One line for all RUNS, as pytest writes it."""
    total: Counter[str] = sum(runs, Counter())
    words = ", ".join(f"{total[word]} {word}" for word in ("failed", "passed", "skipped", "error") if total[word])
    text = f" {words or 'no test ended'} in {seconds:.2f}s ({int(seconds // 60)} min {int(seconds % 60)} s) "
    return text.center(100, "=")


def shown(arguments: Sequence[str]) -> tuple[int, str]:
    """Run ARGUMENTS here; the exit code and what was printed, which is shown as it comes."""
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        lines = []
        for line in run.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            lines.append(line)
    return run.returncode, "".join(lines)


def aside(arguments: Sequence[str], log: IO[str]) -> "subprocess.Popen[str]":
    """Start ARGUMENTS with less priority, its words into LOG."""
    polite = ["nice", "-n", str(NICE), *arguments]
    return subprocess.Popen(polite, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, text=True)


def main(options: Sequence[str]) -> int:
    """Both runs; OPTIONS are pytest's own."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        others = aside(pytest(f"not ({DEVICES})", OTHER_WORKERS, options), log)
        try:
            devices, said = shown(pytest(DEVICES, DEVICE_WORKERS, options))
            code = others.wait()
        finally:
            others.kill()
        log.seek(0)
        rest = log.read()
    print("\n--- tests without devices " + "-" * 74)
    print(rest if code else "\n".join(rest.splitlines()[-1:]))
    print(summary([counts(said), counts(rest)], time.monotonic() - start))
    return devices or code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
