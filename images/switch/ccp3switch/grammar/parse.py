"""A typed line -> the command it means, with IOS's errors. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Command
from ccp3switch.grammar.node import Node
from ccp3switch.names import kind

_WORDS = re.compile(r"\S+")


@dataclass(frozen=True)
class Word:
    """A word of the line and the column where it starts."""

    text: str
    column: int


@dataclass(frozen=True)
class Parsed:
    """A line understood: canonical words, parameter values by type name, the line's identity."""

    command: Command
    words: tuple[str, ...]
    values: dict[str, str]
    key: str
    negated: bool = False
    columns: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The line in full words, without `no`."""
        return " ".join(self.words)

    @property
    def last_column(self) -> int:
        """Column of the last word: where a caret goes when the value itself is refused."""
        return self.columns[-1] if self.columns else 0


@dataclass
class _Walk:
    """Where the parser is in the trie, and what it read so far."""

    node: Node
    words: list[str] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    key: str = ""

    def enter(self, node: Node, word: str, column: int) -> None:
        self.node = node
        self.words.append(word)
        self.columns.append(column)
        if node.type is not None:
            self.values[node.token[1:-1]] = word
        if node.ends_key:
            self.key = " ".join(self.words)


def split(line: str) -> list[Word]:
    """The words of a line with their columns."""
    return [Word(match.group(), match.start()) for match in _WORDS.finditer(line)]


def matches(node: Node, word: str) -> list[tuple[Node, str]]:
    """Children of `node` that accept the word, with its canonical form; keywords go before parameters."""
    low = word.lower()
    keywords = [child for child in node.children.values() if child.type is None and child.token.startswith(low)]
    exact = [child for child in keywords if child.token == low]
    if keywords:
        return [(child, child.token) for child in exact or keywords]
    accepted = ((child, child.type.accept(word)) for child in node.children.values() if child.type is not None)
    return [(child, canonical) for child, canonical in accepted if canonical is not None]


def mismatch(node: Node, word: Word) -> int:
    """Column of the first character that no keyword shares."""
    low = word.text.lower()
    shared = (_shared(low, child.token) for child in node.children.values() if child.type is None)
    return word.column + max(shared, default=0)


def _shared(word: str, keyword: str) -> int:
    pairs = zip(word, keyword, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(word), len(keyword)))


def parse(root: Node, line: str) -> Parsed:
    """Walk the trie. Raises CliError: invalid (with a column), ambiguous or incomplete."""
    words = split(line)
    negated = len(words) > 1 and words[0].text.lower() == "no"
    walk = _Walk(root)
    index = int(negated)
    while index < len(words):
        if negated and walk.key and not walk.node.children:
            break
        index = _advance(walk, line, words, index)
    command = walk.node.command or (walk.node.any_command() if negated and walk.key else None)
    if command is None:
        raise CliError("% Incomplete command.")
    key = walk.key or " ".join(walk.words)
    return Parsed(command, tuple(walk.words), walk.values, key, negated, tuple(walk.columns))


def _advance(walk: _Walk, line: str, words: list[Word], index: int) -> int:
    """Read one parameter or keyword; the index of the next word."""
    word = words[index]
    found = matches(walk.node, word.text)
    if len(found) > 1:
        raise CliError(f'% Ambiguous command:  "{line.strip()}"')
    if found and not (found[0][0].type and found[0][0].type.rest):
        walk.enter(*found[0], word.column)
        return index + 1
    return _rest_or_joined(walk, line, words, index)


def _rest_or_joined(walk: _Walk, line: str, words: list[Word], index: int) -> int:
    """A parameter that takes the rest of the line, or an interface whose kind and number stand apart (`gi 1/0/1`)."""
    word = words[index]
    for child in _parameters(walk.node):
        if child.type and child.type.rest and (value := child.type.accept(line[word.column :].rstrip())) is not None:
            walk.enter(child, value, word.column)
            return len(words)
    joining = [child for child in _parameters(walk.node) if child.type and child.type.joins]
    if not joining or kind(word.text) is None:
        raise InvalidInputError(mismatch(walk.node, word))
    if index + 1 == len(words):
        raise CliError("% Incomplete command.")
    number = words[index + 1]
    for child in joining:
        if child.type and (joined := child.type.accept(word.text + number.text)) is not None:
            walk.enter(child, joined, number.column)
            return index + 2
    raise InvalidInputError(number.column)


def _parameters(node: Node) -> list[Node]:
    return [child for child in node.children.values() if child.type is not None]
