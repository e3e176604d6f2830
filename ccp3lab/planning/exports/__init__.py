"""A plan as files: one module a format. What people read is French."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from ccp3lab.errors import UsageError
from ccp3lab.plan import Plan
from ccp3lab.problem import near

Files = Mapping[str, bytes]
"""File name -> content."""


@dataclass(frozen=True)
class Format:
    """A format: the module that writes it, whether it is a folder of files, and whether a screen can show it."""

    module: str
    title: str
    folder: bool = False
    text: bool = True


FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "one table for a spreadsheet (semicolons, as French Excel wants it)"),
    "xlsx": Format("xlsx", "a workbook, one sheet a table", text=False),
    "md": Format("markdown", "Markdown tables"),
    "html": Format("html", "one page with a map of the address space"),
    "hosts": Format("hosts", "lines for /etc/hosts"),
    "zone": Format("zone", "DNS zone files, forward and reverse", folder=True),
    "netbox": Format("netbox", "CSV files that NetBox imports", folder=True),
}


def format_of(name: str) -> Format:
    """The format called NAME; UsageError with the nearest name."""
    if name not in FORMATS:
        raise UsageError(f"there is no format `{name}`; {near(name, FORMATS)}")
    return FORMATS[name]


def export(plan: Plan, chosen: Format) -> Files:
    """The files of PLAN in the CHOSEN format."""
    write: Callable[[Plan], Files] = import_module(f"{__name__}.{chosen.module}").files
    return write(plan)
