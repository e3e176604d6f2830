"""What CUPS runs to print a job, as backend(7) says: job-id user title copies options [file]."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ccp3paper.tray import Job, Tray

FOUND = 'direct paper:/tray "Tray" "Paper of the lab"'
"""What the backend says to whoever looks for printers (lpinfo(8))."""

OK, FAILED, CANCELED = 0, 1, 5
CHUNK = 64 * 1024


def main(argv: list[str], tray: Tray | None = None) -> int:
    """Print the job that ARGV tells into TRAY; the exit code of a backend."""
    if len(argv) == 1:
        print(FOUND)
        return OK
    try:
        job_id, user, title, copies, _, *file = argv[1:]
        number, wanted = int(job_id), int(copies)
    except ValueError:
        print("ERROR: usage: paper job-id user title copies options [file]", file=sys.stderr)
        return CANCELED
    try:
        _print(tray or Tray(), Job(number, _queue(), user, title, wanted, 0, 0.0), file)
    except OSError as error:
        print(f"ERROR: the tray does not take job {number}: {error}", file=sys.stderr)
        return FAILED
    return OK


def _print(tray: Tray, job: Job, file: list[str]) -> None:
    """With a file CUPS leaves the copies to the backend, a stream has them already."""
    if file:
        with Path(file[0]).open("rb") as document:
            size = tray.catch(job.number, _chunks(document))
    else:
        size = tray.catch(job.number, _chunks(sys.stdin.buffer))
    tray.lay(Job(job.number, job.queue, job.user, job.title, job.copies, size, time.time()))
    print(f"PAGE: 1 {job.copies}", file=sys.stderr)  # what the page log counts


def _queue() -> str:
    return os.environ.get("PRINTER", "")


def _chunks(document: BinaryIO) -> Iterator[bytes]:
    while chunk := document.read(CHUNK):
        yield chunk
