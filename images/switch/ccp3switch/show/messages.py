"""Messages as `show logging` and terminals show them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ccp3switch.config.tree import Line
from ccp3switch.model import logging
from ccp3switch.model.clock import zone_of
from ccp3switch.severity import severity

Message = tuple[datetime, str]
_DESTINATIONS = (("Console logging:", "console"), ("Monitor logging:", "monitor"), ("Buffer logging: ", "buffered"))
STAMPS = "service timestamps log"


def line(tree: Line, message: Message) -> str:
    """`*Nov  5 08:09:10.123: %SYS-5-...`: the star says that no time source set the clock."""
    when, text = message
    when = when.astimezone(zone_of(tree))
    milliseconds = "" if tree.has(STAMPS) and "msec" not in tree.value(STAMPS) else f".{when.microsecond // 1000:03d}"
    return f"*{when:%b} {when.day:>2} {when:%H:%M:%S}{milliseconds}: {text}"


def within(tree: Line, name: str, messages: Iterable[Message]) -> list[Message]:
    """Those that a destination takes by their severity."""
    limit = logging.destination(tree, name).level
    return [message for message in messages if severity(message[1]) <= limit]


def shown(tree: Line, messages: Iterable[Message]) -> str:
    """`show logging`."""
    found = list(messages)
    buffered = logging.destination(tree, "buffered")
    lines = [line(tree, message) for message in within(tree, "buffered", found)]
    head = [*_head(tree, found), *_hosts(tree), f"Log Buffer ({buffered.size} bytes):", ""]
    return "\n".join([*head, *_last(lines, buffered.size)]) + "\n"


def _last(lines: list[str], size: int) -> list[str]:
    """The newest lines that the buffer holds."""
    kept: list[str] = []
    for text in reversed(lines):
        size -= len(text.encode()) + 1
        if size < 0:
            break
        kept.insert(0, text)
    return kept


def _head(tree: Line, messages: list[Message]) -> list[str]:
    rows = ["Syslog logging: enabled (0 messages dropped, 0 messages rate-limited, 0 flushes, 0 overruns)", ""]
    for title, name in _DESTINATIONS:
        where = logging.destination(tree, name)
        rows.append(f"    {title} {where.shown}, {len(within(tree, name, messages))} messages logged")
    return rows


def _hosts(tree: Line) -> list[str]:
    trap = logging.destination(tree, "trap")
    rows = [f"        Logging to {host}  (udp port 514)" for host in logging.hosts(tree)]
    return [f"    Trap logging: {trap.shown}", *rows, ""]
