"""Connections of stages, opened while devices are configured: logging on takes as long as a push without changes."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from nornir.core import Nornir
from nornir.core.inventory import Host

from ccp3lab.stages import Due


@contextmanager
def opening(nornir: Nornir, stages: Iterable[Due]) -> Iterator[None]:
    """Open what STAGES may have opened ahead of their turn, until the end of the context at the latest.

    What cannot be opened (a server that is not made yet) is nobody's mistake: its stage tries again, and tells.
    """
    wanted = {(name, connection) for one in stages for name in one.intents for connection in one.stage.ahead}
    hosts = {name: nornir.inventory.hosts[name] for name, _ in wanted if name in nornir.inventory.hosts}
    with ThreadPoolExecutor(max_workers=max(1, len(hosts))) as pool:
        for name, host in sorted(hosts.items()):
            pool.submit(_open, nornir, host, sorted(one for other, one in wanted if other == name))
        yield


def _open(nornir: Nornir, host: Host, connections: Iterable[str]) -> None:
    for connection in connections:
        with suppress(Exception):
            host.get_connection(connection, nornir.config)
