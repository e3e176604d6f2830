"""The variant of a plan that a seed draws: other site, VLAN ids, names and secrets, the same each time. Pure."""

from collections.abc import Iterator, Mapping
from itertools import count

from ccp3lab.errors import PlanError
from ccp3lab.plan.file import PlanFile, Span
from ccp3lab.plan.ids import allowed
from ccp3lab.plan.lots import below
from ccp3lab.plan.values import Values, secrets, written

_SWITCHES_OWN = frozenset(number for number in range(4096) if not allowed(number))


def drawn(raw: PlanFile, seed: bytes) -> Values:
    """The values that SEED draws for RAW; without `variant:` those of the file, and secrets of the seed all the same.

    Each thing has a lot of its own, by its name: what is added to the plan later changes no other. Raises PlanError
    when `variant.ids` has not an id for each VLAN.
    """
    if not (variant := raw.variant):
        return written(raw, seed=seed)
    site = _within(variant.site, seed, "site") if variant.site else raw.site
    ids = _ids(raw, variant.ids, seed) if variant.ids else written(raw).ids
    return Values(site, ids, _names(raw, seed), secrets(raw, seed))


def _ids(raw: PlanFile, span: Span, seed: bytes) -> Mapping[str, int]:
    taken, ids = set(_avoided(raw, span)), dict[str, int]()
    if len(room := set(range(span.first, span.last + 1)) - taken) < len(raw.vlans):
        raise PlanError(
            f"variant.ids: {span.first} to {span.last} has {len(room)} for {len(raw.vlans)} VLANs; widen it"
        )
    for key in raw.vlans:
        ids[key] = next(number for number in _tries(span, seed, key) if number not in taken)
        taken.add(ids[key])
    return ids


def _avoided(raw: PlanFile, span: Span) -> frozenset[int]:
    """The ids that no VLAN gets: a switch's own and, where SPAN has room without them, those of the file.

    Who knows the plan as written would take one of its ids for the VLAN that has it there.
    """
    known = _SWITCHES_OWN | {entry.id for entry in raw.vlans.values()}
    room = len(set(range(span.first, span.last + 1)) - known)
    return known if room >= len(raw.vlans) else _SWITCHES_OWN


def _tries(span: Span, seed: bytes, key: str) -> Iterator[int]:
    return (_within(span, seed, f"vlan {key}|try {turn}") for turn in count())


def _within(span: Span, seed: bytes, label: str) -> int:
    return span.first + below(seed, label, span.last - span.first + 1)


def _names(raw: PlanFile, seed: bytes) -> Mapping[str, str]:
    names = {key: entry.names or (key,) for key, entry in raw.vlans.items()}
    return {key: some[below(seed, f"name {key}", len(some))] for key, some in names.items()}
