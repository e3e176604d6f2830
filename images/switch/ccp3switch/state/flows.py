"""What bridges do with frames beyond ordinary switching (ovs-ofctl(8)), and the fewest lines to get there. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Match = tuple[str, str]  # match with its priority; the port that must exist for it


@dataclass(frozen=True)
class Program:
    """Flows of a bridge: match -> actions. `buckets` of its one group by the port that each sends to."""

    flows: Mapping[Match, str] = field(default_factory=dict)
    buckets: Mapping[str, str] = field(default_factory=dict)
    group: str = ""

    @property
    def ports(self) -> frozenset[str]:
        """The ports that it speaks of."""
        return frozenset({port for _, port in self.flows} | self.buckets.keys())

    def among(self, ports: frozenset[str]) -> Program:
        """The part that speaks of ports that exist: Open vSwitch refuses the others."""
        buckets = {port: text for port, text in self.buckets.items() if port in ports}
        flows = {match: actions for match, actions in self.flows.items() if match[1] in ports}
        kept = {match: actions for match, actions in flows.items() if buckets or not actions.startswith("group")}
        return Program(kept, buckets, self.group if buckets else "")


Programs = Mapping[str, Program]


def lines(old: Program | None, new: Program) -> tuple[str, ...]:
    """Lines of a bundle (all or nothing) from one program to another; None: from whatever is there."""
    if old is None:
        emptied = ("group delete", "flow delete", "flow add priority=0,actions=NORMAL")
        return (*emptied, *_group("add", new), *_added({}, new))
    return (*_regrouped(old, new), *_gone(old, new), *_added(old.flows, new))


def _group(verb: str, new: Program) -> Iterator[str]:
    if new.group:
        yield f"group {verb} {','.join([new.group, *new.buckets.values()])}"


def _regrouped(old: Program, new: Program) -> Iterator[str]:
    if (old.group, old.buckets) != (new.group, new.buckets):
        yield from _group("modify" if old.group else "add", new)


def _gone(old: Program, new: Program) -> Iterator[str]:
    yield from (f"flow delete_strict {match}" for match, port in old.flows if (match, port) not in new.flows)


def _added(old: Mapping[Match, str], new: Program) -> Iterator[str]:
    """A flow added where one of the same match stands replaces it."""
    for match, actions in new.flows.items():
        if old.get(match) != actions:
            yield f"flow add {match[0]},actions={actions}"
