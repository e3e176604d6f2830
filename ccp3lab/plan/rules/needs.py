"""Needs: what is asked for is there, and fits into what is given."""

from collections.abc import Iterator

from ccp3lab.plan.draft import Draft
from ccp3lab.plan.placement import bits_for, length_for
from ccp3lab.problem import Problem


def _pools(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.pools.items():
        if entry.subnet is None and entry.hosts is None:
            yield Problem(("pools", name), f"pool `{name}` has no addresses", "add `subnet:` or `hosts:`")


def _given_too_small(draft: Draft) -> Iterator[Problem]:
    for kind in ("vlans", "pools"):
        for name, entry in getattr(draft.raw, kind).items():
            network = draft.networks.get((kind, name))
            if network and entry.hosts is not None and bits_for(entry.hosts) > 32 - network.prefixlen:
                message = f"{network} has no room for {entry.hosts} machines and their gateway"
                remedy = f"make it a /{length_for(entry.hosts)}, or lower `hosts:`"
                yield Problem((kind, name, "hosts"), message, remedy)


def _without_subnet(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.vlans.items():
        for key in ("gateway", "dhcp"):
            if entry.subnet is None and entry.hosts is None and getattr(entry, key) is not None:
                yield Problem(("vlans", name, key), f"VLAN `{name}` has no subnet for it", "add `subnet:` or `hosts:`")


RULES = (_pools, _given_too_small, _without_subnet)
