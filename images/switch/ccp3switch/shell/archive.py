"""The archive: copies of the running configuration on the flash, numbered, the oldest of too many removed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccp3switch.config.edits.archive import MAXIMUM
from ccp3switch.config.render import render
from ccp3switch.config.tree import Line
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import system
from ccp3switch.shell.contract import Shell
from ccp3switch.switch import Switch


@dataclass(frozen=True)
class Archive:
    """What the section `archive` says: files are `<prefix>-<number>`, at most `maximum` of them."""

    prefix: str
    maximum: int
    on_write: bool

    def saved(self, names: list[str]) -> list[int]:
        """The numbers of the files that are there, oldest first."""
        bare = re.escape(self.prefix.partition(":")[2].lstrip("/"))
        return sorted(int(match[1]) for name in names if (match := re.fullmatch(rf"{bare}-(\d{{1,9}})", name)))

    def name(self, number: int) -> str:
        """`flash:before-3`."""
        return f"{self.prefix}-{number}"


def settings(tree: Line) -> Archive | None:
    """The archive that is configured; None without a path."""
    section = tree.lines.get("archive")
    if section is None or not section.has("path"):
        return None
    prefix = section.value("path").replace("$h", system.hostname(tree))
    return Archive(prefix, int(section.value("maximum", MAXIMUM)), section.has("write-memory"))


def _there(switch: Switch, kept: Archive) -> list[int]:
    return kept.saved([file.name for file in switch.flash.folder.iterdir()])


def store(switch: Switch, kept: Archive) -> str:
    """Copy the running configuration to the archive; the file's name. Raises FlashError."""
    there = _there(switch, kept)
    number = there[-1] + 1 if there else 1
    for old in there[: max(0, len(there) + 1 - kept.maximum)]:
        switch.flash.delete(kept.name(old))
    switch.flash.write(kept.name(number), render(switch.running))
    return kept.name(number)


def stored_on_write(switch: Switch) -> None:
    """Copy to the archive when the configuration is saved, if `write-memory` stands. Raises FlashError."""
    kept = settings(switch.running)
    if kept is not None and kept.on_write:
        store(switch, kept)


def config(shell: Shell, _parsed: Parsed) -> Reply:
    """`archive config`."""
    kept = settings(shell.switch.running)
    if kept is None:
        raise CliError("%Archive feature not enabled")
    store(shell.switch, kept)
    return ""


def shown(shell: Shell, _parsed: Parsed) -> Reply:
    """`show archive`."""
    kept = settings(shell.switch.running)
    if kept is None:
        return " Archive feature not enabled\n"
    there = _there(shell.switch, kept)
    names = [kept.name(number) for number in there]
    marks = [*[""] * (len(names) - 1), " <- Most Recent"]
    rows = [f"{index:>4}        {name}{mark}" for index, (name, mark) in enumerate(zip(names, marks, strict=False), 1)]
    rows += [f"{index:>4}" for index in range(len(rows) + 1, kept.maximum + 1)]
    return (
        f"The maximum archive configurations allowed is {kept.maximum}.\n"
        f"There are currently {len(names)} archive configurations saved.\n"
        f"The next archive file will be named {kept.name(there[-1] + 1 if there else 1)}\n"
        " Archive #  Name\n" + "\n".join(rows) + "\n"
    )
