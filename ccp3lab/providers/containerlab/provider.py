"""Deploy, revive, look, destroy."""

import contextlib
from collections.abc import Mapping
from ipaddress import IPv4Network

from ccp3lab.company import Company
from ccp3lab.docker import docker, rows
from ccp3lab.errors import ProviderError
from ccp3lab.instance import Instance, Record
from ccp3lab.instance.files import write
from ccp3lab.platforms import Image
from ccp3lab.providers import NodeState
from ccp3lab.providers.containerlab import eyes, network
from ccp3lab.providers.containerlab.forecast import Forecast
from ccp3lab.providers.containerlab.leftovers import clean_host
from ccp3lab.providers.containerlab.program import containerlab
from ccp3lab.providers.containerlab.topology import topology
from ccp3lab.setup.containerlab import command


class Containerlab:
    """containerlab on this machine's Docker engine (keeps `ccp3lab.providers.Provider`)."""

    def __init__(self, images: Mapping[str, Image], lock: int) -> None:
        """IMAGES by name say what containers need; LOCK is the descriptor of the instance's lock, kept by children."""
        self._images, self._lock = images, lock

    def network(self, instance: Instance) -> IPv4Network:
        """See Provider. Nothing is begun on a machine without containerlab."""
        command()
        return network.ensure(instance.name)

    def deploy(self, instance: Instance, record: Record, company: Company) -> None:
        """See Provider. Only a lab that nobody worked in yet (phase PREPARED) may come here."""
        if any(state is not NodeState.ABSENT for state in self.states(instance, record).values()):
            self._clear(instance)
        network.ensure(instance.name)
        write(instance.topology_file, topology(instance, record, company, self._images))
        self._containerlab(instance, "deploy", "--max-workers", str(len(record.nodes)), "--skip-labdir-acl")
        down = [name for name, state in self.states(instance, record).items() if state is not NodeState.RUNNING]
        if down:
            raise ProviderError(f"{', '.join(down)}: stopped right after the start; see `docker logs` of the container")

    def revive(self, instance: Instance, record: Record) -> tuple[str, ...]:
        """See Provider. A container that stopped or restarted lost its links: they are added, after a dry run."""
        states = self.states(instance, record)
        gone = [name for name, state in states.items() if state is NodeState.ABSENT]
        if gone:
            raise ProviderError(
                f"{', '.join(gone)}: removed from outside; `ccp3 down {record.lab} --learner {record.learner}` "
                "clears the rest away, then start again"
            )
        stopped = tuple(node for node in record.nodes if states[node.name] is NodeState.STOPPED)
        if stopped:
            docker("start", *(node.container for node in stopped))
        forecast = Forecast.read(self._containerlab(instance, "deploy", "--dry-run", "-f", "json"))
        forecast.spare(record.lab, record.learner)
        if forecast.added_links:
            self._containerlab(instance, "deploy", "--skip-labdir-acl")
        return (*(node.name for node in stopped), *(f"cable {link}" for link in forecast.added_links))

    def states(self, instance: Instance, record: Record) -> Mapping[str, NodeState]:
        """See Provider."""
        found = {row["Names"]: row["State"] for row in _containers(instance.name)}
        known = {"running": NodeState.RUNNING, None: NodeState.ABSENT}
        return {node.name: known.get(found.get(node.container), NodeState.STOPPED) for node in record.nodes}

    def destroy(self, instance: Instance) -> None:
        """See Provider."""
        self._clear(instance)
        eyes.close(eyes.name(instance.name))
        network.remove(instance.name)
        clean_host(instance.name)

    def _clear(self, instance: Instance) -> None:
        """Remove every container of INSTANCE; containerlab's exit code alone is not believed."""
        if instance.topology_file.exists():
            self._try_destroy(instance)
        left = [row["ID"] for row in _containers(instance.name)]
        if left:
            docker("rm", "--force", "--volumes", *left)

    def _try_destroy(self, instance: Instance) -> None:
        """Let containerlab do it first; what it cannot undo (a killed deployment) is removed by label."""
        with contextlib.suppress(ProviderError):
            self._containerlab(instance, "destroy", "--cleanup", "--keep-mgmt-net")

    def _containerlab(self, instance: Instance, verb: str, *flags: str) -> str:
        arguments = (verb, "-t", str(instance.topology_file), *flags)
        return containerlab(*arguments, base=instance.folder, pass_fds=(self._lock,))


def _containers(name: str) -> list[dict[str, str]]:
    return rows("ps", "--all", "--no-trunc", "--filter", f"label=containerlab={name}")
