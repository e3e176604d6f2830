"""Monitor sessions -> mirrors of Open vSwitch. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.config.tree import Line
from ccp3switch.model import switching
from ccp3switch.model.monitoring import Monitor, monitors
from ccp3switch.state.rows import Command


@dataclass(frozen=True)
class Mirror:
    """A row of the table of mirrors; ports by the names that they have on the bridge."""

    name: str
    received: tuple[str, ...]
    sent: tuple[str, ...]
    vlans: frozenset[int]
    output: str


def wanted(tree: Line) -> tuple[Mirror, ...]:
    """Those that have both ends. A port in a channel is none of the bridge's: the channel is."""
    there = frozenset(port.name for port in switching.switched(tree))
    found = (_mirror(one, there) for one in monitors(tree) if one.runs and one.destination in there)
    return tuple(one for one in found if one.received or one.sent or one.vlans)


def _mirror(one: Monitor, there: frozenset[str]) -> Mirror:
    received, sent = (tuple(names.device(name) for name in some if name in there) for some in (one.received, one.sent))
    return Mirror(f"session{one.number}", received, sent, one.vlans, names.device(one.destination))


def changes(new: tuple[Mirror, ...], bridge: str) -> tuple[Command, ...]:
    """Sub-commands that make these the bridge's only mirrors: ovs-vsctl removes rows that nothing refers to."""
    rows = [command for mirror in new for command in _row(mirror)]
    references = ",".join(f"@{mirror.name}" for mirror in new)
    made = (("set", "bridge", bridge, f"mirrors={references}"),) if new else ()
    return (("clear", "bridge", bridge, "mirrors"), *rows, *made)


def _row(mirror: Mirror) -> Iterator[Command]:
    for port in sorted({*mirror.received, *mirror.sent, mirror.output}):
        yield (f"--id=@{mirror.name}{port}", "get", "port", port)
    columns = {
        "select_src_port": mirror.received,
        "select_dst_port": mirror.sent,
    }
    chosen = [f"{column}={_references(mirror, some)}" for column, some in columns.items() if some]
    if mirror.vlans:
        chosen += ["select_all=true", f"select_vlan=[{','.join(str(vlan) for vlan in sorted(mirror.vlans))}]"]
    output = f"output_port=@{mirror.name}{mirror.output}"
    yield (f"--id=@{mirror.name}", "create", "mirror", f"name={mirror.name}", *chosen, output)


def _references(mirror: Mirror, ports: tuple[str, ...]) -> str:
    return "[" + ",".join(f"@{mirror.name}{port}" for port in ports) + "]"
