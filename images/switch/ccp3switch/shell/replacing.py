"""`configure replace` and the commands of an unconfirmed change."""

from __future__ import annotations

from ccp3switch.config.reader import Reading
from ccp3switch.errors import ApplyError, CliError
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell import archive, moving
from ccp3switch.shell.contract import Question, Shell
from ccp3switch.shell.files import text_of

NONE = "%No Rollback Confirmed Change pending"
DONE = "Total number of passes: 1\nRollback Done\n\n"
WARNING = """This will apply all necessary additions and deletions
to replace the current running configuration with the
contents of the specified configuration file, which is
assumed to be a complete configuration, not a partial
configuration. Enter Y if you are sure you want to proceed. ? [no]: """


def replace(shell: Shell, parsed: Parsed) -> Reply:
    """`configure replace flash:/x [force] [revert trigger error] [timer N]`: the file as a whole, or nothing of it."""
    name = parsed.values["file"]
    reading = shell.switch.complete(text_of(shell.switch, name))
    if "force" not in parsed.words:
        answer = yield Question(WARNING)
        if not answer.strip().lower().startswith("y"):
            return ""
    if reading.refused:
        return _aborted(reading, name) if "trigger" in parsed.words else _failed(reading)
    said = _begun(shell, parsed)
    try:
        shell.switch.commit(reading.tree)
    except ApplyError:
        if said:
            shell.switch.rollback.drop()
        raise
    return said + "".join(reading.said) + DONE


def _begun(shell: Shell, parsed: Parsed) -> str:
    """Begin an unconfirmed change where a time was given; what IOS says of it."""
    if "revert" not in parsed.values:
        return ""
    kept = archive.settings(shell.switch.running)
    if kept is None:
        raise CliError("%Please turn config archive on to use this feature")
    if shell.switch.rollback.pending is not None:
        raise CliError("%A Rollback Confirmed Change is already pending")
    backup = archive.store(shell.switch, kept)
    shell.switch.rollback.begin(shell.user, int(parsed.values["revert"]), backup)
    return f"Rollback Confirmed Change: Backing up current running config to {backup}\n\n"


def _aborted(reading: Reading, name: str) -> str:
    return (
        f"Failed to apply command {reading.refused[0].line}\n"
        "Aborting Rollback.\n\n"
        f"Rollback failed.Reverting back to the original configuration: {name}\n"
        "The original configuration has been successfully restored.\n"
    )


def _failed(reading: Reading) -> str:
    """Without `revert trigger error` IOS keeps what it could apply; here nothing of a wrong file is applied."""
    lines = "".join(f"{refused.line}\n" for refused in reading.refused)
    return (
        "Rollback aborted after 5 passes\n"
        f"The following commands are failed to apply to the IOS image.\n********\n{lines}********\n"
        "The original configuration has been successfully restored.\n"
    )


def configure(shell: Shell, parsed: Parsed) -> Reply:
    """`configure terminal revert timer N`."""
    return _begun(shell, parsed) + moving.enter(shell)


def confirm(shell: Shell, _parsed: Parsed) -> Reply:
    """`configure confirm`: the change stays."""
    if shell.switch.rollback.drop() is None:
        raise CliError(NONE)
    return ""


def revert(shell: Shell, _parsed: Parsed) -> Reply:
    """`configure revert now`."""
    if shell.switch.rollback.pending is None:
        raise CliError(NONE)
    refused = shell.switch.rollback.now()
    if refused:
        raise ApplyError(refused)
    return (
        "Rollback Confirmed Change: rolling to the saved configuration\n\nTotal number of passes: 1\nRollback Done\n\n"
    )


def reschedule(shell: Shell, parsed: Parsed) -> Reply:
    """`configure revert timer N`: counts from now."""
    if shell.switch.rollback.pending is None:
        raise CliError(NONE)
    shell.switch.rollback.again(int(parsed.values["revert"]))
    return ""


def timer(shell: Shell, _parsed: Parsed) -> Reply:
    """`show archive config rollback timer`; NAPALM reads who may confirm."""
    pending = shell.switch.rollback.pending
    if pending is None:
        return f"{NONE}\n"
    return (
        f"Time configured(or reconfigured): {pending.since:%H:%M:%S UTC %a %b} {pending.since.day} "
        f"{pending.since.year}\n"
        "Timer type: absolute timer\n"
        f"Timer value: {pending.minutes} min\n"
        f"User: {pending.user}\n"
    )
