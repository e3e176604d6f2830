"""What is printed about units."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from ccp3units import processes
from ccp3units.state import State
from ccp3units.unit import Unit

MARKS = {"active": "●", "inactive": "○", "failed": "×"}  # noqa: RUF001 - as systemctl prints it


def status(unit: Unit, state: State, enabled: str, log: Iterable[str]) -> list[str]:
    """The screen of `systemctl status`."""
    lines = [f"{MARKS[state.active]} {unit.name} - {unit.description}", f"     Loaded: {_loaded(unit, enabled)}"]
    for number, path in enumerate(unit.drop_ins):
        lines.append(f"{'' if number else '    Drop-In:':13}{path}")
    lines.append(f"     Active: {_active(state)}")
    documented = unit.all("Unit", "Documentation")
    lines += [f"       Docs: {documented[0]}"] if documented else []
    lines += [f"   Main PID: {state.pid} ({processes.name(state.pid)})"] if state.pid else []
    shown = list(log)
    return [*lines, "", *shown] if shown else lines


def _loaded(unit: Unit, enabled: str) -> str:
    return f"masked (Reason: Unit {unit.name} is masked.)" if unit.masked else f"loaded ({unit.path}; {enabled})"


def _active(state: State) -> str:
    sub = f"Result: {state.result}" if state.active == "failed" else state.sub
    text = f"{state.active} ({sub})"
    return text if state.since is None else f"{text} since {_date(state.since)}; {_ago(time.time() - state.since)} ago"


def _date(moment: float) -> str:
    return time.strftime("%a %Y-%m-%d %H:%M:%S %Z", time.localtime(moment))


def _ago(seconds: float) -> str:
    left = max(0, round(seconds))
    sizes = (("day", 86400), ("h", 3600), ("min", 60), ("s", 1))
    parts = []
    for name, size in sizes:
        number, left = divmod(left, size)
        parts += [f"{number}{name}"] if number else []
    return " ".join(parts[:2]) or "0s"


def units(rows: Sequence[tuple[Unit, State]], legend: bool) -> list[str]:
    """The table of `systemctl list-units`."""
    cells = [
        (
            "●" if state.active == "failed" else " ",
            unit.name,
            "masked" if unit.masked else "loaded",
            state.active,
            state.sub,
            unit.description,
        )
        for unit, state in rows
    ]
    table = _columns([*([(" ", "UNIT", "LOAD", "ACTIVE", "SUB", "DESCRIPTION")] if legend else []), *cells])
    return [*table, "", f"{len(rows)} loaded units listed."] if legend else table


def files(rows: Sequence[tuple[str, str]], legend: bool) -> list[str]:
    """The table of `systemctl list-unit-files`."""
    table = _columns([*([("UNIT FILE", "STATE")] if legend else []), *rows])
    return [*table, "", f"{len(rows)} unit files listed."] if legend else table


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [" ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def properties(unit: Unit, state: State, enabled: str) -> dict[str, str]:
    """What `systemctl show` knows."""
    return {
        "Id": unit.name,
        "Description": unit.description,
        "LoadState": "masked" if unit.masked else "loaded",
        "ActiveState": state.active,
        "SubState": state.sub,
        "UnitFileState": enabled,
        "FragmentPath": str(unit.path),
        "MainPID": str(state.pid),
        "Type": unit.kind,
        "Result": state.result or "success",
    }
