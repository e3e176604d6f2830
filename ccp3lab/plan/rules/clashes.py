"""Overlaps between anything and anything."""

from collections.abc import Iterator

from ccp3lab.plan.draft import Draft, Key, called
from ccp3lab.plan.overlaps import RESERVED, Block, overlaps
from ccp3lab.plan.room import ROOMS
from ccp3lab.plan.suggestion import suggestion
from ccp3lab.problem import Problem

_ORDER = tuple(ROOMS)


def _subnets(draft: Draft) -> Iterator[Problem]:
    keys = {draft.place(key): key for key in draft.networks}
    blocks = [Block(draft.networks[key], called(key), loc) for loc, key in keys.items()]
    for block, other in overlaps([*blocks, *RESERVED]):
        inner, outer = (block, other) if block.loc else (other, block)
        mine, theirs = keys[inner.loc or ()], keys.get(outer.loc or ())
        if theirs and _comes_later(draft, theirs, mine):
            inner, outer, mine, theirs = outer, inner, theirs, mine
        message = f"{inner.network} overlaps {outer.network} of {outer.title}"
        if theirs in draft.placed:
            message = f"{inner.network} overlaps {outer.network}, where {outer.title} was placed by its need"
        yield Problem(inner.loc or (), message, _remedy(draft, mine, theirs))


def _comes_later(draft: Draft, key: Key, other: Key) -> bool:
    """Whether KEY is the one to be told of an overlap with OTHER: what is given, else what is placed last."""
    if key in draft.placed and other in draft.placed:
        return _ORDER.index(key[0]) > _ORDER.index(other[0])
    return other in draft.placed


def _remedy(draft: Draft, mine: Key, theirs: Key | None) -> str:
    moved = next((key for key in (mine, theirs) if key and key in draft.placed), None)
    free = suggestion(draft, moved) if moved else None
    if moved is None or free is None:
        return "move or shrink one of them"
    give = f'give {called(moved)} `subnet: "{free}"`, which is free'
    return give if moved == mine else f"move it, or {give}"


def _sites(draft: Draft) -> Iterator[Problem]:
    sites = [Block(net, f"site `{name}`", ("sites", name, "block")) for name, net in draft.blocks.items()]
    for block, other in overlaps([*sites, *RESERVED]):
        inner, outer = (block, other) if block.loc else (other, block)
        message = f"{inner.network} overlaps {outer.network} of {outer.title}"
        yield Problem(inner.loc or (), message, "move or shrink one of them")


RULES = (_subnets, _sites)
