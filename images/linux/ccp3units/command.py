"""Command lines of a unit: systemd.service(5), "COMMAND LINES", and their environment."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ccp3units.errors import UnitError
from ccp3units.unit import Unit

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_PREFIX = re.compile(r"[-@:+!]*")
_WHOLE = re.compile(r"\$(\w+)")
_INSIDE = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True)
class Command:
    """Words to run.

    `may_fail` (prefix `-`): its exit code counts for nothing. `as_root` (`+`, `!`): `User=` is not for it.
    """

    words: tuple[str, ...]
    may_fail: bool
    as_root: bool


def command(line: str, environment: Mapping[str, str]) -> Command:
    """One command line: prefixes read, variables replaced (a word that is `$NAME` may become several, or none)."""
    found = _PREFIX.match(line)
    prefix = found[0] if found else ""
    words: list[str] = []
    for word in shlex.split(line[len(prefix) :]):
        whole = _WHOLE.fullmatch(word)
        words += shlex.split(environment.get(whole[1], "")) if whole else [_filled(word, environment)]
    if "@" in prefix:
        del words[1:2]  # the name that the program is to see
    return Command(tuple(words), "-" in prefix, "+" in prefix or "!" in prefix)


def _filled(word: str, environment: Mapping[str, str]) -> str:
    return _INSIDE.sub(lambda found: environment.get(found[1], ""), word).replace("$$", "$")


def program(unit: Unit) -> str:
    """The path of the daemon that the unit starts, nothing if it starts none."""
    line = unit.one("Service", "ExecStart")
    return (_PREFIX.sub("", line, count=1).split() or [""])[0]


def environment(unit: Unit) -> dict[str, str]:
    """What the unit's processes see; UnitError when a file that must be there is not."""
    seen = {"PATH": PATH, "LANG": "C.UTF-8"}
    for line in unit.all("Service", "Environment"):
        seen |= _assigned(shlex.split(line))
    for named in unit.all("Service", "EnvironmentFile"):
        path = Path(named.removeprefix("-"))
        if path.is_file():
            seen |= _assigned(shlex.split(path.read_text(errors="replace"), comments=True))
        elif not named.startswith("-"):
            raise UnitError(f"Failed to load environment files: {path} is not there")
    return seen


def _assigned(words: Iterable[str]) -> dict[str, str]:
    pairs = (word.partition("=") for word in words if "=" in word)
    return {key: value for key, _, value in pairs}
