"""Users, secrets, banner, terminal lines. Pure."""

from __future__ import annotations

import re

from ccp3switch import passwords
from ccp3switch.config import banner
from ccp3switch.config.edit import plain
from ccp3switch.config.tree import Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed


def username(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`username X [privilege N] [secret ...]`: the parts given join those that stand."""
    key = f"username {parsed.values['word']}"
    if parsed.negated:
        root.drop(key)
        return Edited()
    old = root.lines.get(key)
    level = parsed.values.get("level") or _word_after("privilege", old)
    secret = _secret(parsed) if "secret" in parsed.words[2:] else (old.text.partition(" secret ")[2] if old else "")
    parts = [key, f"privilege {level}" if level and level != "1" else "", f"secret {secret}" if secret else ""]
    root.put(line_of(parsed.command, " ".join(part for part in parts if part), key))
    return Edited()


def _word_after(word: str, line: Line | None) -> str:
    match = re.search(rf" {word} (\S+)", line.text) if line else None
    return match[1] if match else ""


def _secret(parsed: Parsed) -> str:
    kept = passwords.stored(parsed.values["line"])
    if kept is None:
        raise InvalidInputError(parsed.last_column)
    return kept


def enable_secret(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`enable secret X`: hashed at once."""
    if parsed.negated:
        root.drop(parsed.key)
    else:
        root.put(line_of(parsed.command, f"{parsed.key} {_secret(parsed)}", parsed.key))
    return Edited()


def motd(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`banner motd #...#`, any delimiter, kept between two ^C."""
    if parsed.negated:
        root.drop(parsed.key)
        return Edited()
    kept = banner.stored(parsed.values["line"])
    if kept is None:
        raise CliError("% Incomplete command.")
    if banner.shown(kept) != kept[len(banner.STORED) : -len(banner.STORED)]:
        raise CliError(f"% {banner.STORED} ends a banner: it cannot stand in its text")
    root.put(line_of(parsed.command, f"{parsed.key} {kept}", parsed.key))
    return Edited()


def exec_timeout(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`exec-timeout minutes [seconds]`; ten minutes is the default."""
    minutes, seconds = parsed.values.get("minutes", "10"), parsed.values.get("seconds", "0")
    if parsed.negated or (minutes, seconds) == ("10", "0"):
        section.drop(parsed.key)
    else:
        section.put(line_of(parsed.command, f"{parsed.key} {minutes} {seconds}", parsed.key))
    return Edited()


def transport(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`transport input ...` is for vty lines: nothing comes into the console over the network."""
    if section.key == "line con 0":
        raise InvalidInputError(0)
    plain(section, parsed)
    return Edited()
