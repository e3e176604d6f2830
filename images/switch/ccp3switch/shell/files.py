"""Commands about files and whole configurations: write, copy, dir, more, delete, verify."""

from __future__ import annotations

from ccp3switch.config.render import render
from ccp3switch.errors import CliError
from ccp3switch.flash import STARTUP
from ccp3switch.grammar.command import Reply
from ccp3switch.grammar.parse import Parsed
from ccp3switch.shell import archive
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
    archive.stored_on_write(shell.switch)
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
        archive.stored_on_write(switch)
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
