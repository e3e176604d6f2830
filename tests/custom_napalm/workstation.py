"""What the tests on a real workstation share: the container, and the configuration it is given."""

import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

from custom_napalm.linux import LinuxDriver
from custom_napalm.linux.document import Candidate, ManagedFile, Service, dump

INTERFACES = """\
auto lo
iface lo inet loopback

auto eth1
iface eth1 inet static
    address {address}/24
    gateway 10.77.0.1
"""
HOSTS = "127.0.0.1 localhost\n127.0.1.1 pc1.test.lan pc1\n"
NETWORKING = Service(
    name="networking",
    unit="networking",
    ready="lab-networking ready",
    reload="lab-networking apply",
    start="lab-networking apply",
)


def configuration(address: str = "10.77.0.11", hosts: str = HOSTS, service: Service = NETWORKING, **more: Any) -> str:
    """The whole configuration of a workstation; MORE goes to its interfaces file."""
    entry = {"check": "lab-networking check {}", "content": INTERFACES.format(address=address), **more}
    interfaces = ManagedFile(path="/etc/network/interfaces", service="networking", **entry)
    return dump(
        Candidate(version=1, files=(interfaces, ManagedFile(path="/etc/hosts", content=hosts)), services=(service,))
    )


def networking(**more: Any) -> Service:
    return NETWORKING.model_copy(update=more)


def docker(*words: str, check: bool = True, stdin: str = "") -> str:
    run = subprocess.run(["docker", *words], capture_output=True, text=True, timeout=60, input=stdin)
    if check and run.returncode:
        raise AssertionError(f"docker {' '.join(words)}: {run.stderr}")
    return run.stdout.strip()


def key(path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)


@dataclass(frozen=True)
class Workstation:
    """One container; `folder` holds the operator's key and what the device is given."""

    name: str
    folder: Path
    image: str

    def create(self) -> None:
        """eth0 on a management network with a fixed address (as in a lab), eth1 on a network that leads nowhere."""
        management, data = f"{self.name}-a", f"{self.name}-z"
        docker("network", "create", management)
        subnet = docker("network", "inspect", "-f", "{{(index .IPAM.Config 0).Subnet}}", management)
        docker("network", "rm", management)
        docker("network", "create", "--subnet", subnet, management)
        docker("network", "create", "--internal", data)
        at = ("--network", management, "--ip", str(IPv4Network(subnet)[10]))
        given = f"{self.folder}/given:/etc/ccp3:ro"
        small = ("--tmpfs", "/etc/small:size=16k", "--cap-add", "NET_ADMIN")
        docker("run", "-d", "--name", self.name, "--hostname", "pc1", *at, *small, "-v", given, self.image)
        docker("network", "connect", data, self.name)

    def remove(self) -> None:
        docker("rm", "--force", self.name)
        for network in (f"{self.name}-a", f"{self.name}-z"):
            docker("network", "rm", network, check=False)

    @property
    def address(self) -> str:
        form = f'{{{{(index .NetworkSettings.Networks "{self.name}-a").IPAddress}}}}'
        return docker("inspect", "-f", form, self.name)

    def known_hosts(self) -> str:
        kind, public = (self.folder / "given/ssh_host_ed25519_key.pub").read_text().split()[:2]
        path = self.folder / "known_hosts"
        path.write_text(f"{self.address} {kind} {public}\n")
        return str(path)

    def driver(self, user: str = "ccp3", timeout: int = 20, **options: Any) -> LinuxDriver:
        """A driver, not opened; it waits for the SSH server of a device that is starting."""
        self.listening()
        defaults = {"key_file": str(self.folder / "id"), "known_hosts": self.known_hosts()}
        return LinuxDriver(self.address, user, "", timeout, {**defaults, **options})

    def listening(self) -> None:
        ready = "until nc -z 127.0.0.1 22; do sleep 0.05; done"
        docker("exec", self.name, "timeout", "10", "sh", "-c", ready)

    def shell(self, script: str) -> str:
        """What SCRIPT prints, run as root by the engine: the learner's hand, or a look at the truth."""
        return docker("exec", "-i", self.name, "sh", check=False, stdin=script)

    def addresses(self, port: str = "eth1") -> list[str]:
        return self.shell(f"ip -o -4 addr show dev {port} | awk '{{print $4}}'").split()


@contextmanager
def device(image: str, folder: Path) -> Iterator[Workstation]:
    """A running device, its eth1 on a network of its own; FOLDER is for its keys."""
    given = folder / "given"
    given.mkdir()
    for path in (folder / "id", given / "ssh_host_ed25519_key"):
        key(path)
    shutil.copy(folder / "id.pub", given / "authorized_keys")
    made = Workstation(f"ccp3-test-linux-{secrets.token_hex(4)}", folder, image)
    try:
        made.create()
        yield made
    finally:
        made.remove()


def until(good: Any, limit: float = 20.0) -> bool:
    """Poll GOOD for LIMIT seconds: a machine may be busy."""
    end = time.monotonic() + limit
    while not good():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
