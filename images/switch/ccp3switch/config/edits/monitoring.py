"""Monitor sessions. Pure."""

from __future__ import annotations

from ccp3switch import names
from ccp3switch.config.tree import Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import monitoring


def session(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`no monitor session N|all`: all its lines go; the line alone says nothing."""
    if not parsed.negated:
        raise CliError("% Incomplete command.")
    prefix = "monitor session " if parsed.words[-1] == "all" else f"{parsed.text} "
    for line in list(root.under(prefix)):
        root.drop(line.key)
    return Edited()


def source(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`monitor session N source interface X [rx|tx|both]`, `... source vlan LIST`: ports or VLANs, not both."""
    if parsed.negated:
        return _put(root, parsed)
    other = "interface" if "vlans" in parsed.values else "vlan"
    number, port = parsed.values["session"], parsed.values.get("port", "")
    if any(root.under(f"monitor session {number} source {other}")):
        raise CliError(f"% Session {number} has {other}s as its source already")
    if port in [one.destination for one in monitoring.monitors(root) if port]:
        raise CliError(f"% Interface(s) {names.short(port)} already configured as monitor destinations")
    return _put(root, parsed)


def destination(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`monitor session N destination interface X`: one port, which serves no other session and is no source."""
    port, number = parsed.values.get("port", ""), parsed.values["session"]
    for one in () if parsed.negated else monitoring.monitors(root):
        if port in (*one.received, *one.sent):
            raise CliError(f"% Interface(s) {names.short(port)} already configured as monitor sources")
        if port == one.destination and str(one.number) != number:
            raise CliError(f"% Interface(s) {names.short(port)} already configured as monitor destinations")
    return _put(root, parsed)


def _put(root: Line, parsed: Parsed) -> Edited:
    port = parsed.values.get("port", "")
    if port and not root.has(f"interface {port}"):
        raise InvalidInputError(parsed.last_column)
    text, key = (name.replace(port, names.short(port)) if port else name for name in (parsed.text, parsed.key))
    if parsed.negated:
        root.drop(key)
    else:
        root.put(line_of(parsed.command, text.removesuffix(" both"), key))
    return Edited()
