"""The switch's program: waits for Open vSwitch, takes up its configuration, serves SSH and the console."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

from ccp3switch.acl.logbook import Logbook
from ccp3switch.clock import LoopClock
from ccp3switch.commands import GRAMMAR
from ccp3switch.errors import ApplyError
from ccp3switch.flash import STARTUP, Flash
from ccp3switch.front import console, ssh, syslog
from ccp3switch.front.access import Access
from ccp3switch.guard.watcher import Watcher
from ccp3switch.linklog import LinkLog
from ccp3switch.live import packets
from ccp3switch.live.kernel import KernelLive
from ccp3switch.live.watch import link_news, watch
from ccp3switch.state.apply import Engine
from ccp3switch.state.apply_flows import forward
from ccp3switch.switch import Switch

RUN = Path("/run/ccp3switch")
FILES = Path("/var/lib/ccp3switch")
READY = RUN / "ovs-ready"
CONSOLE = RUN / "console"
HOST_KEY = Path("/etc/ssh/ssh_host_ed25519_key")
GIVEN = Path("/etc/ccp3")
_OVS_SECONDS = 20


def log(text: str) -> None:
    """A line for the log of the container."""
    sys.stderr.write(f"switch: {text.rstrip()}\n")
    sys.stderr.flush()


def build(ports: int) -> tuple[Switch, Watcher]:
    """The switch on this container's Open vSwitch and files."""
    RUN.mkdir(parents=True, exist_ok=True)
    flash = Flash(FILES)
    flash.prepare()
    mac = (RUN / "base-mac").read_text().strip()
    live = KernelLive(mac)
    engine = Engine(lambda device, frame: watcher.heard(device, frame))
    switch = Switch(GRAMMAR, flash, engine, live, RUN / "running-config", LoopClock(), ports, first_configuration())
    watcher = Watcher(switch, forward, engine.speak)
    switch.settle = engine.settle
    switch.forget_leases = engine.services.forget
    return switch, watcher


def first_configuration(given: Path = GIVEN) -> str:
    """The configuration that a lab gives a switch that was never saved, as one prepares gear before shipping."""
    try:
        return (given / STARTUP).read_text()
    except OSError:
        return ""


async def ovs_ready() -> None:
    """Wait for the start script's sign that Open vSwitch answers; go on without it, and say so, when it is late."""
    deadline = time.monotonic() + _OVS_SECONDS
    while not READY.exists():
        if time.monotonic() > deadline:
            log("Open vSwitch is not ready: the switch starts without a data plane")
            return
        await asyncio.sleep(0.02)


def settle(switch: Switch, watcher: Watcher, links: LinkLog) -> None:
    """Links changed: bring them to the configuration."""
    try:
        switch.settle()
        switch.renew()
        watcher.look()
    except ApplyError as error:
        log(str(error))
    links.look()


def hear_packets(switch: Switch) -> None:
    """Entries of access lists that say `log` become messages."""
    try:
        packets.watch(packets.log_news(), Logbook(switch.log, switch.clock).hear)
    except OSError as error:
        log(f"no messages of access lists: {error}")


async def run(ports: int, port: int) -> None:
    """Serve until the process is stopped."""
    await ovs_ready()
    switch, watcher = build(ports)
    for message in switch.start():
        log(message)
    links = LinkLog(switch)
    switch.listeners["syslog"] = lambda message: syslog.send(switch, message)
    watch(link_news(), lambda: settle(switch, watcher, links))
    hear_packets(switch)
    settle(switch, watcher, links)
    watcher.start()
    access = Access(switch, GIVEN)
    async with await console.listen(switch, CONSOLE), await ssh.listen(access, HOST_KEY, "", port):
        log("ready")
        await asyncio.Event().wait()


def main() -> int:
    """`python3 -m ccp3switch`."""
    asyncio.run(run(int(os.environ.get("PORTS", "24")), int(os.environ.get("SSH_PORT", "22"))))
    return 0
