"""lab-dc provision | ready | wait SECONDS; `template` while the image is built."""

from __future__ import annotations

import sys

from ccp3dc.errors import DomainError
from ccp3dc.gather import gather
from ccp3dc.make import samba
from ccp3dc.provision import Places, provision
from ccp3dc.ready import UNIT, failed, ready, wait

USAGE = "usage: lab-dc ready | wait SECONDS; `provision` is for the unit's own start"


def main(arguments: list[str]) -> int:
    """Do what ARGUMENTS ask; return the exit code."""
    places = Places()
    try:
        match arguments:
            case ["provision"]:
                provision(places, samba)
            case ["template"]:
                gather()
            case ["ready"]:
                ready(places)
            case ["wait", seconds] if seconds.isdecimal():
                wait(lambda: ready(places), failed, float(seconds))
            case _:
                print(USAGE, file=sys.stderr)
                return 2
    except DomainError as error:
        why = f"; it gave up, `journalctl -u {UNIT}` tells why" if failed() else ""
        print(f"{error}{why}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
