"""Waiting for devices: a probe with a deadline, never a fixed sleep."""

import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from ccp3lab.errors import DeviceError
from ccp3lab.instance import Node

PATIENCE = 30.0
_PAUSE = 0.05


def answers(node: Node, limit: float = 2.0) -> bool:
    """Whether NODE's SSH server says its banner within LIMIT seconds (RFC 4253, section 4.2)."""
    try:
        with socket.create_connection((str(node.address), node.port), limit) as connection:
            connection.settimeout(limit)
            return connection.recv(4) == b"SSH-"
    except OSError:
        return False


def wait_for(nodes: Iterable[Node], patience: float = PATIENCE, ready: Callable[[Node], bool] = answers) -> None:
    """Return when every one of NODES is READY; DeviceError names those that are not after PATIENCE seconds."""
    deadline = time.monotonic() + patience
    awaited = list(nodes)
    with ThreadPoolExecutor(max_workers=max(1, len(awaited))) as pool:
        late = [
            node.name
            for node, good in zip(awaited, pool.map(lambda n: _until(n, ready, deadline), awaited), strict=True)
            if not good
        ]
    if late:
        raise DeviceError(
            f"{', '.join(late)}: no SSH within {patience:.0f} s of the start; `docker logs` of the container tells why"
        )


def _until(node: Node, ready: Callable[[Node], bool], deadline: float) -> bool:
    while not ready(node):
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)
    return True
