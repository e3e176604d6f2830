"""Chains of rules in nft's words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccp3switch.acl.lists import AccessList
from ccp3switch.state.entries import matches

TABLE = "ccp3"
LOG_GROUP = 77
# A flood of packets must not become one of messages.
_LOGGED = f"limit rate 20/second burst 50 packets log group {LOG_GROUP}"


def rules(judge: AccessList, permitted: str, denied: str) -> Iterator[str]:
    """The rules of a list: each counts, then takes the verdict given."""
    for item in judge.items:
        verdict = permitted if item.entry.permits else denied
        for match in matches(item.entry):
            if item.entry.log:
                said = f"{judge.kind} {'permitted' if item.entry.permits else 'denied'} {judge.name}"
                yield f'{match} {_LOGGED} prefix "{said}"'.strip()
            yield f'{match} counter name "{judge.counter(item)}" {verdict}'.strip()


def chain(name: str, hook: str, found: Iterable[str]) -> str:
    """One chain in nft's words; `hook` is empty for a chain that others jump to."""
    head = [f"{hook} policy accept;"] if hook else []
    return "\n".join([f"\tchain {name} {{", *(f"\t\t{line}" for line in [*head, *found]), "\t}\n"])
