"""`?` and Tab: what may come next, read from the same trie as the parser. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ccp3switch.errors import CliError
from ccp3switch.grammar.node import Node
from ccp3switch.grammar.parse import matches, split
from ccp3switch.names import kind

Explain = Callable[[tuple[str, ...]], str]


@dataclass(frozen=True)
class Choices:
    """What may follow: the word being typed, rows of (token, help), and whether the line may end here."""

    partial: str
    rows: tuple[tuple[str, str], ...]
    may_end: bool


def choices(root: Node, line: str, explain: Explain) -> Choices:
    """Choices for the end of `line`. Raises CliError with IOS's short text when the words before make no sense."""
    words = [word.text for word in split(line)]
    partial = words.pop() if words and not line[-1].isspace() else ""
    negatable = root.children.get("no") is None and "exit" in root.children and "end" in root.children
    negated = negatable and words[:1] == ["no"]
    node, path, waiting = _walk(root, words[negated:], line)
    if waiting:
        return Choices(partial, (_number_row(waiting),), may_end=False)
    rows = _rows(node, path, partial, explain)
    if negatable and not path and not negated and "no".startswith(partial.lower()):
        rows = sorted([*rows, ("no", "Negate a command or set its defaults")])
    return Choices(partial, tuple(rows), node.command is not None and not partial)


def _walk(root: Node, words: list[str], line: str) -> tuple[Node, tuple[str, ...], str]:
    """(node, canonical path, kind of interface that waits for its number)."""
    node, path = root, []
    index = 0
    while index < len(words):
        found = matches(node, words[index])
        if len(found) > 1:
            raise CliError(f'% Ambiguous command:  "{line.strip()}"')
        if found:
            node = found[0][0]
            path.append(node.token)
            index += 1
            continue
        joining = [child for child in node.children.values() if child.type and child.type.joins]
        full = kind(words[index])
        if not joining or full is None:
            raise CliError("% Unrecognized command")
        if index + 1 == len(words):
            return node, tuple(path), full
        node = joining[0]
        path.append(node.token)
        index += 2
    return node, tuple(path), ""


def _number_row(full: str) -> tuple[str, str]:
    return ("<1-4094>", "Vlan interface number") if full == "Vlan" else ("<1/0/1-1/0/24>", f"{full} interface number")


def _rows(node: Node, path: tuple[str, ...], partial: str, explain: Explain) -> list[tuple[str, str]]:
    rows: dict[str, str] = {}
    for token, child in node.children.items():
        if child.type is None:
            rows[token] = explain((*path, token))
        else:
            rows |= {shown: text or explain((*path, token)) for shown, text in child.type.shown}
    low = partial.lower()
    return sorted((token, text) for token, text in rows.items() if token.lower().startswith(low))


def shown(found: Choices) -> str:
    """The text that `?` prints: a table after a space, a row of words inside one."""
    if found.partial:
        words = [token for token, _ in found.rows if not token.startswith(("<", "A.B"))]
        return "  ".join(words) + "\n" if words else "% Unrecognized command\n"
    width = max((len(token) for token, _ in found.rows), default=0) + 2
    lines = [f"  {token:<{width}}{text}".rstrip() for token, text in found.rows]
    return "\n".join([*lines, *(["  <cr>"] if found.may_end else [])]) + "\n"


def completed(line: str, found: Choices) -> str:
    """The line with its last word completed when only one word fits, else as it was."""
    if not found.partial or len(found.rows) != 1:
        return line
    token = found.rows[0][0]
    if not token.lower().startswith(found.partial.lower()) or not token[:1].isalpha() or token.isupper():
        return line
    space = "" if token in ("GigabitEthernet", "Vlan") or token.endswith(":") else " "
    return line[: len(line) - len(found.partial)] + token + space
