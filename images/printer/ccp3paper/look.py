"""lab-tray: what lies in the tray, as a person reads it."""

from __future__ import annotations

import argparse
import time

from ccp3paper.tray import Job, Tray


def main(arguments: list[str], tray: Tray | None = None) -> int:
    """Print a line a job, newest last; the exit code."""
    parser = argparse.ArgumentParser(prog="lab-tray", description="What was printed, newest last.")
    parser.add_argument("-n", type=int, default=20, help="how many of the last jobs (20)", metavar="N")
    count = parser.parse_args(arguments).n
    for job in (tray or Tray()).jobs()[-count:] if count > 0 else []:
        print(line(job))
    return 0


def line(job: Job) -> str:
    """JOB on one line; a title may hold anything, so what is no letter of it is shown as such."""
    at = time.strftime("%F %T", time.localtime(job.printed))
    return f"{at}  {job.queue}-{job.number}  {job.user}  {job.copies} x {job.bytes} bytes  {job.title!a}"
