"""One management network an instance: a /26 of its own, taken atomically from the Docker engine itself."""

import hashlib
from collections.abc import Iterator
from ipaddress import IPv4Network
from itertools import islice

from ccp3lab.docker import docker, inspect
from ccp3lab.errors import ProviderError

POOL = IPv4Network("100.64.0.0/10")  # RFC 6598: meant for links that nobody's own plan uses
LENGTH = 26
_TRIES = 64
_TAKEN = ("overlaps", "already in use", "cannot create network")


def ensure(name: str) -> IPv4Network:
    """The subnet of the Docker network NAME, created if it is not there.

    The engine refuses a subnet that overlaps another network's, whoever made that one: that refusal is the lock
    between instances and checkouts. The first subnet tried follows from NAME, so a room's instances spread out.
    """
    found = inspect("network", name)
    if found:
        return IPv4Network(found["IPAM"]["Config"][0]["Subnet"])
    for subnet in islice(_candidates(name), _TRIES):
        if _create(name, subnet):
            return subnet
    raise ProviderError(
        f"{_TRIES} management networks of {POOL} are in use already; `ccp3 status` lists the instances, "
        "`ccp3 down` frees their networks, `docker network ls` shows the others"
    )


def _candidates(name: str) -> Iterator[IPv4Network]:
    size = 2 ** (32 - LENGTH)
    count = POOL.num_addresses // size
    start = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % count
    for step in range(count):
        yield IPv4Network((int(POOL.network_address) + (start + step) % count * size, LENGTH))


def _create(name: str, subnet: IPv4Network) -> bool:
    """Create NAME on SUBNET; False when some other network has it. No way out: devices do not reach the Internet."""
    options = ("com.docker.network.driver.mtu=1500", "com.docker.network.bridge.enable_ip_masquerade=false")
    try:
        docker(
            *("network", "create", "--driver", "bridge", "--subnet", str(subnet), "--label", "ccp3=management"),
            *(word for option in options for word in ("--opt", option)),
            name,
        )
    except ProviderError as error:
        if any(word in str(error).lower() for word in _TAKEN):
            return False
        raise
    return True


def remove(name: str) -> None:
    """Remove the Docker network NAME if it is there."""
    if inspect("network", name):
        docker("network", "rm", name)
