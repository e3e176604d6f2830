"""Types for the fields of checks that name something of the section `shares`, and what that must be."""

from typing import Annotated

from pydantic import Field

from ccp3lab.grading.check import Place
from ccp3lab.grading.names import named
from ccp3lab.grading.verdict import Verdict, failed
from tasks.shares_section import ShareEntry, SharesSection


def table(place: Place) -> dict[str, ShareEntry]:
    """The rows that the device of the check serves, by their names in the table."""
    data = place.company.asked("shares", SharesSection)
    rows = data.table.items() if data else ()
    return {name: entry for name, entry in rows if entry.server == place.device.name}


def called(place: Place, name: str) -> str:
    """The name under which users reach the share NAME."""
    return f"{name}$" if table(place)[name].hidden else name


def down(expected: str, place: Place) -> Verdict:
    """The device of the check runs, and no file server on it."""
    name = place.device.name
    return failed(
        expected, f"{name} ne répond pas aux demandes SMB", f"systemctl status smbd sur {name}, puis journalctl -u smbd"
    )


ShareRef = Annotated[str, named("share of this server", table)]
"""A row of the rights table whose server is the device of the check."""

Shares = Annotated[tuple[ShareRef, ...], Field(min_length=1)]
