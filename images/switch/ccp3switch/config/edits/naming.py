"""Lines that have two spellings, or that IOS writes otherwise than they are typed. Pure."""

from __future__ import annotations

from ccp3switch.config.tree import Line, line_of
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed


def domain_name(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip domain name X`, kept as `ip domain-name X`."""
    key = "ip domain-name"
    if parsed.negated:
        root.drop(key)
    else:
        root.put(line_of(parsed.command, f"{key} {parsed.values['word']}", key))
    return Edited()


def domain_lookup(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`no ip domain lookup`, kept as `no ip domain-lookup`; it is on from the start."""
    key = "ip domain-lookup"
    if parsed.negated:
        root.put(line_of(parsed.command, f"no {key}", key))
    else:
        root.drop(key)
    return Edited()


def community(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`snmp-server community X ro|rw`: IOS writes RO, RW."""
    if parsed.negated:
        root.drop(parsed.key)
    else:
        root.put(line_of(parsed.command, f"{parsed.key} {parsed.words[-1].upper()}", parsed.key))
    return Edited()
