"""VLAN ids (IEEE 802.1Q): 2 to 4094, but for those that every switch keeps for itself."""

from collections.abc import Iterator

from ccp3lab.plan.draft import Draft
from ccp3lab.plan.ids import allowed, exists
from ccp3lab.problem import Problem

_USE = "use 2 to 1001 or 1006 to 4094"


def _ids(draft: Draft) -> Iterator[Problem]:
    owners: dict[int, str] = {}
    for name, entry in draft.raw.vlans.items():
        loc, number = ("vlans", name, "id"), draft.values.ids.get(name, entry.id)
        if not exists(number):
            yield Problem(loc, f"VLAN {number} does not exist (IEEE 802.1Q)", _USE)
        elif not allowed(number):
            yield Problem(loc, f"VLAN {number} is every switch's own", _USE)
        elif (owner := owners.setdefault(number, name)) != name:
            yield Problem(loc, f"VLAN {number} is already `{owner}`", "give one of them another id")


RULES = (_ids,)
