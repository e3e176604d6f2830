"""YAML text to plain data and the line of each value. Pure.

A smaller YAML than 1.1, so that files mean what they show: keys are text as written (`on:` is "on"), plain `yes`, `no`,
`0644` and `1:30` are text, only `true`, `false`, `null`, decimal integers and decimals are not. No anchors, no tags.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccp3lab.problem import Loc, Problem

if TYPE_CHECKING:
    from yaml import MappingNode, Node, ScalarNode

_CONSTANTS: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_STANDARD = "tag:yaml.org,2002:"
_TAGS = frozenset({"str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq"})
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")


@dataclass(frozen=True)
class Mistake:
    """A line (from 1) that cannot be read as YAML, and why."""

    line: int
    problem: Problem


class BrokenError(Exception):
    """The text is no YAML of ours; `mistakes` says where and why."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        """MISTAKES in the order of their lines."""
        super().__init__("; ".join(f"{m.line}: {m.problem}" for m in mistakes))
        self.mistakes = mistakes


@dataclass
class Document:
    """Plain data (dict, list, str, int, float, bool, None) and the line, from 1, of each place in it."""

    data: object = None
    lines: dict[Loc, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set, repr=False)

    def take(self, node: "Node", loc: Loc) -> object:
        """The plain value of NODE, noting the line of everything inside it."""
        from yaml import MappingNode, ScalarNode

        self.lines.setdefault(loc, _line(node))
        if id(node) in self._seen:
            self._refuse(node, loc, "anchors and aliases (&, *) are not used here", "write the value out")
            return None
        self._seen.add(id(node))
        if node.tag.removeprefix(_STANDARD) not in _TAGS:
            self._refuse(node, loc, f"tag {node.tag} is not used here", "write the plain value")
        if isinstance(node, ScalarNode):
            return scalar(node)
        return self._mapping(node, loc) if isinstance(node, MappingNode) else self._sequence(node, loc)

    def _mapping(self, node: "MappingNode", loc: Loc) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in self._keys(node, loc):
            if key.value in found:
                first = self.lines[(*loc, key.value)]
                self._refuse(key, loc, f"`{key.value}` is there twice (first on line {first})", "keep one of them")
            self.lines.setdefault((*loc, key.value), _line(key))
            found[key.value] = self.take(value, (*loc, key.value))
        return found

    def _keys(self, node: "MappingNode", loc: Loc) -> Iterator[tuple["ScalarNode", "Node"]]:
        from yaml import ScalarNode

        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield key, value
            else:
                self._refuse(key, loc, "a key must be a word", "put quotes around a value that starts with { or [")

    def _sequence(self, node: "Node", loc: Loc) -> list[object]:
        return [self.take(value, (*loc, number)) for number, value in enumerate(node.value)]

    def _refuse(self, node: "Node", loc: Loc, message: str, remedy: str) -> None:
        self.mistakes.append(Mistake(_line(node), Problem(loc, message, remedy)))


def scalar(node: "ScalarNode") -> object:
    """The value of a scalar: quoted and block text stays text."""
    text: str = node.value
    if node.style or node.tag == f"{_STANDARD}str":
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def parse(text: str) -> Document:
    """Read TEXT; raises BrokenError with every mistake found."""
    import yaml

    document = Document(lines={(): 1})
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        document.data = document.take(node, ()) if node else None
    except yaml.YAMLError as error:
        raise BrokenError([_mistake(error, text)]) from None
    except (RecursionError, ValueError):
        raise BrokenError([Mistake(1, Problem((), "too deep or too long to be read", "make it simpler"))]) from None
    if document.mistakes:
        raise BrokenError(document.mistakes)
    return document


def _mistake(error: Exception, text: str) -> Mistake:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
    cause = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    where = f" {context}" if (context := getattr(error, "context", None)) else ""
    return Mistake(
        line, Problem((), f"broken YAML: {cause}{where}", _remedy(cause, text.splitlines()[line - 1 : line]))
    )


def _remedy(cause: str, lines: list[str]) -> str:
    if any("\t" in line for line in lines) and "cannot start any token" in cause:
        return "indent with spaces, never tabs"
    if "special characters" in cause or "control characters" in cause:
        return "remove the control character"
    return "check the indentation, the quotes and the brackets of this line and the one above"


def _line(node: "Node") -> int:
    return int(node.start_mark.line) + 1
