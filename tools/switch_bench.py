"""How fast the switch is: start, NAPALM, the wire, memory, frames (medians, with a floor where there is one).

Usage: .venv/bin/python tools/switch_bench.py [RUNS]     (builds the image if it must; removes its containers)
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncssh
from napalm import get_network_driver
from rich.console import Console
from rich.table import Table

from ccp3lab import images

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "switch"))

from switchbench.container import Bench, Container, Given, Host, run

VLANS, PORTS, MEGABYTES = 100, 24, 200
BASE = "hostname sw1\nip scp server enable\nfile prompt quiet\n"
CHANGE = "".join(f"vlan {vlan}\n name V{vlan}\n" for vlan in range(100, 130))
"""60 lines."""
LARGE = BASE + "".join(f"vlan {vlan}\n name V{vlan}\n" for vlan in range(100, 100 + VLANS))
LARGE += "".join(f"interface GigabitEthernet1/0/{port}\n switchport mode trunk\n" for port in range(1, PORTS + 1))
SINK = """import socket, time
with socket.create_server(("", 5001)) as server:
    print("ready", flush=True)
    link, _ = server.accept()
    start, count = time.perf_counter(), 0
    while data := link.recv(1 << 20):
        count += len(data)
    print(count / (time.perf_counter() - start) / 125e6)
"""
SOURCE = """import socket, sys
with socket.create_connection((sys.argv[1], 5001), 10) as link:
    data = bytes(1 << 20)
    for _ in range(int(sys.argv[2])):
        link.sendall(data)
"""
Figures = dict[str, float]


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that WORK takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def benches() -> Iterator[Bench]:
    """Containers of this program, gone in the end."""
    images.build(["switch"], lambda line: print(line, flush=True))
    with tempfile.TemporaryDirectory(prefix="ccp3-bench-") as folder:
        bench = Bench(images.reference("switch"), Given.make(Path(folder)))
        try:
            yield bench
        finally:
            bench.close()


def start(bench: Bench, name: str) -> tuple[Container, Figures]:
    """From `docker run` to an answer over SSH, beside a container of the same image that only sleeps."""
    bare = f"{bench.tag}-{name}-bare"
    bench.containers.append(bare)
    words = ("docker", "run", "-d", "--name", bare, "--cap-add", "NET_ADMIN", "--entrypoint", "sleep")
    floor = seconds(lambda: (run(*words, bench.image, "infinity"), run("docker", "exec", bare, "true")))
    begun = time.perf_counter()
    switch = bench.switch(name)
    switch.show("show clock")
    return switch, {"start to SSH login, s": time.perf_counter() - begun, "bare container, s": floor}


def napalm(switch: Container) -> Figures:
    """A change of 60 lines, from open to commit."""
    optional = {
        "dest_file_system": "flash:", "use_keys": True, "key_file": str(switch.given.toolkit_key), "ssh_strict": True,
        "alt_host_keys": True, "alt_key_file": str(switch.known_hosts()), "allow_agent": False,
    }  # fmt: skip
    driver: Any = get_network_driver("ios")(switch.address, "ccp3", "", optional_args=optional)

    def change() -> None:
        driver.open()
        driver.load_merge_candidate(config=CHANGE)
        if not driver.compare_config():
            sys.exit("the change changes nothing: no bench")
        driver.commit_config()

    took = seconds(change)
    driver.close()
    return {"NAPALM, 60 lines, s": took}


def wire(switch: Container) -> Figures:
    """`show running-config` on an open terminal, from Return to the next prompt."""

    async def talk() -> float:
        known, key = str(switch.known_hosts()), [str(switch.given.toolkit_key)]
        async with asyncssh.connect(
            switch.address, username="ccp3", known_hosts=known, client_keys=key, config=[]
        ) as link:
            process = await link.create_process(term_type="vt100")
            process.stdin.write("terminal length 0\rshow clock\r")
            await process.stdout.readuntil(" UTC ")
            await process.stdout.readuntil("#")
            begun = time.perf_counter()
            process.stdin.write("show running-config\r")
            await process.stdout.readuntil("\nend\r\n")
            await process.stdout.readuntil("#")
            return time.perf_counter() - begun

    return {"show running-config, ms": 1000 * asyncio.run(talk())}


def memory(switch: Container) -> Figures:
    """Resident memory of the switch's program."""
    text = switch.execute("sh", "-c", "grep VmRSS /proc/$(pgrep -f 'python3 -m ccp3switch$')/status")
    return {"memory of the program, MiB": int(text.split()[1]) / 1024}


def said(switch: Container, command: str, text: str) -> None:
    """Run a command; an answer without TEXT would be no bench."""
    answer = switch.show(command)
    if text not in answer:
        sys.exit(f"{command}: {answer}")


def large(switch: Container) -> Figures:
    """24 links and 100 VLANs: the whole configuration by `configure replace`, then one line more."""
    for port in range(1, PORTS + 1):
        switch.execute("ip", "link", "add", f"eth{port}", "type", "veth", "peer", "name", f"far{port}")
    switch.execute("sh", "-c", f"cat >/var/lib/ccp3switch/flash/large <<'ENDE'\n{LARGE}ENDE")
    switch.execute("sh", "-c", "printf 'no vlan 150\\n' >/var/lib/ccp3switch/flash/line")
    login = seconds(lambda: switch.show("show clock"))
    whole = seconds(lambda: said(switch, "configure replace flash:/large force", "Rollback Done"))
    line = seconds(lambda: said(switch, "copy flash:/line running-config", "bytes copied"))
    return {"24 links, 100 VLANs, s": whole - login, "then `no vlan`, s": line - login}


def gigabits(sink: Host, source: Host) -> float:
    """Of one TCP connection."""
    sink.run("sh", "-c", f"python3 -c '{SINK}' >/run/sink 2>&1 &")
    while "ready" not in sink.run("cat", "/run/sink").stdout:
        time.sleep(0.02)
    source.run("python3", "-c", SOURCE, sink.address, str(MEGABYTES))
    while len(words := sink.run("cat", "/run/sink").stdout.split()) < 2:
        time.sleep(0.02)
    return float(words[1])


def frames(bench: Bench, name: str) -> Figures:
    """Two hosts through one switch, beside the same two on a cable."""
    switch = bench.switch(f"{name}-frames")
    one, two = (bench.host(f"{name}-h{n}", switch, n, f"10.0.0.{n}/24") for n in (1, 2))
    if not one.reaches("10.0.0.2", 10):
        sys.exit("the hosts do not reach each other: no bench")
    through = gigabits(two, one)
    bench.cable(Container(one.name, bench.given), 9, Container(two.name, bench.given), 9)
    for host, address in ((one, "10.9.0.1"), (two, "10.9.0.2")):
        host.run("ip", "link", "set", "eth9", "up")
        host.run("ip", "address", "add", f"{address}/24", "dev", "eth9")
    one.reaches("10.9.0.2")
    bare = gigabits(Host(two.name, "10.9.0.2"), one)
    return {"through the switch, Gbit/s": through, "bare veth, Gbit/s": bare}


def one_run(bench: Bench, name: str) -> Figures:
    """Every figure once."""
    switch, figures = start(bench, name)
    switch.execute("sh", "-c", f"printf '{BASE}' >/var/lib/ccp3switch/flash/base")
    switch.show("configure replace flash:/base force")
    for figure in (napalm, wire, memory, large):
        figures |= figure(switch)
    return figures | frames(bench, name)


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with benches() as bench:
        found = [one_run(bench, f"r{index}") for index in range(runs)]
    table = Table("what", "median", "min", "max", title=f"switch, {runs} runs")
    for name in found[0]:
        every = [figures[name] for figures in found]
        table.add_row(name, f"{statistics.median(every):.2f}", f"{min(every):.2f}", f"{max(every):.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
