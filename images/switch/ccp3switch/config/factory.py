"""The configuration of a fresh switch: what is always there, whatever a file says. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ccp3switch.config.edit import Grammar
from ccp3switch.config.tree import Line, line_from
from ccp3switch.grammar.parse import parse
from ccp3switch.names import PORT

TERMINAL_LINES = ("line con 0", "line vty 0 4", "line vty 5 15")


def blank(grammar: Grammar, ports: int) -> Line:
    """All ports (access, VLAN 1, up), `interface Vlan1` and the terminal lines, all empty."""
    root = Line()
    for text in _fixed(ports):
        parsed = parse(grammar["config"], text)
        root.put(line_from(parsed))
    return root


def _fixed(ports: int) -> Iterable[str]:
    yield from (f"interface {PORT}{number}" for number in range(1, ports + 1))
    yield "interface Vlan1"
    yield from TERMINAL_LINES
