"""What comes out of a printer of the lab (images/printer), for `python3 -c`: its tray, once a page has come.

Argument, as JSON: `prefix` of the titles that are looked for, `wait`: seconds for one that is not there yet. One line
of JSON comes back: the jobs with such a title, oldest first, each as the printer noted it.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TRAY = Path("/var/spool/paper")
QUIET = 0.5
"""Seconds without another page, once one has come: pages that waited in a stopped queue come before the one meant."""
POLL = 0.1

Job = dict[str, Any]


def jobs(prefix: str, tray: Path) -> Iterator[Job]:
    """The jobs in TRAY whose title begins with PREFIX; a note that is none is passed over."""
    for note in tray.glob("*.job"):
        try:
            job = json.loads(note.read_text(encoding="utf-8"))
            if str(job["title"]).startswith(prefix) and isinstance(job["printed"], float):
                yield job
        except (OSError, ValueError, KeyError, TypeError):
            continue


def look(prefix: str, wait: float, tray: Path = TRAY) -> list[Job]:
    """What lies in TRAY as soon as new pages do and no more follow, or after WAIT seconds.

    A page that was there before, of the look before this one perhaps, says nothing: it is not waited for.
    """
    start, end = time.time(), time.monotonic() + wait
    while True:
        found = sorted(jobs(prefix, tray), key=lambda job: job["printed"])
        last = found[-1]["printed"] if found else 0.0
        if start <= last <= time.time() - QUIET or time.monotonic() > end:
            return found[-20:]
        time.sleep(POLL)


if __name__ == "__main__":
    print(json.dumps(look(**json.loads(sys.argv[1]))))
