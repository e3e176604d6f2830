"""The switch's SSH server inside the tests' own process: no container, no data plane, the real protocol."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ccp3switch.front import ssh
from ccp3switch.front.access import Access
from ccp3switch.switch import Switch

from switchbench.container import Given

ADDRESS = "127.0.0.1"


@dataclass(frozen=True)
class Served:
    """A switch that listens on a port of the loopback."""

    switch: Switch
    given: Given
    port: int
    known_hosts: Path


@contextmanager
def served(switch: Switch, root: Path) -> Iterator[Served]:
    """Serve a switch in a thread of its own until the block ends."""
    given = Given.make(root)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    access = Access(switch, given.folder)
    start = ssh.listen(access, given.folder / "ssh_host_ed25519_key", ADDRESS, 0)
    acceptor = asyncio.run_coroutine_threadsafe(start, loop).result(10)
    public = (given.folder / "ssh_host_ed25519_key.pub").read_text().split()[:2]
    known = root / "known_hosts"
    known.write_text(f"[{ADDRESS}]:{acceptor.get_port()} {' '.join(public)}\n")
    try:
        yield Served(switch, given, acceptor.get_port(), known)
    finally:
        asyncio.run_coroutine_threadsafe(_stop(acceptor, switch), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _stop(acceptor: object, switch: Switch) -> None:
    switch.on_reload()
    acceptor.close()  # type: ignore[attr-defined]
    await asyncio.sleep(0.05)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
