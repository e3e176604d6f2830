"""What a variant may change must leave a sound plan, whichever value a learner gets."""

from collections.abc import Iterator
from dataclasses import replace

from ccp3lab.plan.draft import Draft, examine, housed
from ccp3lab.plan.file import Span
from ccp3lab.plan.ids import allowed_between, exists
from ccp3lab.plan.rules.blocks import contained, nobodys, same_block6
from ccp3lab.plan.rules.moving import clashes
from ccp3lab.plan.subnets import network6_of
from ccp3lab.problem import Problem

_SITE = "{site}"
_LAST_OCTET = 255
_LAST_DIGITS = 9999  # of a group of an IPv6 address
_TWO = 2  # kinds of movement


def _site(draft: Draft) -> Iterator[Problem]:
    span = _span(draft)
    if span and span.first > span.last:
        message = f"the sites end ({span.last}) before they begin ({span.first})"
        yield Problem(("variant", "site"), message, "swap from and to")
    elif span and not span.first <= draft.values.site <= span.last:
        message = f"site {draft.values.site} is outside the variant"
        yield Problem(("site",), message, f"use {span.first} to {span.last}")


def _ids(draft: Draft) -> Iterator[Problem]:
    span = draft.raw.variant.ids if draft.raw.variant else None
    if not span:
        return
    loc, count = ("variant", "ids"), len(draft.raw.vlans)
    if span.first > span.last:
        yield Problem(loc, f"the VLAN ids end ({span.last}) before they begin ({span.first})", "swap from and to")
    elif not exists(span.first) or not exists(span.last):
        message = f"VLAN ids from {span.first} to {span.last} do not all exist (IEEE 802.1Q)"
        yield Problem(loc, message, "stay within 2 to 4094")
    elif (room := allowed_between(span.first, span.last)) < count:
        message = f"{span.first} to {span.last} has {room} VLAN ids for {count} VLANs"
        yield Problem(loc, message, "widen it")


def _every_site(draft: Draft) -> Iterator[Problem]:
    """The ends of the span, and the value after the first: an octet that is right for all three is right for all.

    (A subnet is aligned for two consecutive values only when it is for every value.)
    """
    span = _span(draft)
    if not span or span.first > span.last:
        return
    known = {problem.loc for problem in _of_the_site(draft)}
    for site in sorted({span.first, min(span.first + 1, span.last), span.last} - {draft.values.site}):
        for problem in _of_the_site(examine(draft.raw, replace(draft.values, site=site))):
            if problem.loc not in known:
                known.add(problem.loc)
                yield Problem(
                    problem.loc, f"a variant with site {site} would be wrong: {problem.message}", _remedy(span)
                )


def _of_the_site(draft: Draft) -> Iterator[Problem]:
    """What the value of the site alone decides."""
    yield from draft.mistakes
    for rule in (contained, nobodys, same_block6):
        yield from rule(draft)


def _remedy(span: Span) -> str:
    return f"mend it, or change the span of sites ({span.first} to {span.last})"


def _apart(draft: Draft) -> Iterator[Problem]:
    """Subnets that move with the site never meet those that don't."""
    span = _span(draft)
    if not span or span.first > span.last or span.last > _LAST_OCTET:  # beyond it nothing moves: refused above
        return
    for key, other, site in clashes(draft, span):
        message = f"a variant with site {site} would be wrong: it overlaps {other} there"
        yield Problem(draft.place(key), message, _remedy(span))


def _blocks6_apart(draft: Draft) -> Iterator[Problem]:
    """IPv6 blocks of which some move with the site and others don't: compared for each site."""
    span, texts = _span(draft), [entry.ipv6 for entry in draft.raw.sites.values() if entry.ipv6]
    if not span or span.first < 0 or span.last > _LAST_DIGITS:  # refused above
        return
    if len({_SITE in text and text.partition(_SITE)[0].count(":") for text in texts}) < _TWO:
        return
    for site in set(range(span.first, span.last + 1)) - {draft.values.site}:
        blocks = {name: network6_of(draft.raw.sites[name].ipv6 or "", site) for name in draft.blocks6}
        for problem in same_block6(replace(draft, blocks6=blocks)):
            yield Problem(problem.loc, f"a variant with site {site} would be wrong: {problem.message}", _remedy(span))
            return


def _moved_apart(draft: Draft) -> Iterator[Problem]:
    """What is given moves as its block does, where other entries are placed beside it: their places must not change."""
    placed = {(key[0], draft.homes[key]) for key in draft.placed if key in draft.networks}
    for key, entry in housed(draft.raw):
        home = draft.homes.get(key, "")
        if entry.subnet is None or home not in draft.blocks or (key[0], home) not in placed or not _span(draft):
            continue
        if _moves(entry.subnet) != _moves(draft.raw.sites[home].block):
            message = f"`{entry.subnet}` does not move with the block of site `{home}`, where others are placed"
            yield Problem(draft.place(key), message, f"write {_SITE} where the block has it")


def _moves(text: str) -> tuple[bool, ...]:
    """Which octets of TEXT change with the site."""
    return tuple(_SITE in octet for octet in text.partition("/")[0].split("."))


def _span(draft: Draft) -> Span | None:
    return draft.raw.variant.site if draft.raw.variant else None


RULES = (_site, _ids, _every_site, _apart, _blocks6_apart, _moved_apart)
