"""Which of the networks that were asked for a line speaks of, by VLAN number or by name."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from ccp3lab.sheet.network import Network
from ccp3lab.sheet.words import words

K = TypeVar("K")
_SUMMARY = re.compile(r"resum|recapitul|agreg|summar|synthese|supernet|total")
_NUMBER = re.compile(r"(?:\b|\bvlan)(\d{1,4})\b")


def network_of(labels: Iterable[str], asked: Iterable[Network]) -> Network | None:
    """The network that LABELS mean: a name alone in its cell, else the VLAN number, else the longest name inside."""
    said, known = [words(label) for label in labels], list(asked)
    if not said or any(_SUMMARY.search(text) for text in said):
        return None
    whole = _only(one for one in known if set(said) & _names(one))
    return whole or _numbered(said, known) or _longest(said, {one: _names(one) for one in known})


def site_of(labels: Iterable[str], sites: Mapping[str, str]) -> str | None:
    """The site whose summary LABELS announce, of SITES (name to title); None for other lines."""
    said = [words(label) for label in labels]
    if not any(_SUMMARY.search(text) for text in said):
        return None
    return _longest(said, {name: {words(name), words(title)} for name, title in sites.items()})


def _names(one: Network) -> set[str]:
    return {words(one.key), words(one.title), words(one.planned.name)}


def _numbered(said: list[str], known: list[Network]) -> Network | None:
    numbers = {int(found) for text in said for found in _NUMBER.findall(text)}
    return _only(one for one in known if one.id in numbers)


def _longest(said: list[str], names: Mapping[K, Iterable[str]]) -> K | None:
    """The entry with the longest name that stands in one of SAID as whole words; None when two are as long."""
    lengths = {
        key: max((len(name) for name in every if any(f" {name} " in f" {text} " for text in said)), default=0)
        for key, every in names.items()
    }
    longest = max(lengths.values(), default=0)
    return _only(key for key, length in lengths.items() if length == longest > 0)


def _only(found: Iterable[K]) -> K | None:
    every = list(found)
    return every[0] if len(every) == 1 else None
