"""VLAN ids (IEEE 802.1Q) that a plan may use. Pure."""

_LAST = 4094
_KEPT = frozenset({1, *range(1002, 1006)})
"""VLAN 1 is where every port is before anybody plans, 1002 to 1005 are the old media of Cisco's switches."""


def exists(number: int) -> bool:
    """Whether NUMBER is a VLAN id at all."""
    return 1 <= number <= _LAST


def allowed(number: int) -> bool:
    """Whether a plan may use NUMBER."""
    return exists(number) and number not in _KEPT


def allowed_between(first: int, last: int) -> int:
    """How many ids from FIRST to LAST (both existing) a plan may use."""
    return sum(map(allowed, range(first, last + 1)))
