"""How long the toolkit's own work takes, as ratios against a floor measured in the same run (medians of several runs).

Usage: .venv/bin/python tools/bench.py [RUNS]     (needs what `make lab` set up; an instances' folder of its own)
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from ccp3lab.house import here
from ccp3lab.instance import Instance, instance
from ccp3lab.providers.containerlab.network import ensure, remove
from ccp3lab.providers.containerlab.program import containerlab

LAB = "vlan-trunk"
BARE = "ccp3_bench_bare"
CCP3 = str(Path(sys.executable).with_name("ccp3"))


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that WORK takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ccp3(*arguments: str, expect: int = 0) -> None:
    """Run `ccp3 ARGUMENTS`; a bench of something that fails otherwise than EXPECTed would be no bench."""
    done = subprocess.run([CCP3, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != expect:
        sys.exit(f"ccp3 {' '.join(arguments)}: exit {done.returncode}, expected {expect}\n{done.stdout}{done.stderr}")


@contextmanager
def own_home() -> Iterator[Path]:
    """An instances' folder that nobody else uses."""
    with tempfile.TemporaryDirectory(prefix="ccp3-bench-") as folder:
        os.environ["CCP3_HOME"] = folder
        try:
            yield Path(folder)
        finally:
            ccp3("down", LAB, "--yes")


def bare(place: Instance, folder: Path) -> dict[str, float]:
    """Run containerlab alone on the topology that `up` just wrote, under another name: deploy and destroy."""
    topology = yaml.safe_load(place.topology_file.read_text())
    subnet = ensure(BARE)
    topology["name"] = topology["mgmt"]["network"] = BARE
    topology["mgmt"]["ipv4-subnet"] = str(subnet)
    for position, node in enumerate(topology["topology"]["nodes"].values(), start=11):
        node["mgmt-ipv4"] = str(subnet[position])
    file = folder / "bare.clab.yml"
    file.write_text(yaml.safe_dump(topology))
    workers = str(len(topology["topology"]["nodes"]))
    deploy = ("deploy", "-t", str(file), "--max-workers", workers, "--skip-labdir-acl")
    try:
        return {
            "bare deploy": seconds(lambda: containerlab(*deploy, base=folder)),
            "bare destroy": seconds(lambda: containerlab("destroy", "-t", str(file), "--cleanup", base=folder)),
        }
    finally:
        remove(BARE)


def one_run(folder: Path) -> dict[str, float]:
    """Every figure once."""
    figures = {"--help": seconds(lambda: ccp3("--help")), "up": seconds(lambda: ccp3("up", LAB))}
    figures["check, all failing"] = seconds(lambda: ccp3("check", LAB, expect=1))
    ccp3("push", LAB, "--state", "solved", "--yes")
    figures["push, unchanged"] = seconds(lambda: ccp3("push", LAB, "--state", "solved", "--yes"))
    figures["check, all passing"] = seconds(lambda: ccp3("check", LAB))
    figures["down"] = 0.0
    figures |= bare(instance(here(), LAB, "demo"), folder)
    figures["down"] = seconds(lambda: ccp3("down", LAB, "--yes"))
    return figures


def main() -> None:
    """Print the table; with CCP3_BENCH_JSON=FILE the figures go there too."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with own_home() as folder:
        found = [one_run(folder) for _ in range(runs)]
    medians = {name: statistics.median(run[name] for run in found) for name in found[0]}
    floor = medians["bare deploy"]
    table = Table("what", "median s", "min", "max", "x bare deploy", title=f"{LAB}, {runs} runs")
    for name, value in medians.items():
        every = [run[name] for run in found]
        table.add_row(name, f"{value:.2f}", f"{min(every):.2f}", f"{max(every):.2f}", f"{value / floor:.2f}")
    table.add_row("up beyond bare deploy", f"{medians['up'] - floor:.2f}", "", "", "")
    Console().print(table)
    if os.environ.get("CCP3_BENCH_JSON"):
        Path(os.environ["CCP3_BENCH_JSON"]).write_text(json.dumps({"version": 1, "lab": LAB, "runs": found}))


if __name__ == "__main__":
    main()
