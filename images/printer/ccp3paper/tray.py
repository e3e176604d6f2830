"""The tray: a folder with two files a job, what is known of it and what came out. Its oldest jobs make room."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

PLACE = Path("/var/spool/paper")
SHEETS = 50
"""Jobs that the tray holds."""

LIMIT = 4 * 1024 * 1024
"""Bytes of one document that are kept; a longer one is printed, and only its beginning is seen."""

OPEN = 0o644
"""Whoever stands before a printer sees what lies there; cupsd's umask would keep it to itself."""


@dataclass(frozen=True)
class Job:
    """One job as CUPS gave it to the printer: `number` is CUPS's own, `printed` in seconds since 1970."""

    number: int
    queue: str
    user: str
    title: str
    copies: int
    bytes: int
    printed: float


class Tray:
    """The tray at PLACE."""

    def __init__(self, place: Path = PLACE) -> None:
        """PLACE is another folder in tests only."""
        self._place = place

    def catch(self, number: int, document: Iterable[bytes]) -> int:
        """Take what is printed of job NUMBER, in chunks; how many bytes that was. OSError when the tray is full."""
        size = 0
        with self._data(number).open("wb") as file:
            for chunk in document:
                file.write(chunk[: max(0, LIMIT - size)])
                size += len(chunk)
        return size

    def lay(self, job: Job) -> None:
        """JOB is complete: from now on it is seen."""
        note = self._note(job.number)
        draft = note.with_suffix(".new")
        draft.write_text(json.dumps(asdict(job)) + "\n", encoding="utf-8")
        for file in (draft, self._data(job.number)):
            if file.exists():
                file.chmod(OPEN)
        draft.rename(note)
        self._make_room()

    def jobs(self) -> list[Job]:
        """What lies there, oldest first; what is no job of ours is passed over."""
        return sorted(self._readable(), key=lambda job: (job.printed, job.number))

    def _readable(self) -> Iterator[Job]:
        for note in self._place.glob("*.job"):
            try:
                yield Job(**json.loads(note.read_text(encoding="utf-8")))
            except (OSError, ValueError, TypeError):
                continue

    def _make_room(self) -> None:
        for job in self.jobs()[:-SHEETS]:
            self._note(job.number).unlink(missing_ok=True)
            self._data(job.number).unlink(missing_ok=True)

    def _note(self, number: int) -> Path:
        return self._place / f"{number}.job"

    def _data(self, number: int) -> Path:
        return self._place / f"{number}.data"
