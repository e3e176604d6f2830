"""The order in which names and scopes can change, one operation after the other, each of them allowed. Pure."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import TypeVar

from tasks.directory_intent import Scope

K = TypeVar("K", bound=Hashable)

HOLDS = {
    Scope.GLOBAL: {Scope.GLOBAL},
    Scope.UNIVERSAL: {Scope.GLOBAL, Scope.UNIVERSAL},
    Scope.DOMAIN_LOCAL: {Scope.GLOBAL, Scope.UNIVERSAL, Scope.DOMAIN_LOCAL},
}
"""Which groups of its own domain a group of that scope may hold: Windows refuses the others, Samba takes them."""


def untangled(wishes: Mapping[K, K], spare: Callable[[K], K]) -> Iterator[tuple[K, K]]:
    """WISHES (what each name must become, all different) as single renames to names that are free at that time.

    Where names go round in a circle, one of them waits under its SPARE name.
    """
    waiting = dict(wishes)
    while waiting:
        free = [now for now, then in waiting.items() if then == now or then not in waiting]
        for now in free:
            yield now, waiting.pop(now)
        if not free:
            now = next(iter(waiting))
            aside = spare(now)
            yield now, aside
            waiting[aside] = waiting.pop(now)


def rescoped(changes: Mapping[K, tuple[Scope, Scope]], holders: Mapping[K, Iterable[K]]) -> Iterator[tuple[K, Scope]]:
    """The scopes that each group of CHANGES (from, to) takes one after the other; HOLDERS are the groups that hold it.

    Only universal can become anything and come from anything: first all that must become universal do, then they leave.
    """
    outer = _outermost_first(changes, holders)
    inner = outer[::-1]
    arriving = {one: old for one, (old, new) in changes.items() if old is not Scope.UNIVERSAL}
    yield from ((one, Scope.UNIVERSAL) for one in outer if arriving.get(one) is Scope.GLOBAL)
    yield from ((one, Scope.UNIVERSAL) for one in inner if arriving.get(one) is Scope.DOMAIN_LOCAL)
    yield from ((one, Scope.DOMAIN_LOCAL) for one in outer if changes[one][1] is Scope.DOMAIN_LOCAL)
    yield from ((one, Scope.GLOBAL) for one in inner if changes[one][1] is Scope.GLOBAL)


def _outermost_first(groups: Iterable[K], holders: Mapping[K, Iterable[K]]) -> Sequence[K]:
    """GROUPS, each after those that hold it, directly or not (there are no circles)."""
    order = list(TopologicalSorter(holders).static_order())
    wanted = list(groups)
    return [*(one for one in wanted if one not in order), *(one for one in order if one in wanted)]
