"""Words of checkers and services, with what only secret files hold taken out: they may quote a line of one (pure)."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

HIDDEN = "<secret>"
SHORTEST = 4
WORD = re.compile(r"[^\s\"'`;{}()<>\[\],]+")
LINES = 20
LENGTH = 4000


def discreet(words: str, secrets: Iterable[tuple[str, str]], known: Iterable[str]) -> str:
    """Return WORDS without the contents of SECRETS (path and text of each): of a line that names one, its place only.

    A word of a secret file that stands in an open one (KNOWN are their texts) is no secret: a keyword, most likely.
    """
    held = list(secrets)
    hidden = _words(text for _, text in held) - _words(known)
    tokens = re.compile("|".join(map(re.escape, sorted(hidden, key=len, reverse=True))) or "(?!)")
    paths = dict.fromkeys(path for path, _ in held)
    return "\n".join(_line(line, paths, tokens) for line in words.splitlines())


def _line(line: str, paths: Iterable[str], tokens: re.Pattern[str]) -> str:
    named = [only_place(line, path) for path in paths if path in line]
    return "; ".join(named) if named else tokens.sub(HIDDEN, line)


def only_place(words: str, path: str) -> str:
    """Return the places in PATH that WORDS name, or that there is something about it: the file is secret."""
    places = re.findall(re.escape(path) + r"(?::\d+(?::\d+)?|\[\d+\]|:? line \d+)", words)
    return f"{', '.join(places) or path} (the file is secret: what is said of it is not shown)"


def _words(texts: Iterable[str]) -> set[str]:
    """Return the words of TEXTS, and the sides of each `name=value` and `name:value`."""
    whole = {word for text in texts for word in WORD.findall(text)}
    parts = {part for word in whole for part in re.split("[=:]", word)}
    return {word for word in whole | parts if len(word) >= SHORTEST}


def short(words: str, paths: Iterable[str]) -> str:
    """Return the last LINES lines of WORDS, those that name one of PATHS if there are such, LENGTH characters at most.

    A checker may print without end, and tell of a hundred good zones after the broken one.
    """
    names, lines = list(paths), words.splitlines()
    if len(lines) > LINES:
        lines = [line for line in lines if any(name in line for name in names)] or lines
    return "\n".join(lines[-LINES:])[-LENGTH:]
