"""`show ip nat translations`, `show ip nat statistics`. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.config.tree import Line
from ccp3switch.live.contract import Translation
from ccp3switch.model import nat
from ccp3switch.model.filters import filtered
from ccp3switch.model.nat import Static
from ccp3switch.show.view import View
from ccp3switch.state.translation import HITS, MISSES

NONE = "---"


def translations(view: View) -> str:
    """`show ip nat translations`: the static ones, and those of connections."""
    rows = [*view.live.translations(), *_statics(view.tree)]
    head = "Pro Inside global      Inside local       Outside local      Outside global"
    return "\n".join([head, *(_row(one) for one in rows)]) + "\n"


def _row(one: Translation) -> str:
    first = f"{one.protocol} {one.inside_global:<18} {one.inside_local:<18}"
    return f"{first} {one.outside_local:<18} {one.outside_global}"


def _statics(tree: Line) -> Iterator[Translation]:
    addresses = {one.interface.name: one.interface.address for one in filtered(tree)}
    for one in nat.statics(tree):
        address = addresses.get(one.interface)
        shown = one.address or (address.ip if address else None)
        if shown is not None:
            yield _static(one, str(shown))


def _static(one: Static, shown: str) -> Translation:
    if not one.protocol:
        return Translation(NONE, shown, str(one.local), NONE, NONE)
    return Translation(one.protocol, f"{shown}:{one.global_port}", f"{one.local}:{one.local_port}", NONE, NONE)


def statistics(view: View) -> str:
    """`show ip nat statistics`: what the kernel counts; the peak and what expired are not known."""
    static, extended = len(list(_statics(view.tree))), len(view.live.translations())
    counts = view.live.matches()
    out = [
        f"Total active translations: {static + extended} ({static} static, {extended} dynamic; {extended} extended)",
        "Outside interfaces:",
        *_side(view.tree, "outside"),
        "Inside interfaces: ",
        *_side(view.tree, "inside"),
        f"Hits: {counts.get(HITS, 0)}  Misses: {counts.get(MISSES, 0)}",
        "Dynamic mappings:",
        *_mappings(view.tree),
    ]
    return "\n".join(out) + "\n"


def _side(tree: Line, side: str) -> list[str]:
    names = [one.interface.name for one in filtered(tree) if one.side == side]
    return [f"  {', '.join(names)}"] if names else []


def _mappings(tree: Line) -> Iterator[str]:
    pools = nat.pools(tree)
    found = list(nat.dynamics(tree))
    yield from ["-- Inside Source"] if found else []
    for index, one in enumerate(found, 1):
        where = f"pool {one.pool}" if one.pool else f"interface {one.interface}"
        yield f"[Id: {index}] access-list {one.access_list} {where}"
        if one.pool in pools:
            pool = pools[one.pool]
            total = int(pool.last) - int(pool.first) + 1
            yield f" pool {pool.name}: start {pool.first} end {pool.last}, total addresses {total}"
