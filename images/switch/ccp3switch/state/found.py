"""What Open vSwitch has now, whoever made it: bridges, ports and interfaces, without their columns. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ccp3switch.state.rows import Bridge, Port

ASK = (
    "--format=json",
    *("--", "--columns=name,ports", "list", "Bridge"),
    *("--", "--columns=_uuid,name,interfaces", "list", "Port"),
    *("--", "--columns=_uuid,name", "list", "Interface"),
)


def found(answer: str) -> dict[str, Bridge]:
    """The answer of `ovs-vsctl` to ASK (one JSON table a line) -> rows whose columns are unknown."""
    bridges, ports, interfaces = (json.loads(line)["data"] for line in answer.splitlines())
    names = {identity[1]: str(name) for identity, name in interfaces}
    made = {
        identity[1]: (str(name), Port({}, {names[one]: {} for one in _set(some)})) for identity, name, some in ports
    }
    return {str(name): Bridge({}, dict(made[one] for one in _set(some))) for name, some in bridges}


def _port(interfaces: Iterable[str]) -> Port:
    return Port({}, {name: {} for name in interfaces})


def _set(value: list[object]) -> Iterator[str]:
    """Identities in a column: one, or a set of them (RFC 7047, 5.1)."""
    kind, content = value
    if kind == "uuid":
        yield str(content)
    elif isinstance(content, list):
        yield from (str(one[1]) for one in content)
