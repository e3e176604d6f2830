"""A free place for a subnet, proposed where the one that its need gave it is taken. Pure."""

from ccp3lab.plan.draft import Draft, Key
from ccp3lab.plan.placement import Space


def suggestion(draft: Draft, key: Key) -> str | None:
    """The lowest free subnet for KEY in the block of its site, as plan.yml would say it; None when there is none."""
    home, size = draft.homes[key], draft.networks[key].prefixlen
    block = draft.blocks[home]
    space = Space(32 - block.prefixlen)
    for network in draft.networks.values():
        if network.subnet_of(block):
            space.take(int(network.network_address) - int(block.network_address), 32 - network.prefixlen)
        elif network.overlaps(block):
            return None
    start = space.lowest(32 - size)
    return None if start is None else _written(draft, home, int(block.network_address) + start, size)


def _written(draft: Draft, home: str, address: int, length: int) -> str:
    """With `{site}` wherever the block of the site HOME has it."""
    said = draft.raw.sites[home].block.partition("/")[0].split(".")
    octets = [str(octet) for octet in address.to_bytes(4, "big")]
    text = ".".join("{site}" if "{site}" in word else octet for word, octet in zip(said, octets, strict=True))
    return f"{text}/{length}"
