"""The command line of systemctl(1): options of habit are taken, those that make no sense here change nothing."""

from __future__ import annotations

import argparse
import sys

from ccp3units.errors import UnitError
from ccp3units.jobs import Jobs
from ccp3units.journal import Journal
from ccp3units.library import Library
from ccp3units.state import States
from ccp3units.verbs import LINES, Verbs


def parser() -> argparse.ArgumentParser:
    """The options that people and programs type."""
    options = argparse.ArgumentParser(prog="systemctl", description="Start, stop and look at this device's services.")
    options.add_argument("--now", action="store_true", help="with enable and disable: start or stop as well")
    options.add_argument("-q", "--quiet", action="store_true", help="print no state")
    options.add_argument("-a", "--all", action="store_true", help="list-units: inactive ones too")
    options.add_argument("--failed", dest="state", action="append_const", const="failed", help="list the failed units")
    options.add_argument("--state", action="append", help="list-units: only those in this state")
    options.add_argument("-t", "--type", action="append", default=[], help="list: only `service` there is")
    options.add_argument("-n", "--lines", type=int, default=LINES, help="status: so many lines of the log")
    options.add_argument("-p", "--property", action="append", default=[], help="show: only this property")
    options.add_argument("--value", action="store_true", help="show: no names")
    options.add_argument("--no-legend", action="store_true", help="list: neither head nor count")
    for unused in ("--no-pager", "-l --full", "-f --force", "--no-block", "--system", "--plain", "--no-ask-password"):
        options.add_argument(*unused.split(), action="store_true", help=argparse.SUPPRESS)
    for unused in ("-o --output", "--job-mode"):
        options.add_argument(*unused.split(), help=argparse.SUPPRESS)
    options.add_argument("verb", nargs="?", default="list-units")
    options.add_argument("unit", nargs="*")
    return options


def main(arguments: list[str]) -> int:
    """Do what ARGUMENTS ask; return the exit code."""
    options = parser().parse_intermixed_args(arguments)
    options.state = options.state or []
    states, journal = States(), Journal()
    try:
        return Verbs(Library(), states, journal, Jobs(states, journal), options).run(options.verb, options.unit)
    except UnitError as error:
        print(error, file=sys.stderr)
        return error.code
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
