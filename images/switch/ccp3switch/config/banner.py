"""Banners: the only lines of a configuration that go over several lines of text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_START = re.compile(r"\s*(?:no\s+)?banner\s+\w+\s+(.+)", re.DOTALL)
STORED = "^C"


@dataclass(frozen=True)
class Delimited:
    """The delimiter of a banner and what came after its first appearance."""

    delimiter: str
    rest: str

    @property
    def closed(self) -> bool:
        """Whether the delimiter came a second time."""
        return self.delimiter in self.rest

    @property
    def body(self) -> str:
        """The text between the delimiters."""
        return self.rest.partition(self.delimiter)[0]


def delimited(text: str) -> Delimited:
    """Split at the delimiter: `^C` as two characters, else one character (byte 3 stands for ^C)."""
    mark = text[:2] if text.startswith("^") and len(text) > 1 and text[1] == "C" else text[:1]
    return Delimited(mark, text[len(mark) :])


def unfinished(line: str) -> Delimited | None:
    """The open banner that a line starts, None for any other line."""
    match = _START.match(line)
    if match is None or line.lstrip().startswith("no"):
        return None
    found = delimited(match[1])
    return None if found.closed else found


def joined(lines: Iterable[str]) -> Iterator[str]:
    """The lines, a banner's lines joined by line feeds into one."""
    source = iter(lines)
    for line in source:
        start = unfinished(line)
        if start is None:
            yield line
            continue
        parts = [line]
        for more in source:
            parts.append(more)
            if start.delimiter in more:
                break
        yield "\n".join(parts)


def stored(text: str) -> str | None:
    """The banner as the configuration keeps it, between two `^C`; None when it is not closed or empty."""
    found = delimited(text)
    body = found.body
    return f"{STORED}{body}{STORED}" if found.closed and body.strip() else None


def shown(value: str) -> str:
    """What a user who logs in sees."""
    return delimited(value).body
