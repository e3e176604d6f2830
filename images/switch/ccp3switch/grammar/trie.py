"""Patterns -> one trie per mode. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ccp3switch.grammar.command import Command
from ccp3switch.grammar.entries import GRAPHS
from ccp3switch.grammar.node import Node

_TOKEN = re.compile(r"\[|\]|[^\s\[\]]+")
_ANY_ORDER = re.compile(r"\*\[([^\]]*)\]")


def build(commands: Iterable[Command]) -> dict[str, Node]:
    """Root of the trie for each mode. Raises ValueError if two commands claim one line in one mode."""
    roots: dict[str, Node] = {}
    for command in commands:
        for mode in command.modes:
            root = roots.setdefault(mode, Node())
            head = _ANY_ORDER.sub("", command.pattern)
            for tokens in variants(head):
                ends = _plant([root], tokens, command)
                _loop(ends, _ANY_ORDER.findall(command.pattern), command)
    return roots


def _plant(roots: list[Node], tokens: tuple[str, ...], command: Command) -> list[Node]:
    """Add one reading of a pattern below `roots`; the nodes where it ends."""
    nodes = roots
    for token in tokens:
        if token == "=":  # noqa: S105
            for node in nodes:
                node.ends_key = True
            continue
        if token in GRAPHS:
            _graft(nodes, GRAPHS[token](command))
            return []
        nodes = [node.child(word) for node in nodes for word in token.split("|")]
    for node in nodes:
        if node.command not in (None, command):
            raise ValueError(f"two commands claim the line {command.pattern!r}")
        node.command = command
    return nodes


def _loop(ends: list[Node], options: list[str], command: Command) -> None:
    """Options that may come in any order: after each of them, all of them may follow again."""
    for end in ends:
        for option in options:
            for last in _plant([end], tuple(option.split()), command):
                last.children = end.children


def _graft(nodes: list[Node], children: dict[str, Node]) -> None:
    """A whole sub-grammar ends a pattern: its nodes are shared, for it would be too large as a tree."""
    for node in nodes:
        if node.children.keys() & children.keys():
            raise ValueError("two commands claim the lines of a sub-grammar")
        node.children |= children


def variants(pattern: str) -> Iterator[tuple[str, ...]]:
    """Every reading of a pattern, with and without its optional parts."""
    yield from _readings(_TOKEN.findall(pattern.replace("*[", "[")))


def _readings(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    if "[" not in tokens:
        yield tuple(tokens)
        return
    start = tokens.index("[")
    end = _closing(tokens, start)
    for inner in ([], tokens[start + 1 : end]):
        yield from _readings(tokens[:start] + inner + tokens[end + 1 :])


def _closing(tokens: list[str], start: int) -> int:
    depth = 0
    for index in range(start, len(tokens)):
        depth += (tokens[index] == "[") - (tokens[index] == "]")
        if depth == 0:
            return index
    raise ValueError(f"unclosed [ in the pattern {' '.join(tokens)!r}")
