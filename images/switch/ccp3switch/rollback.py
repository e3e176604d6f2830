"""A change that goes away unless it is confirmed in time: IOS's Rollback Confirmed Change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ccp3switch.config.render import render
from ccp3switch.errors import ApplyError
from ccp3switch.flash import write_whole

if TYPE_CHECKING:
    from ccp3switch.clock import Timer
    from ccp3switch.switch import Switch

_SAYS = "%ARCHIVE_DIFF-5-ROLLBK_CNFMD_CHG_"


@dataclass(frozen=True)
class Pending:
    """An unconfirmed change: whose, since when, for how many minutes, and the configuration to go back to."""

    user: str
    since: datetime
    minutes: int
    backup: str
    text: str
    timers: tuple[Timer, ...] = ()


class Rollback:
    """At most one unconfirmed change. `note` keeps the old configuration for a program that is killed meanwhile."""

    def __init__(self, switch: Switch, note: Path) -> None:
        self.pending: Pending | None = None
        self._switch = switch
        self._note = note

    def begin(self, user: str, minutes: int, backup: str) -> None:
        """Go back to what runs now, saved as `backup`, unless confirmed. Raises ApplyError."""
        text = render(self._switch.running)
        self._keep(text)
        self._switch.log(f"{_SAYS}BACKUP: Backing up current running config to {backup}")
        self._schedule(user, minutes, backup, text)

    def _keep(self, text: str) -> None:
        try:
            write_whole(self._note, text.encode())
        except OSError as error:
            raise ApplyError(f"{self._note.name}: {error.strerror}") from error

    def _schedule(self, user: str, minutes: int, backup: str, text: str) -> None:
        plural = "" if minutes == 1 else "s"
        self._switch.log(
            f"{_SAYS}START_ABSTIMER: User: {user}: Scheduled to rollback to config {backup} in {minutes} minute{plural}"
        )
        timers = [self._later(minutes * 60, self.now)]
        timers += [self._later((minutes - 1) * 60, self._warn)] if minutes > 1 else []
        self.pending = Pending(user, self._switch.live.now(), minutes, backup, text, tuple(timers))

    def _later(self, seconds: float, call: Callable[[], object]) -> Timer:
        return self._switch.clock.later(seconds, lambda: (call(), None)[1])

    def _warn(self) -> None:
        backup = self.pending.backup if self.pending else ""
        self._switch.log(
            f"{_SAYS}WARNING_ABSTIMER: System will rollback to config {backup} in one minute. "
            'Enter "configure confirm" if you wish to keep what you\'ve configured'
        )

    def again(self, minutes: int) -> None:
        """Count so many minutes from now."""
        old = self.drop()
        if old is not None:
            self._keep(old.text)
            self._schedule(old.user, minutes, old.backup, old.text)

    def drop(self) -> Pending | None:
        """The change stands, or its configuration is gone anyway (a reload): nothing is pending any more."""
        old, self.pending = self.pending, None
        for timer in old.timers if old else ():
            timer.cancel()
        self._note.unlink(missing_ok=True)
        return old

    def now(self) -> str:
        """Go back at once, as at the end of the time; words of a data plane that refused, else empty."""
        old = self.drop()
        if old is None:
            return ""
        self._switch.log(f"{_SAYS}ROLLBACK_START: Start rolling to: {old.backup}")
        try:
            self._switch.commit(self._switch.complete(old.text).tree)
        except ApplyError as error:
            self._switch.log(f"{_SAYS}ROLLBACK_FAILED: {error}")
            return str(error)
        return ""

    def left_behind(self) -> str:
        """The configuration to go back to where the program was killed with a change pending; its time is up."""
        try:
            text = self._note.read_text()
        except OSError:
            return ""
        self._note.unlink(missing_ok=True)
        self._switch.log(f"{_SAYS}ROLLBACK_START: The switch was restarted before the change was confirmed")
        return text
