"""The company of all labs but those with a directory: `up --state solved` by phases, an unchanged push, all checks.

Usage: .venv/bin/python tools/company_bench.py [RUNS]     (needs what `make lab` set up; its instances are its own)

Beside each figure stands its ratio to bare containerlab on the same topology in the same run, and its goal.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import yaml
from bench import bare, seconds
from rich.console import Console
from rich.table import Table

from ccp3lab.company import load_company
from ccp3lab.crew import crew
from ccp3lab.grading import BoundCheck, grade, rubric
from ccp3lab.grading.collect import collect
from ccp3lab.grading.run import servers
from ccp3lab.house import House, here
from ccp3lab.instance import Node, as_written
from ccp3lab.lab import SOLVED, Lab, labs, load_lab
from ccp3lab.operations import up as work
from ccp3lab.operations.down import down
from ccp3lab.operations.push import push
from ccp3lab.operations.ready import wait_for
from ccp3lab.operations.scene import Scene, scene

COMPANY, LAB = "atelier-velo", "toute-l-entreprise"
SERVER, ZONES = "srv1", "/etc/bind/zones/"
GOALS = {
    "configured and verified": 5.0,
    "push, unchanged": 1.5,
    "driver: open, load, compare": 0.15,
    "driver: commit, 3 zones, a reload": 0.3,
    "all checks, passing": 5.0,
}
"""Seconds, on a machine that does nothing else."""

SETTLE = 30.0
"""Seconds that services may take to find each other: a resolver its forwarder, a secondary its primary."""


@dataclass
class Phases:
    """The moments of an `up`, by what begins then."""

    moments: list[tuple[str, float]]

    def begin(self, name: str) -> None:
        """Phase NAME begins now."""
        self.moments.append((name, time.perf_counter()))

    def say(self, step: str) -> None:
        """A step of `up`, as it tells it."""
        named = {"network": "network, keys, folder", "containers": "containers run", "configuration": "configured"}
        word = step.split()[0].rstrip(":")
        self.begin(named.get(word, word))

    def wait(self, nodes: tuple[Node, ...]) -> None:
        """Wait for NODES, as a phase of its own."""
        self.begin("SSH answers")
        wait_for(nodes)

    def seconds(self) -> dict[str, float]:
        """How long each phase took; the last moment only ends the one before."""
        pairs = zip(self.moments, self.moments[1:], strict=False)
        return {name: later - start for (name, start), (_, later) in pairs}


@contextmanager
def everything() -> Iterator[Scene]:
    """A lab of all devices that any of these labs has, in a checkout of its own that borrows from this one."""
    with tempfile.TemporaryDirectory(prefix="ccp3-bench-") as folder:
        root = Path(folder, "checkout")
        made = root / "labs" / LAB
        made.mkdir(parents=True)
        for name in ("inventories", "templates", "images"):
            (root / name).symlink_to(here().root / name)
        (made / "lab.yml").write_text(yaml.safe_dump(_lab()), encoding="utf-8")
        (made / "enonce.md").write_text("# {{ lab.title }}\n", encoding="utf-8")
        place = scene(House(root, Path(folder, "home")), LAB, "bench", as_written())
        try:
            yield place
        finally:
            down(place.instance)


def _labs() -> list[Lab]:
    """A lab with a directory has data of its own, and directory_bench.py."""
    every = [load_lab(here(), key) for key in labs(here())]
    return [lab for lab in every if lab.company == COMPANY and "directory" not in lab.services]


def _lab() -> dict[str, object]:
    company = load_company(here(), COMPANY)
    used = {name for lab in _labs() for name in lab.devices}
    host = next(iter(company.plan.hosts))
    return {
        "title": "Toute l'entreprise",
        "company": COMPANY,
        "competence": "C1",
        "minutes": 1,
        "points": 1,
        "start": 0,
        "devices": [name for name in company.devices if name in used],
        "services": sorted({name for lab in _labs() for name in lab.services}),
        "checks": [{"id": "x", "check": "switching.saved", "device": host, "points": 1, "title": "x"}],
    }


def every_check(place: Scene) -> tuple[BoundCheck, ...]:
    """The checks of all labs on devices of the company, each in its lab's part of it, asked of the whole."""
    whole = load_company(here(), COMPANY)
    found = _labs()
    return tuple(
        replace(check, id=f"{lab.key}/{check.id}", after=tuple(f"{lab.key}/{name}" for name in check.after))
        for lab in found
        for check in rubric(lab, whole)
        if set(lab.devices) <= set(place.lab.devices)
    )


def one_run(place: Scene) -> dict[str, float]:
    """Every figure once."""
    phases = Phases([])
    work.wait_for = phases.wait
    work.up(place, phases.say, SOLVED)
    phases.begin("end")
    found = phases.seconds()
    found["up --state solved"] = sum(found.values())
    found["configured and verified"] = found.pop("SSH answers") + found.pop("configured")
    with tempfile.TemporaryDirectory(prefix="ccp3-bare-") as folder:
        found |= bare(place.instance, Path(folder))
    found["push, unchanged"] = seconds(lambda: push(place, SOLVED).demand())
    asked = every_check(place)
    found["all checks, passing"] = passing(place, asked)
    found |= driver(place)
    found["down"] = seconds(lambda: down(place.instance))
    return found


def driver(place: Scene) -> dict[str, float]:
    """The Linux driver alone, on the server that has most to do: what it has already, then three zones changed."""
    candidate = place.candidates(SOLVED)[SERVER]
    document = yaml.safe_load(candidate)
    for file in [file for file in document["files"] if file["path"].startswith(ZONES)][:3]:
        file["content"] += "; a remark\n"
    with crew(place.house, place.instance, ["napalm"]) as nornir:
        host = nornir.inventory.hosts[SERVER]

        def compare() -> None:
            device = host.get_connection("napalm", nornir.config)
            device.load_replace_candidate(config=candidate)
            if device.compare_config():
                sys.exit(f"{SERVER} does not run what was pushed")

        found = {"driver: open, load, compare": seconds(compare)}
        device = host.get_connection("napalm", nornir.config)
        device.load_replace_candidate(config=yaml.safe_dump(document))
        found["driver: commit, 3 zones, a reload"] = seconds(device.commit_config)
        device.load_replace_candidate(config=candidate)
        device.commit_config()
    return found


def passing(place: Scene, asked: tuple[BoundCheck, ...]) -> float:
    """Seconds of the first look in which all of ASKED pass, its connections included, as in `ccp3 check`."""
    end = time.monotonic() + SETTLE
    while True:
        start = time.perf_counter()
        with crew(place.house, place.instance, ["netmiko", "ccp3_batch", "ccp3_outside", *servers(asked)]) as nornir:
            left = grade(asked, partial(collect, nornir), 0).not_passed()
        if not left:
            return time.perf_counter() - start
        if time.monotonic() > end:
            sys.exit(f"the solved company loses {', '.join(sorted(left))}: no bench of what does not work")


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with everything() as place:
        found = [one_run(place) for _ in range(runs)]
        title = f"{len(place.lab.devices)} devices, {len(every_check(place))} checks, {runs} runs"
    medians = {name: statistics.median(run[name] for run in found) for name in found[0]}
    table = Table("what", "median s", "min", "max", "x bare deploy", "goal s", title=title)
    for name, value in medians.items():
        every = [run[name] for run in found]
        goal = f"{GOALS[name]:.2f}" if name in GOALS else ""
        ratio = f"{value / medians['bare deploy']:.2f}"
        table.add_row(name, f"{value:.2f}", f"{min(every):.2f}", f"{max(every):.2f}", ratio, goal)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
