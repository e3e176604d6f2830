"""Commands that move between modes, and those about the terminal itself."""

from __future__ import annotations

import re

from ccp3switch import modes, passwords
from ccp3switch.config.edit import Place
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import system
from ccp3switch.shell.contract import Answer, Question, Shell

ATTEMPTS = 3


def enable(shell: Shell, _parsed: Parsed) -> Reply:
    """Privileged mode: asks for the secret; where there is none, only the console gets in."""
    secret = system.enable_word(shell.switch.running)
    if shell.mode == "user" and secret:
        return _ask_secret(shell, secret)
    if shell.mode == "user" and shell.location:
        return "% No password set\n"
    shell.mode = "exec"
    return ""


def _ask_secret(shell: Shell, secret: str) -> Reply:
    for _ in range(ATTEMPTS):
        if passwords.verify(secret, (yield Question("Password: ", Answer.SECRET))):
            shell.mode = "exec"
            return ""
    return "% Bad secrets\n"


def disable(shell: Shell, _parsed: Parsed) -> Reply:
    """Back to user mode."""
    shell.mode = "user"
    return ""


def leave(shell: Shell, _parsed: Parsed) -> Reply:
    """`exit` in an exec mode: the session ends."""
    shell.closed = True
    return ""


def configure(shell: Shell, parsed: Parsed) -> Reply:
    """`configure terminal`, or `configure` with its question."""
    return enter(shell) if len(parsed.words) > 1 else _configure_from(shell)


def enter(shell: Shell) -> str:
    """Configuration mode."""
    shell.mode, shell.place = modes.SECTIONS_MODE, Place()
    return "Enter configuration commands, one per line.  End with CNTL/Z.\n"


def _configure_from(shell: Shell) -> Reply:
    source = yield Question("Configuring from terminal, memory, or network [terminal]? ")
    if not "terminal".startswith(source.strip().lower()):
        raise CliError('?Must be "terminal"')
    return enter(shell)


def end(shell: Shell, _parsed: Parsed) -> Reply:
    """`end`: privileged mode from anywhere."""
    return shell.leave_configuration()


def up(shell: Shell, _parsed: Parsed) -> Reply:
    """`exit` in configuration: one mode up."""
    parent = modes.MODES[shell.mode].parent
    if not parent:
        return shell.leave_configuration()
    shell.mode, shell.place = parent, Place()
    return ""


def do(shell: Shell, parsed: Parsed) -> Reply:
    """`do show ...` from configuration."""
    return shell.do(parsed.values["line"], parsed.last_column)


def terminal(shell: Shell, parsed: Parsed) -> Reply:
    """`terminal length|width N`; length 0 stops paging."""
    setattr(shell, parsed.words[1], int(parsed.values["length"]))
    return ""


def terminal_history(shell: Shell, parsed: Parsed) -> Reply:
    """`terminal history size N`."""
    shell.remembered = int(parsed.values["history"])
    return ""


def terminal_shown(shell: Shell, _parsed: Parsed) -> Reply:
    """`show terminal`."""
    return f'Line vty, Type: "vt100"\nLength: {shell.length} lines, Width: {shell.width} columns\n'


def history(shell: Shell, _parsed: Parsed) -> Reply:
    """`show history`."""
    return "".join(f"  {line}\n" for line in shell.history)


def privilege(shell: Shell, _parsed: Parsed) -> Reply:
    """`show privilege`."""
    return f"Current privilege level is {1 if shell.mode == 'user' else 15}\n"


def crypto_key(shell: Shell, parsed: Parsed) -> Reply:
    """`crypto key generate rsa`: IOS's conditions hold; the host key exists from the first start and stays."""
    tree = shell.switch.running
    name = system.hostname(tree)
    if name == system.HOSTNAME:
        raise CliError(f"% Please define a hostname other than {name}.")
    if not tree.has("ip domain-name"):
        raise CliError("% Please define a domain-name first.")
    if "bits" in parsed.values:
        return _keys(name, tree.value("ip domain-name"), parsed.values["bits"])
    return _ask_bits(name, tree.value("ip domain-name"))


def _ask_bits(name: str, domain: str) -> Reply:
    answer = yield Question("How many bits in the modulus [2048]: ")
    return _keys(name, domain, answer.strip() or "2048")


def _keys(name: str, domain: str, bits: str) -> str:
    if not re.fullmatch(r"[0-9]{1,6}", bits) or not 360 <= int(bits) <= 4096:
        raise CliError("% A decimal number between 360 and 4096.")
    return (
        f"The name for the keys will be: {name}.{domain}\n\n"
        f"% The key modulus size is {bits} bits\n"
        "% This switch has had its SSH host key since its first start: it is kept\n[OK]\n"
    )


def terminal_reset(shell: Shell, parsed: Parsed) -> Reply:
    """`terminal no length`: back to 24 lines, 80 columns."""
    setattr(shell, parsed.words[2], {"length": 24, "width": 80}[parsed.words[2]])
    return ""
