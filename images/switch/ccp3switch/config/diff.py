"""The two differences that IOS shows and NAPALM reads. Pure."""

from collections.abc import Iterator

from ccp3switch.config.tree import Line


def differences(old: Line, new: Line) -> list[str]:
    """`show archive config differences old new`: additions first, then removals, each under its bare section header."""
    return [*_extra(old, new, "+"), *_extra(new, old, "-")]


def _extra(base: Line, other: Line, sign: str) -> Iterator[str]:
    """Lines of `other` that `base` lacks or has otherwise."""
    for line in other.ordered():
        same = base.lines.get(line.key)
        if same is None or same.text != line.text:
            yield sign + line.text
            yield from (f" {sign}{child.text}" for child in line.ordered())
            continue
        inside = list(_extra(same, line, sign))
        if inside:
            yield line.text
            yield from (f" {text}" for text in inside)


def equal(one: Line, other: Line) -> bool:
    """Whether two trees hold the same lines."""
    if one.lines.keys() != other.lines.keys():
        return False
    return all(line.text == other.lines[key].text and equal(line, other.lines[key]) for key, line in one.lines.items())
