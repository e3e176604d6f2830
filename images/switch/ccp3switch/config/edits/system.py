"""Banner, terminal lines. Pure."""

from __future__ import annotations

from ccp3switch.config import banner
from ccp3switch.config.edit import plain
from ccp3switch.config.tree import Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed


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
