"""Version numbers in what programs print."""

import re

Version = tuple[int, ...]

_NUMBER = re.compile(r"\d+(?:\.\d+)+")


def version_in(text: str) -> Version | None:
    """The first dotted number of TEXT.

    >>> version_in("go version go1.26.8 linux/amd64")
    (1, 26, 8)
    """
    found = _NUMBER.search(text)
    return tuple(map(int, found[0].split("."))) if found else None


def shown(version: Version) -> str:
    """VERSION as people write it.

    >>> shown((0, 78))
    '0.78'
    """
    return ".".join(map(str, version))
