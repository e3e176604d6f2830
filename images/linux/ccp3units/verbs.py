"""The verbs of systemctl(1) that this device knows, each a method; what they return is the exit code."""

from __future__ import annotations

import fnmatch
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from ccp3units import show
from ccp3units.enabling import Enabling
from ccp3units.errors import UnitError
from ccp3units.jobs import Jobs
from ccp3units.journal import Journal
from ccp3units.library import Library, full
from ccp3units.state import States
from ccp3units.unit import Unit

NOT_RUNNING, NO_RIGHTS, NOT_FOUND = 3, 4, 4
LINES = 10


class Verbs:
    """One call of systemctl; OPTIONS are those of the command line."""

    def __init__(self, library: Library, states: States, journal: Journal, jobs: Jobs, options: Namespace) -> None:
        """What the verbs look at and change."""
        self._library, self._states, self._journal, self._options = library, states, journal, options
        self._jobs = jobs
        self._enabling = Enabling(library)
        self._changes = self._jobs_by_name() | self._links_by_name()
        self._looks: dict[str, Callable[[Sequence[str]], int]] = {
            "status": self._status,
            "is-active": self._is_active,
            "is-failed": self._is_failed,
            "is-enabled": self._is_enabled,
            "show": self._show,
            "cat": self._cat,
        }
        self._whole: dict[str, Callable[[Sequence[str]], int]] = {
            "list-units": self._list_units,
            "list-unit-files": self._list_unit_files,
            "reset-failed": self._reset_failed,
            "daemon-reload": lambda _: 0,  # unit files are read at each call
        }

    def run(self, verb: str, names: Sequence[str]) -> int:
        """Do VERB on the units NAMES; UnitError when that is not possible."""
        if verb in self._whole:
            return self._whole[verb](names)
        known = {*self._whole, *self._looks, *self._changes}
        if verb not in known:
            raise UnitError(f"Unknown command verb '{verb}'. This device knows: {', '.join(sorted(known))}.")
        if not names:
            raise UnitError("Too few arguments.")
        if verb in self._looks:
            return self._looks[verb](names)
        _root(verb, names[0])
        for name in names:
            self._print(*self._changes[verb](name))
        return 0

    def _jobs_by_name(self) -> dict[str, Callable[[str], list[str]]]:
        """The verbs that start a job, on the name of a unit; they have nothing to print."""

        def of(job: Callable[[Unit], None]) -> Callable[[str], list[str]]:
            def on(name: str) -> list[str]:
                job(self._library.get(name))
                return []

            return on

        return {
            "start": of(self._jobs.start),
            "stop": of(self._jobs.stop),
            "restart": of(self._jobs.restart),
            "reload": of(self._jobs.reload),
            "try-restart": of(self._try_restart),
            "reload-or-restart": of(self._reload_or_restart),
        }

    def _links_by_name(self) -> dict[str, Callable[[str], list[str]]]:
        """The verbs that make and remove links."""
        return {
            "enable": self._enable,
            "disable": self._disable,
            "mask": self._enabling.mask,
            "unmask": self._enabling.unmask,
        }

    def _try_restart(self, unit: Unit) -> None:
        if self._states.of(unit).active == "active":
            self._jobs.restart(unit)

    def _reload_or_restart(self, unit: Unit) -> None:
        can = unit.all("Service", "ExecReload") and self._states.of(unit).active == "active"
        (self._jobs.reload if can else self._jobs.restart)(unit)

    def _enable(self, name: str) -> list[str]:
        unit = self._library.get(name)
        made = self._enabling.enable(unit)
        if self._options.now:
            self._jobs.start(unit)
        return made

    def _disable(self, name: str) -> list[str]:
        unit = self._library.get(name)
        gone = self._enabling.disable(unit)
        if self._options.now:
            self._jobs.stop(unit)
        return gone

    def _status(self, names: Sequence[str]) -> int:
        worst = 0
        for number, name in enumerate(names):
            unit = self._library.find(name)
            if unit is None:
                print(f"Unit {full(name)} could not be found.", file=sys.stderr)
                worst = NOT_FOUND
                continue
            state = self._states.of(unit)
            log = self._journal.last(unit, self._options.lines)
            lines = show.status(unit, state, self._enabling.state(unit), log)
            print("\n".join(([""] if number else []) + lines))
            worst = max(worst, 0 if state.active == "active" else NOT_RUNNING)
        return worst

    def _active(self, name: str) -> str:
        unit = self._library.find(name)
        return self._states.of(unit).active if unit else "inactive"

    def _is_active(self, names: Sequence[str]) -> int:
        states = [self._active(name) for name in names]
        self._print(*states)
        return 0 if "active" in states else NOT_RUNNING

    def _is_failed(self, names: Sequence[str]) -> int:
        states = [self._active(name) for name in names]
        self._print(*states)
        return 0 if "failed" in states else 1

    def _is_enabled(self, names: Sequence[str]) -> int:
        units = [self._library.find(name) for name in names]
        states = [self._enabling.state(unit) if unit else "not-found" for unit in units]
        self._print(*states)
        return 0 if {"enabled", "static"} & set(states) else 1

    def _show(self, names: Sequence[str]) -> int:
        wanted = [one for text in self._options.property for one in text.split(",")]
        for unit in [self._library.get(name) for name in names]:
            known = show.properties(unit, self._states.of(unit), self._enabling.state(unit))
            for key, value in known.items():
                if not wanted or key in wanted:
                    print(value if self._options.value else f"{key}={value}")
        return 0

    def _cat(self, names: Sequence[str]) -> int:
        for unit in [self._library.get(name) for name in names]:
            for path in (unit.path, *unit.drop_ins):
                print(f"# {path}\n{path.read_text(errors='replace')}")
        return 0

    def _list_units(self, patterns: Sequence[str]) -> int:
        rows = [(unit, self._states.of(unit)) for unit in self._chosen(patterns)]
        wanted = {one for text in self._options.state for one in text.split(",")}
        if wanted:
            rows = [row for row in rows if {row[1].active, row[1].sub} & wanted]
        elif not self._options.all:
            rows = [row for row in rows if row[1].active != "inactive"]
        print("\n".join(show.units(rows, not self._options.no_legend)))
        return 0

    def _list_unit_files(self, patterns: Sequence[str]) -> int:
        rows = [(unit.name, self._enabling.state(unit)) for unit in self._chosen(patterns)]
        print("\n".join(show.files(rows, not self._options.no_legend)))
        return 0

    def _chosen(self, patterns: Sequence[str]) -> list[Unit]:
        if {one for text in self._options.type for one in text.split(",")} - {"service"}:
            return []  # there are only services here
        wanted = [pattern if "*" in pattern else full(pattern) for pattern in patterns] or ["*"]
        units = self._library.units()
        return [unit for unit in units if any(fnmatch.fnmatch(unit.name, pattern) for pattern in wanted)]

    def _reset_failed(self, names: Sequence[str]) -> int:
        _root("reset-failed", *names)
        for unit in [self._library.get(name) for name in names] or self._library.units():
            if self._states.of(unit).active == "failed":
                self._states.forget(unit)
        return 0

    def _print(self, *lines: str) -> None:
        if lines and not self._options.quiet:
            print("\n".join(lines))


def _root(verb: str, *names: str) -> None:
    if os.geteuid():
        unit = f" {full(names[0])}" if names else ""
        raise UnitError(f"Failed to {verb}{unit}: Access denied: this needs the rights of root (sudo).", NO_RIGHTS)
