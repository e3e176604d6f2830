"""What runs devices. A provider is anything that keeps this contract; containerlab is the one we have."""

from collections.abc import Mapping
from enum import StrEnum
from ipaddress import IPv4Network
from typing import Protocol

from ccp3lab.company import Company
from ccp3lab.instance import Instance, Record


class NodeState(StrEnum):
    """What a device's container does."""

    RUNNING = "running"
    STOPPED = "stopped"
    ABSENT = "absent"


class Provider(Protocol):
    """Deploys, looks at and destroys the devices of one instance. Raises ProviderError with what to do."""

    def network(self, instance: Instance) -> IPv4Network:
        """The management network of INSTANCE, made now if it is not there (one an instance, no two overlap)."""

    def deploy(self, instance: Instance, record: Record, company: Company) -> None:
        """Bring every node and link of RECORD up; what a killed deployment left is cleared away first."""

    def revive(self, instance: Instance, record: Record) -> tuple[str, ...]:
        """Start again what stopped and plug in what was lost, disks kept; returns those devices and cables."""

    def states(self, instance: Instance, record: Record) -> Mapping[str, NodeState]:
        """What each node of RECORD does now."""

    def destroy(self, instance: Instance) -> None:
        """Remove everything that runs for INSTANCE; verified, so that nothing is left behind."""
