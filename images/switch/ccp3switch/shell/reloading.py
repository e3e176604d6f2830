"""`reload`: now, in a while, at an hour, or not after all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import lines
from ccp3switch.model.clock import zone_of
from ccp3switch.shell.contract import Answer, Question, Shell
from ccp3switch.show.clocks import moment

if TYPE_CHECKING:
    from ccp3switch.clock import Timer
    from ccp3switch.switch import Switch

REASON = "Reload Command"


@dataclass(frozen=True)
class Scheduled:
    """A reload to come."""

    when: datetime
    who: str
    reason: str
    timer: Timer

    def text(self, switch: Switch) -> str:
        """What `show reload` says of it."""
        minutes = max(0, round((self.when - switch.live.now()).total_seconds() / 60))
        away = _away(minutes)
        return (
            f"Reload scheduled for {moment(switch.running, self.when)} (in {away}) by {self.who}\n"
            f"Reload reason: {self.reason}\n"
        )


def _away(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    return " and ".join([*parts, f"{rest} minute{'' if rest == 1 else 's'}"])


def reload(shell: Shell, _parsed: Parsed) -> Reply:
    """`reload`: offers to save, asks again, then starts from the startup configuration."""
    yield from _offer(shell)
    if not (yield from _goes_on()):
        return ""
    shell.closed = True
    cancelled(shell.switch)
    shell.switch.reload()
    return ""


def _offer(shell: Shell) -> Reply:
    if shell.switch.modified():
        answer = ""
        while not answer or not ("yes".startswith(answer) or "no".startswith(answer)):
            answer = (yield Question("System configuration has been modified. Save? [yes/no]: ")).strip().lower()
        if "yes".startswith(answer):
            shell.switch.save()
    return ""


def _goes_on() -> Reply:
    """Something for yes, nothing for no."""
    answer = yield Question("Proceed with reload? [confirm]", Answer.KEY)
    return "yes" if answer.lower() in ("", "y", "\r", "\n") else ""


def reload_in(shell: Shell, parsed: Parsed) -> Reply:
    """`reload in [hours:]minutes [reason]`."""
    hours, _, minutes = parsed.values["delay"].rpartition(":")
    return _schedule(shell, timedelta(hours=int(hours or 0), minutes=int(minutes)), parsed)


def reload_at(shell: Shell, parsed: Parsed) -> Reply:
    """`reload at hours:minutes [reason]`: today, or tomorrow when that hour has passed."""
    hours, _, minutes = parsed.values["moment"].partition(":")
    now = shell.switch.live.now().astimezone(zone_of(shell.switch.running))
    then = now.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)
    return _schedule(shell, then - now + timedelta(days=int(then <= now)), parsed)


def _schedule(shell: Shell, away: timedelta, parsed: Parsed) -> Reply:
    switch = shell.switch
    yield from _offer(shell)
    who = f"{shell.user} on {lines.label(shell.vty, shell.location)}"
    timer = switch.clock.later(away.total_seconds(), lambda: _due(switch))
    new = Scheduled(switch.live.now() + away, who, parsed.values.get("line", REASON), timer)
    answer = yield Question(f"{new.text(switch)}Proceed with reload? [confirm]", Answer.KEY)
    if answer.lower() not in ("", "y", "\r", "\n"):
        timer.cancel()
        return ""
    cancelled(switch)
    switch.scheduled = new
    switch.log(f"%SYS-5-SCHEDULED_RELOAD: {new.text(switch).splitlines()[0]}. {REASON}: {new.reason}.")
    return ""


def _due(switch: Switch) -> None:
    switch.scheduled = None
    switch.reload()


def cancelled(switch: Switch) -> bool:
    """Give up the reload to come; whether there was one."""
    old, switch.scheduled = switch.scheduled, None
    if old is not None:
        old.timer.cancel()
    return old is not None


def cancel(shell: Shell, _parsed: Parsed) -> Reply:
    """`reload cancel`."""
    if not cancelled(shell.switch):
        raise CliError("%No reload is scheduled.")
    shell.switch.log("%SYS-5-SCHEDULED_RELOAD_CANCELLED: Scheduled reload cancelled")
    return "\n\n***\n*** --- SHUTDOWN ABORTED ---\n***\n\n"


def shown(shell: Shell, _parsed: Parsed) -> Reply:
    """`show reload`."""
    due = shell.switch.scheduled
    return "No reload is scheduled.\n" if due is None else due.text(shell.switch)
