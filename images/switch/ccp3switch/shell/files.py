"""Commands about files and whole configurations: write, copy, dir, more, delete, verify, configure replace, reload."""

from __future__ import annotations

from ccp3switch.config.reader import Reading
from ccp3switch.config.render import render
from ccp3switch.errors import CliError
from ccp3switch.flash import STARTUP
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell.contract import Answer, Question, Shell
from ccp3switch.switch import Switch

RUNNING = frozenset({"running-config", "system:running-config", "system:/running-config"})
NVRAM = frozenset({STARTUP, "nvram:startup-config", "nvram:/startup-config"})


def text_of(switch: Switch, name: str) -> str:
    """Text behind a name: the running configuration, the saved one, a file, or `null:`. Raises FlashError."""
    if name in RUNNING:
        return render(switch.running)
    return "" if name == "null:" else switch.flash.read(STARTUP if name in NVRAM else name)


def write(shell: Shell, _parsed: Parsed) -> Reply:
    """`write [memory]`."""
    shell.switch.save()
    return "Building configuration...\n[OK]\n"


def erase(shell: Shell, _parsed: Parsed) -> Reply:
    """`write erase`, `erase startup-config`."""
    yield from _confirmed(
        "Erasing the nvram filesystem will remove all configuration files! Continue? [confirm]", quiet=False
    )
    if shell.switch.startup():
        shell.switch.flash.delete(STARTUP)
    return "[OK]\nErase of nvram: complete\n"


def copy(shell: Shell, parsed: Parsed) -> Reply:
    """`copy A B`: asks for the name of the destination unless `file prompt quiet` stands."""
    source, target = _names(parsed.words[1:])
    if not _quiet(shell):
        default = target if target in RUNNING | NVRAM else target.partition(":")[2].lstrip("/")
        answer = yield Question(f"Destination filename [{default or source.rpartition('/')[2]}]? ")
        target = _target(target, answer.strip(), source)
    return _copied(shell.switch, source, target)


def _names(words: tuple[str, ...]) -> tuple[str, str]:
    return words[0], words[1]


def _target(target: str, answer: str, source: str) -> str:
    if target in RUNNING | NVRAM:
        return target
    if target.rstrip("/").endswith(":"):
        return f"flash:/{answer or source.rpartition('/')[2].rpartition(':')[2]}"
    return f"flash:/{answer}" if answer else target


def _copied(switch: Switch, source: str, target: str) -> str:
    text = text_of(switch, source)
    said = ""
    if target in RUNNING:
        said = _merged(switch, text)
    elif target in NVRAM:
        switch.flash.write(STARTUP, text)
        return "Building configuration...\n[OK]\n"
    elif target != "null:":
        switch.flash.write(target, text)
    size = len(text.encode())
    return f"{said}{size} bytes copied in 0.100 secs ({size * 10} bytes/sec)\n"


def _merged(switch: Switch, text: str) -> str:
    reading = switch.merged(text)
    switch.commit(reading.tree)
    return "".join([*reading.said, *(refused.shown for refused in reading.refused)])


def _quiet(shell: Shell) -> bool:
    return shell.switch.running.has("file prompt quiet")


def _confirmed(prompt: str, quiet: bool) -> Reply:
    if not quiet and (yield Question(prompt, Answer.KEY)).lower() not in ("", "y", "\r", "\n"):
        raise CliError("")
    return ""


def listing(shell: Shell, parsed: Parsed) -> Reply:
    """`dir [flash:[/x]]`."""
    return shell.switch.flash.listing(parsed.values.get("file", "flash:"))


def more(shell: Shell, parsed: Parsed) -> Reply:
    """`more flash:/x`."""
    return text_of(shell.switch, parsed.values["file"])


def verify(shell: Shell, parsed: Parsed) -> Reply:
    """`verify /md5 flash:/x`."""
    return shell.switch.flash.md5(parsed.values["file"])


def delete(shell: Shell, parsed: Parsed) -> Reply:
    """`delete [/force] flash:/x`: two questions, as on IOS, unless told otherwise."""
    name = parsed.values["file"]
    quiet = _quiet(shell) or "/force" in parsed.words
    bare = name.partition(":")[2].lstrip("/") or name
    if not quiet:
        answer = yield Question(f"Delete filename [{bare}]? ")
        bare = answer.strip() or bare
    yield from _confirmed(f"Delete flash:/{bare}? [confirm]", quiet)
    shell.switch.flash.delete(f"flash:/{bare}")
    return ""


REPLACE_WARNING = """This will apply all necessary additions and deletions
to replace the current running configuration with the
contents of the specified configuration file, which is
assumed to be a complete configuration, not a partial
configuration. Enter Y if you are sure you want to proceed. ? [no]: """


def replace(shell: Shell, parsed: Parsed) -> Reply:
    """`configure replace flash:/x [force] [revert trigger error]`: the file as a whole, or nothing of it."""
    name = parsed.values["file"]
    reading = shell.switch.complete(text_of(shell.switch, name))
    if "force" not in parsed.words:
        answer = yield Question(REPLACE_WARNING)
        if not answer.strip().lower().startswith("y"):
            return ""
    if reading.refused:
        return _aborted(reading, name) if "trigger" in parsed.words else _failed(reading)
    shell.switch.commit(reading.tree)
    return "".join(reading.said) + "Total number of passes: 1\nRollback Done\n\n"


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


def reload(shell: Shell, _parsed: Parsed) -> Reply:
    """`reload`: offers to save, asks again, then starts from the startup configuration."""
    if shell.switch.modified():
        answer = ""
        while not answer or not ("yes".startswith(answer) or "no".startswith(answer)):
            answer = (yield Question("System configuration has been modified. Save? [yes/no]: ")).strip().lower()
        if "yes".startswith(answer):
            shell.switch.save()
    yield from _confirmed("Proceed with reload? [confirm]", quiet=False)
    shell.closed = True
    shell.switch.reload()
    return ""
