"""The Nornir inventory of an instance: its nodes, and how each platform is reached (inventories/groups.yml)."""

from pathlib import Path
from typing import Any

from nornir.core.inventory import ConnectionOptions, Defaults, Group, Groups, Host, Hosts, Inventory, ParentGroups

from ccp3lab.instance import Instance, Node
from ccp3lab.source import read


class InstanceInventory:
    """Nornir inventory plugin `Ccp3Instance`."""

    def __init__(self, home: str, lab: str, learner: str, inventories: str) -> None:
        """HOME is the folder of the instances, INVENTORIES the one that holds groups.yml and defaults.yml."""
        self._instance = Instance(Path(home), lab, learner)
        self._inventories = Path(inventories)

    def load(self) -> Inventory:
        """One host a node, grouped by platform; InstanceError when nothing is deployed."""
        groups = Groups({name: _group(name, spec) for name, spec in self._yaml("groups.yml").items()})
        defaults = Defaults(**self._yaml("defaults.yml"))
        hosts = {node.name: self._host(node, groups, defaults) for node in self._instance.record().nodes}
        return Inventory(hosts=Hosts(hosts), groups=groups, defaults=defaults)

    def _yaml(self, name: str) -> dict[str, Any]:
        data = read(self._inventories / name).data
        return data if isinstance(data, dict) else {}

    def _host(self, node: Node, groups: Groups, defaults: Defaults) -> Host:
        group = groups[node.platform]
        return Host(
            name=node.name,
            hostname=str(node.address),
            port=node.port,
            platform=node.platform,
            groups=ParentGroups([group]),
            data={"image": node.image},
            defaults=defaults,
            connection_options={
                name: _options(name, options, node, self._instance)
                for name, options in group.connection_options.items()
            },
        )


def _group(name: str, spec: dict[str, Any]) -> Group:
    options = {
        connection: ConnectionOptions(platform=told["platform"], extras=told["extras"])
        for connection, told in spec["connection_options"].items()
    }
    return Group(name=name, platform=spec["platform"], connection_options=options)


def _options(connection: str, group: ConnectionOptions, node: Node, instance: Instance) -> ConnectionOptions:
    """The group's options for one host, in dictionaries of its own: nornir_napalm writes into the ones it is given."""
    key, known_hosts = str(instance.toolkit_key_file), str(instance.known_hosts_file)
    paths = {"key_file": key, "alt_key_file": known_hosts}
    if node.platform == "linux":
        paths = {"key_file": key, "known_hosts": known_hosts}
    extras = dict(group.extras or {})
    if connection == "napalm":
        extras["optional_args"] = {**extras.get("optional_args", {}), **paths}
    else:
        extras |= paths
    return ConnectionOptions(hostname=str(node.address), port=node.port, platform=group.platform, extras=extras)


def plugin(instance: Instance, inventories: Path) -> InstanceInventory:
    """The plugin for INSTANCE."""
    return InstanceInventory(str(instance.home), instance.lab, instance.learner, str(inventories))
