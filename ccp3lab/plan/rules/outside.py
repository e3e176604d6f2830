"""What joins sites and leads outside: the ends of transits, the addresses of the public side."""

from collections.abc import Iterator

from ccp3lab.plan.draft import Draft
from ccp3lab.plan.names import is_label
from ccp3lab.plan.positions import outside, remedy
from ccp3lab.plan.subnets import gateway_position, nth
from ccp3lab.problem import Problem


def _ends(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.transits.items():
        for number, end in enumerate(entry.ends):
            if not is_label(end):
                loc = ("transits", name, "ends", number)
                yield Problem(loc, f"`{end}` is no name of a device or site", "use the name it has elsewhere")
        if entry.ends[0] == entry.ends[1]:
            yield Problem(
                ("transits", name, "ends"), f"`{name}` leads from `{entry.ends[0]}` to itself", "name both ends"
            )


def _gateways(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.public.items():
        subnet = draft.networks.get(("public", name))
        position = gateway_position(entry, subnet) if subnet else None
        if subnet and position is not None and (mistake := outside(subnet, position)):
            yield Problem(("public", name, "gateway"), f"gateway {mistake}", remedy(subnet))


def _addresses(draft: Draft) -> Iterator[Problem]:
    for side, entry in draft.raw.public.items():
        if not (subnet := draft.networks.get(("public", side))):
            continue
        owners = {gateway_position(entry, subnet): "the provider's gateway"}
        for name, position in entry.hosts.items():
            mistake, owner = outside(subnet, position), owners.setdefault(position, f"`{name}`")
            if mistake is None and owner != f"`{name}`":
                mistake = f"has the address of {owner} ({nth(subnet, position)})"
            if mistake:
                yield Problem(("public", side, "hosts", name), f"host `{name}` {mistake}", remedy(subnet))


RULES = (_ends, _gateways, _addresses)
