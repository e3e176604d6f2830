"""Commands that show configurations and their differences."""

from __future__ import annotations

from ccp3switch.config.diff import differences
from ccp3switch.config.reader import incremental
from ccp3switch.config.render import render, render_section
from ccp3switch.config.tree import Line
from ccp3switch.errors import InvalidInputError
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell.contract import Shell
from ccp3switch.shell.files import RUNNING, text_of


def running(shell: Shell, _parsed: Parsed) -> Reply:
    """`show running-config [all]`."""
    text = render(shell.switch.running)
    return f"Building configuration...\n\nCurrent configuration : {len(text.encode())} bytes\n{text}\n"


def running_interface(shell: Shell, parsed: Parsed) -> Reply:
    """`show running-config interface X`."""
    line = shell.switch.running.lines.get(f"interface {parsed.values['interface']}")
    if line is None:
        raise InvalidInputError(parsed.last_column)
    text = render_section(line)
    return f"Building configuration...\n\nCurrent configuration : {len(text)} bytes\n{text}\n"


def running_vlan(shell: Shell, _parsed: Parsed) -> Reply:
    """`show running-config vlan`."""
    found = "".join(render_section(line).removesuffix("end\n") for line in shell.switch.running.under("vlan "))
    return f"Building configuration...\n\nCurrent configuration:\n{found}end\n"


def startup(shell: Shell, _parsed: Parsed) -> Reply:
    """`show startup-config`; NAPALM compares it with the running one, so nothing else is printed."""
    return shell.switch.startup() or "startup-config is not present\n"


def differences_shown(shell: Shell, parsed: Parsed) -> Reply:
    """`show archive config differences [A [B]]`: from A to B; the running configuration where one is missing."""
    names = list(parsed.words[4:])
    one = _tree(shell, names[0] if names else "startup-config")
    other = _tree(shell, names[1] if len(names) > 1 else "running-config")
    return "\n".join(["!Contextual Config Diffs:", *(differences(one, other) or ["!No changes were found"])]) + "\n"


def _tree(shell: Shell, name: str) -> Line:
    return shell.switch.running if name in RUNNING else shell.switch.complete(text_of(shell.switch, name)).tree


def incremental_shown(shell: Shell, parsed: Parsed) -> Reply:
    """`show archive config incremental-diffs A`: what merging A would change."""
    switch = shell.switch
    lines = incremental(switch.grammar, text_of(switch, parsed.words[4]), switch.running)
    body = [*lines, "end"] if lines else ["!No changes were found"]
    return "\n".join(["!List of Commands:", *body]) + "\n"
