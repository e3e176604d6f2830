"""Subnets that move with `{site}` against those that move otherwise or not at all, for every site of a span.

Subnets that move alike are apart for every site when they are for one. So only different movements are compared: the
fixed ones, and each kind of movement (which octets change), by sorted lists.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ccp3lab.plan.draft import Draft, Key, called
from ccp3lab.plan.file import Span
from ccp3lab.plan.overlaps import RESERVED

_WEIGHTS = (1 << 24, 1 << 16, 1 << 8, 1)


@dataclass(frozen=True)
class Mover:
    """A subnet as it would stand for site 0: first and last address; each site moves it by `step` addresses."""

    first: int
    last: int
    step: int
    title: str
    key: Key | None = None


def clashes(draft: Draft, span: Span) -> Iterator[tuple[Key, str, int]]:
    """Each moving subnet that meets a subnet of another movement for some site of SPAN: its key, the other, the site.

    The site of the draft itself is left out: there the usual comparison tells.
    """
    kinds: dict[tuple[int, int], list[Mover]] = {}
    for mover in [*_reserved(), *_movers(draft)]:
        kinds.setdefault((mover.step, _lead(mover)), []).append(mover)
    for moving in (movers for (step, _), movers in kinds.items() if step):
        moving.sort(key=lambda mover: mover.first)
        others = (mover for (step, lead), movers in kinds.items() if movers is not moving for mover in movers)
        for other in others:
            yield from _first_clash(moving, other, span, draft.values.site)


def _lead(mover: Mover) -> int:
    """What stands before the octets that move: nothing for fixed subnets."""
    return mover.first // (mover.step << 8) if mover.step else 0


def _first_clash(moving: list[Mover], other: Mover, span: Span, known: int) -> Iterator[tuple[Key, str, int]]:
    step = moving[0].step
    lowest, highest = moving[0].first, moving[-1].last
    for site in _sites(other, lowest, highest, step, span):
        shift = (other.step - step) * site
        index = bisect_right(moving, other.last + shift, key=lambda mover: mover.first) - 1
        if site != known and index >= 0 and moving[index].last >= other.first + shift and (key := moving[index].key):
            yield key, other.title, site
            return


def _sites(other: Mover, lowest: int, highest: int, step: int, span: Span) -> range:
    """The sites for which subnets from LOWEST to HIGHEST, moved by STEP, may meet OTHER."""
    if other.step:
        meet = (
            other.first + other.step * span.first <= highest + step * span.last
            and lowest + step * span.first <= other.last + other.step * span.last
        )
        return range(span.first, span.last + 1) if meet else range(0)
    return range(max(span.first, -((highest - other.first) // step)), min(span.last, (other.last - lowest) // step) + 1)


def _movers(draft: Draft) -> Iterator[Mover]:
    for key, network in draft.networks.items():
        text = _text(draft, key)
        step = sum(
            weight for weight, octet in zip(_WEIGHTS, text.split("/")[0].split("."), strict=False) if "{" in octet
        )
        first = int(network.network_address) - step * draft.values.site
        yield Mover(first, first + network.num_addresses - 1, step, f"{network} of {called(key)}", key)


def _text(draft: Draft, key: Key) -> str:
    """What says how KEY moves: its own subnet, or the block where it is placed."""
    if key in draft.placed:
        return draft.raw.sites[draft.homes[key]].block
    entries: Mapping[str, object] = getattr(draft.raw, key[0])
    return str(getattr(entries[key[1]], "subnet", ""))


def _reserved() -> Iterator[Mover]:
    for block in RESERVED:
        yield Mover(block.first, block.last, 0, f"{block.network} of {block.title}")
