"""`show vlan brief`, and lists of VLAN ids as IOS writes them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.ios.template import READ_ONCE, rows

EVERY = frozenset(range(1, 4095))
"""What a trunk carries when nothing restricts it."""

_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


@dataclass(frozen=True)
class VlanRow:
    """One line of the VLAN table; `status` is `active`, `act/lshut`, `suspended`, `act/unsup`..."""

    id: int
    name: str
    status: str


@lru_cache(READ_ONCE)
def vlan_table(text: str) -> Mapping[int, VlanRow]:
    """`show vlan brief` by id; raises Unreadable, also when VLAN 1, which every switch has, is not in it."""
    table = {
        int(row["VLAN_ID"]): VlanRow(int(row["VLAN_ID"]), row["VLAN_NAME"], row["STATUS"])
        for row in rows("show_vlan", text)
    }
    if 1 not in table:
        raise Unreadable("show vlan brief : le VLAN 1 manque, la table est incomplète")
    return table


def ids(text: str) -> frozenset[int]:
    """`10,20-22` as a set; `ALL` and `none` too; raises Unreadable."""
    word = text.strip().lower()
    if word in ("all", "none"):
        return EVERY if word == "all" else frozenset()
    found: set[int] = set()
    for part in word.split(","):
        found.update(_range(part.strip()))
    return frozenset(found)


def _range(part: str) -> range:
    match = _RANGE.fullmatch(part)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= 4094:
        raise Unreadable(f"« {part} » n'est pas une liste de VLAN")
    return range(first, last + 1)


def said(vlans: Iterable[int]) -> str:
    """A set of ids in words: `10, 20-22`, `tous`, `aucun`."""
    every = sorted(set(vlans))
    if EVERY.issubset(every):
        return "tous"
    groups: list[list[int]] = []
    for vlan in every:
        if groups and vlan == groups[-1][-1] + 1:
            groups[-1].append(vlan)
        else:
            groups.append([vlan])
    return ", ".join(_group(group) for group in groups) or "aucun"


def _group(group: list[int]) -> str:
    """Three ids in a row make a range; two are easier to read apart."""
    return f"{group[0]}-{group[-1]}" if len(group) > 2 else ", ".join(map(str, group))
