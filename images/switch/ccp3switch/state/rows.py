"""Rows of Open vSwitch's database (ovs-vswitchd.conf.db(5)), and the fewest commands from some rows to others. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Columns = Mapping[str, str]  # `tag` or `other_config:rstp-enable` -> value as ovs-vsctl(8) takes it
Command = tuple[str, ...]  # words of one sub-command of ovs-vsctl


@dataclass(frozen=True)
class Port:
    """A port and its interfaces (name -> columns): one of the port's own name, or several in a bond."""

    columns: Columns = field(default_factory=dict)
    interfaces: Mapping[str, Columns] = field(default_factory=dict)


@dataclass(frozen=True)
class Bridge:
    """A bridge and its ports by name, the port of its own name apart, which comes and goes with it."""

    columns: Columns = field(default_factory=dict)
    ports: Mapping[str, Port] = field(default_factory=dict)


Rows = Mapping[str, Bridge]
NETDEV = {"datapath_type": "netdev"}


def patch(name: str, peer: str, columns: Columns | None = None) -> Port:
    """One end of a cable between two bridges."""
    return Port(columns or {}, {name: {"type": "patch", "options:peer": peer}})


def changes(old: Rows, new: Rows) -> tuple[Command, ...]:
    """Sub-commands of one transaction; a port that moves, or whose interfaces are others, is made anew."""
    return (*_removed(old, new), *_added(old, new), *_set(old, new))


def _removed(old: Rows, new: Rows) -> Iterator[Command]:
    for name, bridge in old.items():
        kept = new.get(name, Bridge()).ports
        others = ((port, row) for port, row in bridge.ports.items() if port != name)
        gone = [port for port, row in others if port not in kept or _other(row, kept[port])]
        yield from (("--if-exists", "del-port", name, port) for port in gone)
        if name not in new:
            yield ("--if-exists", "del-br", name)


def _other(old: Port, new: Port) -> bool:
    return set(old.interfaces) != set(new.interfaces)


def _added(old: Rows, new: Rows) -> Iterator[Command]:
    for name, bridge in new.items():
        known = old.get(name, Bridge()).ports
        if name not in old:
            yield ("--may-exist", "add-br", name)
        for port, row in bridge.ports.items():
            if port != name and (port not in known or _other(known[port], row)):
                bond = len(row.interfaces) > 1
                yield ("--may-exist", "add-bond" if bond else "add-port", name, port, *(row.interfaces if bond else ()))


def _set(old: Rows, new: Rows) -> Iterator[Command]:
    for name, bridge in new.items():
        before = old.get(name, Bridge())
        yield from _columns("bridge", name, before.columns, bridge.columns)
        for port, row in bridge.ports.items():
            had = before.ports.get(port, Port())
            had = Port() if _other(had, row) else had
            yield from _columns("port", port, had.columns, row.columns)
            for interface, columns in row.interfaces.items():
                yield from _columns("interface", interface, had.interfaces.get(interface, {}), columns)


def _columns(table: str, name: str, old: Columns, new: Columns) -> Iterator[Command]:
    changed = [f"{column}={value}" for column, value in new.items() if old.get(column) != value]
    if changed:
        yield ("set", table, name, *changed)
    gone = [column for column in old if column not in new]
    for column in gone:
        key, _, inner = column.partition(":")
        yield ("remove", table, name, key, inner) if inner else ("clear", table, name, key)
