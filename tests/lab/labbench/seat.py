"""A learner and the devices of one instance: what the toolkit does to it, what the learner does in it."""

import json
import subprocess
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from ccp3lab.crew import crew
from ccp3lab.docker import docker
from ccp3lab.grading import Grade
from ccp3lab.operations.check import check, questions
from ccp3lab.operations.push import push, send
from ccp3lab.operations.scene import Scene, scene
from labbench.desk import LAB, Desk, Said
from labbench.terminal import Terminal

T = TypeVar("T")


@dataclass(frozen=True)
class Mark:
    """What `ccp3 check --json` printed and its exit code."""

    code: int
    tree: Mapping[str, Any]

    @property
    def score(self) -> tuple[int, int]:
        """Points, and out of how many."""
        return self.tree["score"]["points"], self.tree["score"]["max"]

    @property
    def statuses(self) -> dict[str, str]:
        """The verdict of each check by its id."""
        return {check["id"]: check["status"] for check in self.tree["checks"]}

    def red(self) -> dict[str, str]:
        """The sentence of each check that did not pass, for a test's message."""
        return {c["id"]: f"{c['status']}: {c['found']}" for c in self.tree["checks"] if c["status"] != "passed"}


@dataclass(frozen=True)
class Seat:
    """LEARNER's instance of LAB at DESK."""

    desk: Desk
    learner: str
    lab: str = LAB

    @cached_property
    def scene(self) -> Scene:
        """The lab as the toolkit sees it; read once, its files do not change under a test."""
        return scene(self.desk.house, self.lab, self.learner)

    def ccp3(self, command: str, *options: str, **environment: str) -> Said:
        """`ccp3 COMMAND` on this instance, to its end."""
        return self.desk.ccp3(*self.words(command, *options), **environment)

    def words(self, command: str, *options: str) -> tuple[str, ...]:
        """The arguments of `ccp3` for COMMAND on this instance."""
        return (command, self.lab, "--learner", self.learner, *options)

    def up(self) -> Said:
        """`ccp3 up`, which must succeed."""
        done = self.ccp3("up")
        assert done.code == 0, done.text
        return done

    def check(self) -> Mark:
        """`ccp3 check --json`."""
        done = self.ccp3("check", "--json")
        assert done.code in (0, 1, 3), done.text
        return Mark(done.code, json.loads(done.out))

    def look(self, window: float = 0) -> Grade:
        """The grade, without the minutes of patience that a learner is given."""
        place = self.scene
        return check(place, questions(place), window)

    def bring(self, state: str) -> tuple[str, ...]:
        """Push STATE; the devices that changed."""
        return push(self.scene, state).demand().changed

    def copy_from(self, author: "Seat") -> None:
        """Bring every device to AUTHOR's solution, by the channel that pushes the own one."""
        with crew(self.desk.house, self.scene.instance, ["napalm"]) as nornir:
            send(nornir, author.scene.candidates("solved")).demand()

    def status(self) -> list[dict[str, str]]:
        """The devices as `ccp3 status --json` tells them."""
        devices: list[dict[str, str]] = json.loads(self.ccp3("status", "--json").out)["devices"]
        return devices

    def container(self, device: str) -> str:
        """The name of DEVICE's container."""
        node = self.scene.instance.record().node(device)
        assert node, device
        return node.container

    def inside(self, device: str, *words: str) -> str:
        """Run WORDS as root in DEVICE's container, behind the toolkit's back."""
        return docker("exec", self.container(device), *words)

    def ssh(self, device: str, command: str) -> str:
        """What COMMAND says to the learner on DEVICE, by plain ssh(1)."""
        config = str(self.scene.instance.ssh_config_file)
        done = subprocess.run(
            ["ssh", "-F", config, device, command], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20
        )
        assert done.returncode == 0, (device, command, done.stdout, done.stderr)
        return done.stdout.replace("\r\n", "\n")

    def terminal(self, device: str) -> Terminal:
        """The learner logged in to DEVICE on a terminal."""
        return Terminal(self.scene.instance.ssh_config_file, device)

    def configuration(self, device: str) -> str:
        """The whole configuration that DEVICE runs, as its own kind shows it."""
        if self.scene.images[self.scene.company.device(device).image].platform == "cisco_ios":
            return self.ssh(device, "show running-config")
        return self.inside(device, "cat", "/etc/hosts", "/etc/network/interfaces") + self.inside(
            device, "ip", "-brief", "address", "show", "dev", "eth1"
        )

    def configurations(self) -> dict[str, str]:
        """What every device runs."""
        return self.everywhere(self.configuration)

    def everywhere(self, ask: Callable[[str], T]) -> dict[str, T]:
        """ASK every device at once."""
        devices = self.scene.lab.devices
        with ThreadPoolExecutor(len(devices)) as pool:
            return dict(zip(devices, pool.map(ask, devices), strict=True))
