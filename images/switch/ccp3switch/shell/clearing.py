"""`clear ...`: counters of access lists, translated connections."""

from __future__ import annotations

from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell.contract import Shell
from ccp3switch.show.access import asked


def counters(shell: Shell, parsed: Parsed) -> str:
    """`clear [ip] access-list counters [X]`."""
    found = asked(shell.switch.running, parsed)
    shell.switch.live.forget_matches([one.counter(item) for one in found for item in one.items])
    return ""


def translations(shell: Shell, _parsed: Parsed) -> str:
    """`clear ip nat translation *`: the static ones stay."""
    shell.switch.live.forget_translations()
    return ""
