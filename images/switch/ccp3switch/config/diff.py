"""The two differences that IOS shows and NAPALM reads. Pure."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from ccp3switch.config.tree import Line


def differences(old: Line, new: Line) -> list[str]:
    """`show archive config differences old new`: additions first, then removals, each under its bare section header."""
    return [*_extra(old, new, "+"), *_extra(new, old, "-")]


def _extra(base: Line, other: Line, sign: str) -> Iterator[str]:
    """Lines of `other` that `base` lacks, has otherwise, or has at another place where the order matters."""
    moved = _moved(base, other, sign) if other.in_order else frozenset()
    for line in other.ordered():
        same = base.lines.get(line.key)
        if same is None or same.text != line.text or line.key in moved:
            yield from (f"{text[: len(text) - len(text.lstrip())]}{sign}{text.lstrip()}" for text in _whole(line))
            continue
        inside = list(_extra(same, line, sign))
        if inside:
            yield from [line.text] if line.text else []
            yield from (f"{' ' if line.text else ''}{text}" for text in inside)


def _whole(line: Line) -> Iterator[str]:
    """A line and its section; a group has no text of its own."""
    yield from [line.text] if line.text else []
    yield from (f"{' ' if line.text else ''}{child.text}" for child in line.ordered())


def _moved(base: Line, other: Line, sign: str) -> frozenset[str]:
    """Identities that both have, but not in the same order: the fewest that must move."""
    here, there = ([line.key for line in tree.ordered()] for tree in (base, other))
    old, new = (here, there) if sign == "+" else (there, here)
    kept = {
        old[at + index]
        for at, _, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for index in range(size)
    }
    return frozenset(set(here) & set(there) - kept)


def equal(one: Line, other: Line) -> bool:
    """Whether two trees hold the same lines, in the same order where it matters."""
    if one.lines.keys() != other.lines.keys():
        return False
    if one.in_order and [line.key for line in one.ordered()] != [line.key for line in other.ordered()]:
        return False
    return all(line.text == other.lines[key].text and equal(line, other.lines[key]) for key, line in one.lines.items())
