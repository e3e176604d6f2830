"""Commands that make the switch forget what it learnt."""

from __future__ import annotations

from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import security
from ccp3switch.shell.contract import Shell


def port_security(shell: Shell, parsed: Parsed) -> Reply:
    """`clear port-security all|dynamic|sticky [interface X]`."""
    switch, which, only = shell.switch, parsed.words[2], parsed.values.get("port")
    ports = [port.name for port in security.secured(switch.running) if only in (None, port.name)]
    for name in ports if which != "sticky" else ():
        switch.seen.learnt.pop(name, None)
    tree = switch.running.copy()
    for name in ports if which != "dynamic" else ():
        section = tree.lines[f"interface {name}"]
        for line in list(section.under(f"{security.STICKY} ")):
            section.drop(line.key)
    switch.commit(tree)
    return ""


def lldp(shell: Shell, _parsed: Parsed) -> Reply:
    """`clear lldp table`."""
    shell.switch.seen.neighbours.clear()
    return ""
