"""`show logging`, `clear logging`, `terminal monitor`."""

from __future__ import annotations

from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell.contract import Answer, Question, Shell
from ccp3switch.show import messages


def logging(shell: Shell, _parsed: Parsed) -> Reply:
    """`show logging`."""
    return messages.shown(shell.switch.running, shell.switch.messages)


def clear(shell: Shell, _parsed: Parsed) -> Reply:
    """`clear logging`."""
    if (yield Question("Clear logging buffer [confirm]", Answer.KEY)).lower() in ("", "y"):
        shell.switch.messages.clear()
    return ""


def monitor(shell: Shell, _parsed: Parsed) -> Reply:
    """`terminal monitor`: messages come to this terminal as they happen; on the console they do so anyway."""
    shell.monitors = True
    return "" if shell.location else "% Console already monitors\n"


def no_monitor(shell: Shell, _parsed: Parsed) -> Reply:
    """`terminal no monitor`."""
    shell.monitors = False
    return ""
