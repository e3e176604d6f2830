"""Sites and their blocks: named sites exist, subnets lie in the block of their site and in addresses that are free."""

from collections.abc import Iterator
from ipaddress import IPv4Network

from ccp3lab.plan.draft import Draft, housed
from ccp3lab.plan.overlaps import RESERVED
from ccp3lab.problem import Loc, Problem, near

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
"""RFC 1918."""

DOCUMENTATION = tuple(map(IPv4Network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")))
"""RFC 5737: what stands for public addresses, and belongs to nobody."""


def _references(draft: Draft) -> Iterator[Problem]:
    for key, entry in housed(draft.raw):
        if entry.site is not None and entry.site not in draft.raw.sites:
            message = f"there is no site `{entry.site}`"
            yield Problem((*key, "site"), message, near(entry.site, draft.raw.sites))


def contained(draft: Draft) -> Iterator[Problem]:
    """Subnets outside the block of their site; VLANs in no block at all, where there are sites."""
    for key, _ in housed(draft.raw):
        network, home = draft.networks.get(key), draft.homes.get(key, "")
        block = draft.blocks.get(home)
        if network and block and not network.subnet_of(block):
            message = f"{network} is outside the block of site `{home}` ({block})"
            yield Problem(draft.place(key), message, "move it into the block, or name another site")
        elif network and not home and key[0] == "vlans" and draft.raw.sites.keys() == draft.blocks.keys() != set():
            yield Problem(draft.place(key), f"{network} is in no block of a site", "move it into one")


def nobodys(draft: Draft) -> Iterator[Problem]:
    """Addresses that belong to somebody on the Internet; the public side takes the documentation ranges alone."""
    given: dict[Loc, IPv4Network] = {("sites", name, "block"): block for name, block in draft.blocks.items()}
    given |= {draft.place(key): network for key, network in draft.networks.items() if key not in draft.placed}
    for loc, network in given.items():
        if loc[0] == "reserved" or any(network.overlaps(block.network) for block in RESERVED):
            continue
        if loc[0] == "public" and not _inside(network, DOCUMENTATION):
            message = f"{network} is not for the public side of a lab"
            yield Problem(loc, message, "use 192.0.2.0/24, 198.51.100.0/24 or 203.0.113.0/24 (RFC 5737)")
        elif not _inside(network, PRIVATE + DOCUMENTATION):
            message = f"{network} belongs to somebody on the Internet"
            yield Problem(loc, message, "use 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918)")


def _inside(network: IPv4Network, ranges: tuple[IPv4Network, ...]) -> bool:
    return any(map(network.subnet_of, ranges))


def same_block6(draft: Draft) -> Iterator[Problem]:
    """Two sites with one IPv6 block; all are /48, so they are equal or apart."""
    owners: dict[object, str] = {}
    for name, block in draft.blocks6.items():
        if (owner := owners.setdefault(block, name)) != name:
            yield Problem(("sites", name, "ipv6"), f"{block} is already that of site `{owner}`", "choose another /48")


def _public_apart(draft: Draft) -> Iterator[Problem]:
    for key, network in ((key, network) for key, network in draft.networks.items() if key[0] == "public"):
        home = next((name for name, block in draft.blocks.items() if network.overlaps(block)), None)
        if home is not None:
            message = f"{network} lies in the block of site `{home}` ({draft.blocks[home]})"
            yield Problem(draft.place(key), message, "move one of them: a public side is nobody's inside")


RULES = (_references, contained, nobodys, same_block6, _public_apart)
