"""Numbers that only grow, such as the serial of a DNS zone: the device's own count goes on in the candidate (pure).

A file with a `counter` (a pattern whose first group is the number) is compared without it. Equal otherwise: the number
that the device has stays, and nothing changes. Different: the candidate's number where it is newer, else the next one,
in the arithmetic of 32-bit serial numbers (RFC 1982).
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Entry, Seen

SIZE = 1 << 32
DIGITS = 10


def counted(counter: str, content: str, now: str) -> str:
    """Return CONTENT with the number that it shall have on a device that has NOW."""
    old, new = re.search(counter, now), re.search(counter, content)
    if not counter or not old or not new or not _is_number(old[1]) or not _is_number(new[1]):
        return content
    kept = _numbered(content, new, old[1])
    return kept if kept == now else _numbered(content, new, str(_next(int(old[1]), int(new[1]))))


def count_on(entry: Entry, now: Seen) -> Entry:
    """Return ENTRY with its number as it shall be where NOW is."""
    counter = entry.get("counter", "")
    if not counter or now["kind"] != "file":
        return entry
    made = entry.copy()
    made["content"] = counted(counter, entry["content"], now["raw"].decode("utf-8", "replace"))
    return made


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS


def _numbered(content: str, found: re.Match[str], number: str) -> str:
    return content[: found.start(1)] + number + content[found.end(1) :]


def _next(old: int, new: int) -> int:
    """Return NEW if it comes after OLD (RFC 1982, section 3.2), else what follows OLD; never 0."""
    later = 0 < (new - old) % SIZE < SIZE // 2
    return new if new and later else (old + 1) % SIZE or 1
