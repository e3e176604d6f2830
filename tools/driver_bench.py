"""How quick the Linux driver is on a server with BIND and Kea, against bare SSH in the same run (medians).

Usage: .venv/bin/python tools/driver_bench.py [RUNS]     (builds the image if it must; removes its container)
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import paramiko
from rich.console import Console
from rich.table import Table

from ccp3lab import images

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from custom_napalm.linux import LinuxDriver
from tests.custom_napalm.server import OLD, OTHER_SECRET
from tests.custom_napalm.workstation import Workstation, device

COMPARE, COMMIT = "open + load + compare, 5 files", "commit of 3 files, 1 reload"
GOALS = {COMPARE: 0.15, COMMIT: 0.3}
"""Seconds that are asked of the driver; without a goal: for comparison."""

NEW = OLD.but(address="10.77.0.21", secret=OTHER_SECRET, named=OLD.named.replace("recursion no", "recursion  no"))


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that WORK takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(server: Workstation) -> dict[str, float]:
    """The floor: the same SSH client without the driver."""
    client = paramiko.SSHClient()
    client.load_host_keys(server.known_hosts())

    def say() -> None:
        _, out, _ = client.exec_command("sudo -n true")
        if out.channel.recv_exit_status():
            sys.exit("the server does not answer: no bench")

    def login() -> None:
        client.connect(server.address, username="ccp3", key_filename=str(server.folder / "id"), allow_agent=False)

    figures = {"bare SSH: login": seconds(login), "bare SSH: a command as root": seconds(say)}
    client.close()
    return figures


def compared(driver: LinuxDriver, document: str) -> str:
    """How the server differs from DOCUMENT, on a new connection."""
    driver.open()
    driver.load_replace_candidate(config=document)
    return driver.compare_config()


def one_run(server: Workstation, document: str) -> dict[str, float]:
    """Every figure once; the server comes to run DOCUMENT."""
    figures = bare(server)
    driver = server.driver()  # what it asks the engine is no part of the measure
    start = time.perf_counter()
    diff = compared(driver, document)
    figures[COMPARE] = time.perf_counter() - start
    if diff.count("+++ /") != 3:
        sys.exit(f"not a change of three files: no bench\n{diff}")
    figures[COMMIT] = seconds(driver.commit_config)
    figures["compare again, connection open"] = seconds(driver.compare_config)
    if driver.compare_config():
        sys.exit("the commit did not change it all: no bench")
    driver.close()
    return figures


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    images.build(["server"], lambda line: print(line, flush=True))
    with (
        tempfile.TemporaryDirectory(prefix="ccp3-bench-") as folder,
        device(images.reference("server"), Path(folder)) as server,
    ):
        driver = server.driver()
        compared(driver, OLD.document)
        driver.commit_config()
        driver.close()
        found = [one_run(server, OLD.document if turn % 2 else NEW) for turn in range(2 * ((runs + 1) // 2))]
    table = Table("what", "median s", "min", "max", "goal s", title=f"Linux driver, {len(found)} runs")
    for name in found[0]:
        every = [run[name] for run in found]
        goal = f"{GOALS[name]:.2f}" if name in GOALS else ""
        table.add_row(name, f"{statistics.median(every):.3f}", f"{min(every):.3f}", f"{max(every):.3f}", goal)
    Console().print(table)


if __name__ == "__main__":
    main()
