"""One word in a trie of patterns. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from ccp3switch.grammar.command import Command
from ccp3switch.grammar.parameter import Type
from ccp3switch.grammar.types import TYPES


@dataclass
class Node:
    """One word of a pattern; `command` is set where a line may end, `ends_key` where a line's identity ends."""

    token: str = ""
    children: dict[str, Node] = field(default_factory=dict)
    command: Command | None = None
    ends_key: bool = False

    @property
    def type(self) -> Type | None:
        """The parameter's type, None for a keyword."""
        return TYPES[self.token[1:-1]] if self.token.startswith("{") else None

    def child(self, token: str) -> Node:
        """The child for this token, made if it is missing."""
        return self.children.setdefault(token, Node(token))

    def any_command(self) -> Command | None:
        """The command here, else of the first line below."""
        if self.command is not None:
            return self.command
        return next((found for child in self.children.values() if (found := child.any_command())), None)
