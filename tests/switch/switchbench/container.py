"""Switches in containers, hosts in others around them."""

from __future__ import annotations

import secrets
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from netmiko import BaseConnection, ConnectHandler

START_SECONDS = 20.0
_DEFINITION = yaml.safe_load((Path(__file__).parents[3] / "images" / "switch" / "image.yml").read_text())
SYSCTLS = [word for name, value in _DEFINITION["sysctls"].items() for word in ("--sysctl", f"{name}={value}")]


def run(*words: str, check: bool = True, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """A command; its output in the error when it must not fail."""
    done = subprocess.run(words, capture_output=True, text=True, input=text, timeout=60)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done


def until(question: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> float:
    """Poll until it is true; the seconds it took."""
    start = time.monotonic()
    while not question():
        assert time.monotonic() - start < seconds, f"{what}: not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - start


def key_pair(folder: Path, name: str) -> Path:
    """An ed25519 key in OpenSSH's format, with its `.pub`."""
    key = Ed25519PrivateKey.generate()
    path = folder / name
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    path.chmod(0o600)
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    (folder / f"{name}.pub").write_bytes(public + b" test\n")
    return path


@dataclass
class Given:
    """The folder that becomes /etc/ccp3, and the keys outside it."""

    folder: Path
    toolkit_key: Path
    learner_key: Path

    @classmethod
    def make(cls, root: Path) -> Given:
        """Fresh keys under `root`."""
        folder = root / "given"
        folder.mkdir()
        key_pair(folder, "ssh_host_ed25519_key")
        toolkit, learner = key_pair(root, "toolkit"), key_pair(root, "learner")
        (folder / "authorized_keys").write_text(Path(f"{toolkit}.pub").read_text())
        (folder / "learner_keys").write_text(Path(f"{learner}.pub").read_text())
        return cls(folder, toolkit, learner)


@dataclass
class Host:
    """A container without any network but one link to a port of a switch."""

    name: str
    address: str

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command inside."""
        return run("docker", "exec", self.name, *words, check=False)

    def reaches(self, address: str, seconds: float = 5) -> bool:
        """Whether a ping gets an answer within the time given."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run("ping", "-c1", "-W1", address).returncode == 0:
                return True
        return False

    def received(self) -> int:
        """Frames that came in so far."""
        return int(self.run("cat", "/sys/class/net/eth0/statistics/rx_packets").stdout)


@dataclass
class Bench:
    """Switches and hosts of one test module; `close` leaves nothing."""

    image: str
    given: Given
    tag: str = field(default_factory=lambda: f"swt{secrets.token_hex(3)}")
    containers: list[str] = field(default_factory=list)

    def switch(self, name: str, *options: str) -> Container:
        """Start a switch and wait for its SSH banner."""
        full = f"{self.tag}-{name}"
        self.containers.append(full)
        run(
            "docker", "run", "-d", "--name", full, "--hostname", name, "--cap-add", "NET_ADMIN",
            "--device", "/dev/net/tun", *SYSCTLS, "--label", "ccp3lab.test=switch",
            "-v", f"{self.given.folder}:/etc/ccp3:ro", *options, self.image,
        )  # fmt: skip
        container = Container(full, self.given)
        until(container.answers, f"SSH banner of {name}")
        return container

    def host(self, name: str, switch: Container, port: int, address: str, *options: str) -> Host:
        """A host linked to Gi1/0/<port>; options are those of `docker run`."""
        full = f"{self.tag}-{name}"
        self.containers.append(full)
        run(
            "docker", "run", "-d", "--name", full, "--network", "none", "--cap-add", "NET_ADMIN",
            "--label", "ccp3lab.test=switch", *options, "--entrypoint", "sleep", self.image, "infinity",
        )  # fmt: skip
        host = Host(full, address.partition("/")[0])
        self.cable(Container(full, self.given), 0, switch, port)
        for words in (("link", "set", "eth0", "up"), ("address", "add", address, "dev", "eth0")):
            host.run("ip", *words)
        return host

    def neighbour(self, name: str) -> Host:
        """A host on the management network."""
        full = f"{self.tag}-{name}"
        self.containers.append(full)
        run(
            "docker", "run", "-d", "--name", full, "--label", "ccp3lab.test=switch", "--entrypoint", "sleep",
            self.image, "infinity",
        )  # fmt: skip
        return Host(full, "")

    def cable(self, one: Container, port: int, other: Container, far: int) -> None:
        """A link between eth<port> of one container and eth<far> of the other."""
        near = f"{self.tag}a{port}"
        run("ip", "link", "add", near, "type", "veth", "peer", "name", f"eth{far}", "netns", other.pid)
        run("ip", "link", "set", near, "netns", one.pid, "name", f"eth{port}")

    def close(self) -> None:
        """Remove everything."""
        if self.containers:
            run("docker", "rm", "-f", *self.containers, check=False)


@dataclass
class Container:
    """A running switch."""

    name: str
    given: Given

    @property
    def pid(self) -> str:
        """Process id that owns its namespaces."""
        return self._inspect("{{.State.Pid}}")

    @property
    def address(self) -> str:
        """Management address."""
        return self._inspect("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}")

    def _inspect(self, form: str) -> str:
        return run("docker", "inspect", "-f", form, self.name).stdout.strip()

    def answers(self) -> bool:
        """Whether SSH says its banner."""
        try:
            with socket.create_connection((self.address, 22), 1) as link:
                return link.recv(4) == b"SSH-"
        except OSError:
            return False

    def execute(self, *words: str, check: bool = True) -> str:
        """`docker exec`."""
        return run("docker", "exec", self.name, *words, check=check).stdout

    def known_hosts(self) -> Path:
        """A known_hosts file for the address that it has now."""
        public = (self.given.folder / "ssh_host_ed25519_key.pub").read_text().split()[:2]
        path = self.given.folder.parent / f"known_hosts-{self.name}"
        path.write_text(f"{self.address} {' '.join(public)}\n")
        return path

    def ssh(
        self, command: str, user: str = "ccp3", key: Path | None = None, given: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """`ssh user@switch command` with strict host keys and one key; `given` answers its questions."""
        return run(
            "ssh", "-i", str(key or self.given.toolkit_key), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
            "-o", f"UserKnownHostsFile={self.known_hosts()}", "-o", "StrictHostKeyChecking=yes",
            f"{user}@{self.address}", command, check=False, text=given,
        )  # fmt: skip

    def show(self, command: str) -> str:
        """Output of one command over the exec channel."""
        done = self.ssh(command)
        assert done.returncode == 0, done.stderr
        return done.stdout.replace("\r\n", "\n")


def connect(switch: Container) -> BaseConnection:
    """netmiko on it, as the toolkit."""
    return ConnectHandler(
        device_type="cisco_ios", host=switch.address, username="ccp3", use_keys=True, allow_agent=False,
        key_file=str(switch.given.toolkit_key), ssh_strict=True, alt_host_keys=True,
        alt_key_file=str(switch.known_hosts()),
    )  # fmt: skip
