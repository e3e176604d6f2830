"""Users, secrets and passwords. Pure."""

from __future__ import annotations

from ccp3switch import passwords
from ccp3switch.config.edit import plain
from ccp3switch.config.tree import Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import system

HIDE = "service password-encryption"
_KINDS = {"md5": "5", "sha256": "8", "scrypt": "9"}
_BOTH = "ERROR: Can not have both a user password and a user secret.\nPlease choose one or the other."


def username(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`username X [privilege N] [secret|password ...]`: the parts given join those that stand."""
    key = f"username {parsed.values['word']}"
    if parsed.negated:
        root.drop(key)
        return Edited()
    old = system.user(root, parsed.values["word"]) or system.User(parsed.values["word"])
    level = parsed.values.get("level") or (None if old.level is None else str(old.level))
    how, secret = _given(root, parsed, old)
    parts = [key, f"privilege {level}" if level not in (None, "1") else "", f"{how} {secret}" if secret else ""]
    root.put(line_of(parsed.command, " ".join(part for part in parts if part), key))
    return Edited()


def _given(root: Line, parsed: Parsed, old: system.User) -> tuple[str, str]:
    """(`secret` or `password`, what to keep)."""
    if "line" not in parsed.values:
        return old.how, old.secret
    how = parsed.words[-2]
    if old.secret and old.how != how:
        raise CliError(_BOTH)
    if how == "secret":
        return how, _secret(parsed, old.secret)
    return how, _password(root, parsed, old.secret)


def _secret(parsed: Parsed, old: str) -> str:
    kind = next((_KINDS[word] for word in parsed.words if word in _KINDS), "9")
    found = passwords.stored(parsed.values["line"], kind, old)
    if found is None or parsed.values["line"].startswith("level "):
        raise InvalidInputError(parsed.last_column)
    return found


def _password(root: Line, parsed: Parsed, old: str) -> str:
    found = passwords.kept(parsed.values["line"], hide=root.has(HIDE), old=old)
    if found is None or parsed.values["line"].startswith("level "):
        raise InvalidInputError(parsed.last_column)
    return found


def enable_secret(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`enable [algorithm-type X] secret ...`: hashed at once."""
    key = "enable secret"
    if parsed.negated:
        root.drop(key)
    else:
        root.put(line_of(parsed.command, f"{key} {_secret(parsed, root.value(key))}", key))
    return Edited()


def password(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`enable password ...`, and `password ...` of a terminal line: a clear one is shown without its type."""
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    text = _password(root, parsed, section.value(parsed.key)).removeprefix("0 ")
    section.put(line_of(parsed.command, f"{parsed.key} {text}", parsed.key))
    return Edited()


def encryption(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`service password-encryption`: what stands in clear is hidden at once; its `no` shows nothing again."""
    plain(section, parsed)
    if not parsed.negated:
        for line in [*root.lines.values(), *(inner for top in root.under("line ") for inner in top.lines.values())]:
            line.text = _hidden(line)
    return Edited()


def _hidden(line: Line) -> str:
    if line.key in ("enable password", "password"):
        return f"{line.key} {passwords.kept(line.text.removeprefix(line.key), hide=True)}"
    said, word, value = line.text[len(line.key) :].partition(" password ")
    if not word or not line.key.startswith("username "):
        return line.text
    return f"{line.key}{said}{word}{passwords.kept(value, hide=True)}"
