"""The time zone of the configuration. Pure."""

from __future__ import annotations

from datetime import timedelta, timezone

from ccp3switch.config.tree import Line


def zone_of(tree: Line) -> timezone:
    """`clock timezone CET 1 [30]`, else UTC; the minutes go the way of the hours."""
    words = tree.value("clock timezone").split()
    if not words:
        return timezone(timedelta(0), "UTC")
    hours, minutes = int(words[1]), int(words[2]) if len(words) > 2 else 0
    away = -1 if words[1].startswith("-") else 1
    return timezone(timedelta(hours=hours, minutes=away * minutes), words[0])
