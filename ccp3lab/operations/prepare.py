"""The folder of an instance, ready for its provider: network, keys, who is who. Repeating it changes nothing."""

from collections.abc import Iterator, Mapping
from functools import partial
from ipaddress import IPv4Network

from ccp3lab.domain import initial
from ccp3lab.instance import Node, Phase, Record
from ccp3lab.instance.credentials import domain_admin, equip, passwords, secret
from ccp3lab.instance.files import write
from ccp3lab.lab import START, Told, statement
from ccp3lab.operations.gifts import give
from ccp3lab.operations.scene import Scene

FIRST_ADDRESS = 10  # position in the management subnet; below it is room for the gateway and for guests


def prepare(scene: Scene, network: IPv4Network, references: Mapping[str, str], state: str = START) -> Record:
    """Write what the devices of SCENE need before they start, STATE being what they will be brought to first.

    REFERENCES gives the Docker image of each image name.
    """
    record = _record(scene, network, references)
    password = passwords(scene.instance, scene.variant.seed)
    host_keys = {node.name: equip(scene.instance, node.name, password) for node in record.nodes}
    for node in record.nodes:
        give(scene, node)
    _give_first_configurations(scene, record, state)
    write(scene.instance.known_hosts_file, "".join(f"{node.address} {host_keys[node.name]}\n" for node in record.nodes))
    write(scene.instance.ssh_config_file, "\n".join(_ssh_config(scene, record)) + "\n")
    write(scene.instance.statement_file, statement(scene.lab, scene.company, told(scene)))
    return record.save(scene.instance.record_file)


def _give_first_configurations(scene: Scene, record: Record, state: str) -> None:
    """A switch starts with what STATE asks of it, so that the first push finds nothing left to change."""
    wanted = scene.candidates(state)
    for node in record.nodes:
        if node.platform == "cisco_ios":
            write(scene.instance.device_folder(node.name) / "startup-config", wanted[node.name])


def _record(scene: Scene, network: IPv4Network, references: Mapping[str, str]) -> Record:
    place = scene.instance
    nodes = tuple(
        Node(
            name=name,
            image=device.image,
            reference=references[device.image],
            platform=scene.images[device.image].platform,
            address=network[FIRST_ADDRESS + position],
            container=f"clab-{place.name}-{name}",
        )
        for position, (name, device) in enumerate(scene.company.devices.items(), start=1)
    )
    return Record(
        name=place.name,
        lab=place.lab,
        learner=place.learner,
        company=scene.company.key,
        site=scene.company.plan.site,
        plan=scene.variant.kind,
        seed=scene.variant.seed.hex() if scene.variant.seed else None,
        provider="containerlab",
        network=network,
        phase=Phase.PREPARED,
        nodes=nodes,
    )


def told(scene: Scene) -> Told:
    """What the learner of SCENE is told."""
    place, seed = scene.instance, scene.variant.seed
    return Told(lambda login: secret(place, seed, initial(login)), partial(domain_admin, place, seed))


def _ssh_config(scene: Scene, record: Record) -> Iterator[str]:
    """ssh_config(5): `ssh -F FILE sw1` logs in as the learner, host keys known beforehand."""
    for node in record.nodes:
        yield f"Host {node.name}\n  HostName {node.address}\n  Port {node.port}"
    yield (
        f'Host *\n  User admin\n  IdentityFile "{scene.instance.learner_key_file}"\n  IdentitiesOnly yes\n'
        f'  UserKnownHostsFile "{scene.instance.known_hosts_file}"\n  StrictHostKeyChecking yes'
    )
