"""Terminal lines and banners. Pure."""

from __future__ import annotations

import re

from ccp3switch.config import banner
from ccp3switch.config.edit import plain
from ccp3switch.config.tree import Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed


def greeting(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`banner motd|login|exec #...#`, any delimiter, kept between two ^C."""
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
    """`exec-timeout minutes [seconds]`; ten minutes is the default, its `no` means never."""
    given = (parsed.values.get("minutes", "0"), parsed.values.get("seconds", "0"))
    minutes, seconds = ("0", "0") if parsed.negated else given
    if (minutes, seconds) == ("10", "0"):
        section.drop(parsed.key)
    else:
        section.put(line_of(parsed.command, f"{parsed.key} {minutes} {seconds}", parsed.key))
    return Edited()


def login(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`login` asks for the line's password, `login local` for a user's; without a password `login` lets nobody in."""
    plain(section, parsed)
    if parsed.negated or parsed.words[-1] == "local" or section.has("password"):
        return Edited()
    first, last = (int(word) for word in re.findall(r"\d+", f"{section.key} 0")[:2])
    numbers = [0] if section.key == "line con 0" else range(first + 1, last + 2)
    return Edited("".join(f"% Login disabled on line {number}, until 'password' is set\n" for number in numbers))


def transport(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """`transport input ...` is for vty lines: nothing comes into the console over the network."""
    if section.key == "line con 0":
        raise InvalidInputError(0)
    if parsed.words[2:] == ("telnet",):  # there is no Telnet server
        raise InvalidInputError(parsed.last_column)
    if parsed.negated:
        section.drop(parsed.key)
    else:
        words = " ".join(sorted(parsed.words[2:], reverse=True))
        section.put(line_of(parsed.command, f"{parsed.key} {words}", parsed.key))
    return Edited()
