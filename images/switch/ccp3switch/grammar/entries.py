"""The grammar of access list entries, as a graph: what may follow is shared by all the ways that lead there. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ccp3switch.acl.numbers import PROTOCOLS
from ccp3switch.grammar.command import Command
from ccp3switch.grammar.node import Node

ACTIONS = ("permit", "deny")


@dataclass(frozen=True)
class Then:
    """What may come next, and the command when the line may end here."""

    children: dict[str, Node] = field(default_factory=dict)
    command: Command | None = None

    def after(self, *tokens: str) -> Then:
        """These words, one after another, then this."""
        then = self
        for token in reversed(tokens):
            then = Then({token: Node(token, then.children, then.command)})
        return then

    def or_else(self, other: Then) -> Then:
        """Either of the two."""
        return Then({**other.children, **self.children}, self.command or other.command)

    def optional(self, *tokens: str) -> Then:
        """With or without these words before it."""
        return self.after(*tokens).or_else(self)


def _address(then: Then, bare: Then | None = None) -> Then:
    """`any`, `host A`, `A W`; `bare`: what may follow an address without wildcard."""
    wild = then.after("{wildcard}")
    masked = (wild.or_else(bare) if bare else wild).after("{ip}")
    return then.after("any").or_else(then.after("host", "{ip}")).or_else(masked)


def _ports(kind: str, then: Then) -> Then:
    """A condition on ports, or none."""
    found = then
    for words in (("eq", kind), ("gt", kind), ("lt", kind), ("neq", kind), ("range", kind, kind)):
        found = found.or_else(then.after(*words))
    return found


def _two_addresses(then: Then) -> Then:
    return _address(_address(then))


def _with_ports(kind: str, tail: Then) -> Then:
    return _address(_ports(kind, _address(_ports(kind, tail))))


def standard(command: Command) -> dict[str, Node]:
    """Entries of a standard list."""
    tail = Then(command=command).optional("log")
    return _actions(_address(tail, tail), command)


def extended(command: Command) -> dict[str, Node]:
    """Entries of an extended list."""
    tail = Then(command=command).optional("log")
    message = tail.optional("{icmp-name}").or_else(tail.optional("{icmp-code}").after("{icmp-type}"))
    bodies = {
        "tcp": _with_ports("{tcp-port}", tail.optional("established")),
        "udp": _with_ports("{udp-port}", tail),
        "icmp": _two_addresses(message),
    }
    plain = _two_addresses(tail)
    body = Then()
    for protocol in ("ip", *PROTOCOLS, "{protocol}"):
        body = body.or_else(bodies.get(protocol, plain).after(protocol))
    return _actions(body, command)


def _actions(body: Then, command: Command) -> dict[str, Node]:
    entries = Then()
    for action in ACTIONS:
        entries = entries.or_else(body.after(action))
    return entries.or_else(Then(command=command).after("remark", "{remark}")).children


GRAPHS: dict[str, Callable[[Command], dict[str, Node]]] = {"<standard-entry>": standard, "<extended-entry>": extended}
