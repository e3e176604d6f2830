"""The toolkit's own eyes: the network of a device, seen with programs that the device's owner cannot touch.

An idle container an instance, made at the first look and removed with the rest: no network, nothing writable, no
capability. A program of ours has its files and the device's network (setns(2)), and no right but to make packets.
"""

import os
import threading
from dataclasses import dataclass

from ccp3lab.connections.batch import BatchError
from ccp3lab.errors import ProviderError
from ccp3lab.instance import Node, Record
from ccp3lab.setup import engine

JAIL = ("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges")
RIGHTS = ("net_raw", "net_bind_service")
"""What it takes to make packets of one's own (capabilities(7))."""

_FORMAT = "{{.Name}} {{.State.Pid}} {{.NetworkSettings.SandboxKey}}"


@dataclass(frozen=True)
class Running:
    """A container that runs: its first process, and the file of its network namespace."""

    pid: int
    network: str


class Eyes:
    """How to look from the devices of one instance; Docker is asked once for all of them. For many threads at once."""

    def __init__(self, record: Record) -> None:
        """RECORD's Linux devices are those that can be looked from; one of their images lends its programs."""
        linux = [node for node in record.nodes if node.platform == "linux"]
        self._nodes = {node.name: node for node in linux}
        self._image = min(linux, key=lambda node: node.image != "workstation").reference if linux else ""
        self._name = name(record.name)
        self._lock = threading.Lock()
        self._found: dict[str, Running] = {}

    def entry(self, device: str) -> tuple[str, ...]:
        """The argv before the arguments of a Python in the network of DEVICE; BatchError (French) when it is stopped.

        Root enters namespaces that are there, 20 ms; another user of Docker pays for a container a look, 500 ms.
        """
        node = self._nodes[device]
        with self._lock:
            if node.container not in self._found:
                self._found = self._look()
            running = self._found.get(node.container)
        if running is None:
            raise BatchError("n'est pas démarré")
        return self._entered(running) if os.geteuid() == 0 else self._container(node)

    def forget(self) -> None:
        """Ask Docker again at the next look: a device that started anew has another network namespace."""
        with self._lock:
            self._found = {}

    def _entered(self, device: Running) -> tuple[str, ...]:
        eyes = self._found[self._name]
        spaces = ("--target", str(eyes.pid), "--mount", "--pid", "--ipc", "--uts", f"--net={device.network}")
        bounds = ",".join(("-all", *(f"+{right}" for right in RIGHTS)))
        jail = ("setpriv", "--bounding-set", bounds, "--inh-caps", "-all", "--no-new-privs")
        return ("nsenter", *spaces, "--", *jail, "python3")

    def _container(self, node: Node) -> tuple[str, ...]:
        rights = [word for right in RIGHTS for word in ("--cap-add", right)]
        run = (*engine.client(), "run", "--rm", "--interactive", "--network", f"container:{node.container}")
        return (*run, *JAIL, *rights, "--entrypoint", "python3", self._image)

    def _look(self) -> dict[str, Running]:
        """What runs of the devices and the eyes, which are opened where root needs them."""
        found = self._inspected()
        if os.geteuid() == 0 and self._name not in found:
            close(self._name)
            idle = ("--network", "none", *JAIL, "--entrypoint", "sleep", self._image, "infinity")
            done = engine.docker("run", "--detach", "--rm", "--name", self._name, *idle)
            found = self._inspected()
            if self._name not in found:  # another command may have been quicker: then its container is as good
                raise BatchError(f"l'outil ne peut pas regarder depuis le réseau des équipements ({done.last_words})")
        return found

    def _inspected(self) -> dict[str, Running]:
        names = [self._name, *(node.container for node in self._nodes.values())]
        rows = (line.split(" ") for line in engine.docker("inspect", "--format", _FORMAT, *names).out.splitlines())
        return {row[0].removeprefix("/"): Running(int(row[1]), row[2]) for row in rows if row[1] != "0"}


def name(instance: str) -> str:
    """The container of the eyes of INSTANCE."""
    return f"{instance}-eyes"


def close(container: str) -> None:
    """Remove the container of the eyes; none is no error."""
    done = engine.docker("rm", "--force", "--volumes", container)
    if done.code and "no such container" not in done.err.lower():
        raise ProviderError(f"docker rm {container}: {done.last_words}")
