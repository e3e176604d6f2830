"""Numbers that only grow, such as the serial of a DNS zone: the device's own count goes on in the candidate (pure).

A file with a `counter` (a pattern whose first group is the number) is compared without it. Equal otherwise: the number
that the device has stays, and nothing changes. Different: the candidate's number where it is newer, else the next one,
in the arithmetic of 32-bit serial numbers (RFC 1982).
"""

import re

from custom_napalm.linux.answers import Comparison
from custom_napalm.linux.document import Candidate, ManagedFile

BITS = 32


def counted(candidate: Candidate, found: Comparison) -> Candidate:
    """Return CANDIDATE with the numbers that its files shall have on the device that answered FOUND."""
    held = {change.path: change.now for change in found.files}
    files = [
        _counted(file, held[file.path].text() or "") if file.counter and file.path in held else file
        for file in candidate.files
    ]
    return candidate.model_copy(update={"files": tuple(files)})


def _counted(file: ManagedFile, now: str) -> ManagedFile:
    old, new = re.search(file.counter, now), re.search(file.counter, file.content)
    if not old or not new:
        return file
    kept = _numbered(file.content, new, old[1])
    number = old[1] if kept == now else _next(int(old[1]), int(new[1]))
    return file.model_copy(update={"content": _numbered(file.content, new, str(number))})


def _numbered(content: str, found: re.Match[str], number: str) -> str:
    return content[: found.start(1)] + number + content[found.end(1) :]


def _next(old: int, new: int) -> int:
    """Return NEW if it comes after OLD (RFC 1982, section 3.2), else what follows OLD; never 0."""
    size = 1 << BITS
    later = 0 < (new - old) % size < size // 2
    return new if new and later else (old + 1) % size or 1
