"""How the devices of an instance are, and how to reach them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from ccp3lab.instance import Instance, Node, Record
from ccp3lab.operations.ready import answers
from ccp3lab.providers import NodeState
from ccp3lab.providers.containerlab import Containerlab

FORMAT_VERSION = 1
LOGIN = "admin"
_NO_LOCK = -1


@dataclass(frozen=True)
class DeviceStatus:
    """One device: its node, what its container does, whether its SSH answers."""

    node: Node
    container: NodeState
    answers: bool

    @property
    def state(self) -> str:
        """`ready`, `running` (no SSH yet), `stopped` or `absent`."""
        return "ready" if self.answers else str(self.container)


@dataclass(frozen=True)
class InstanceStatus:
    """One instance and its devices."""

    instance: Instance
    record: Record
    devices: tuple[DeviceStatus, ...]

    def machine(self) -> dict[str, Any]:
        """What another program needs to reach the devices (JSON, see FORMAT_VERSION)."""
        place = self.instance
        return {
            "version": FORMAT_VERSION,
            "lab": self.record.lab,
            "learner": self.record.learner,
            "company": self.record.company,
            "variant": self.record.variant.id,
            "phase": str(self.record.phase),
            "state": self.record.state,
            "provider": self.record.provider,
            "network": str(self.record.network) if self.record.network else None,
            "topology_file": str(place.topology_file),
            "statement_file": str(place.statement_file),
            "ssh_config_file": str(place.ssh_config_file),
            "devices": [_machine(place, device) for device in self.devices],
        }


def _machine(place: Instance, device: DeviceStatus) -> dict[str, Any]:
    node = device.node
    return {
        "name": node.name,
        "image": node.image,
        "platform": node.platform,
        "state": device.state,
        "address": str(node.address),
        "port": node.port,
        "login": LOGIN,
        "key_file": str(place.learner_key_file),
        "known_hosts_file": str(place.known_hosts_file),
        "container": node.container,
    }


def status(instance: Instance) -> InstanceStatus:
    """Look at INSTANCE now, all devices at once; InstanceError when nothing is deployed."""
    record = instance.record()
    if record.provider == "sheet":
        return InstanceStatus(instance, record, ())
    containers = Containerlab({}, _NO_LOCK).states(instance, record)
    with ThreadPoolExecutor(max_workers=max(1, len(record.nodes))) as pool:
        alive = pool.map(lambda node: containers[node.name] is NodeState.RUNNING and answers(node), record.nodes)
        devices = tuple(DeviceStatus(n, containers[n.name], up) for n, up in zip(record.nodes, alive, strict=True))
    return InstanceStatus(instance, record, devices)
