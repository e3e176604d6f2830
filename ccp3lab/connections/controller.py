"""How the toolkit reaches the servers of an instance's domain: on their own loopback, through SSH."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from nornir.core.inventory import ConnectionOptions

from ccp3lab.connections.refused import refused_in
from ccp3lab.connections.ssh import Login
from ccp3lab.connections.tunnel import tunnel
from ccp3lab.errors import InstanceError
from ccp3lab.instance import Instance, Node
from ccp3lab.instance.credentials import secret

LDAPS, SMB = 636, 445


@dataclass(frozen=True)
class Told:
    """What a device was told of the domain that it runs or belongs to (domain.json)."""

    host: str
    realm: str
    workgroup: str

    @property
    def name(self) -> str:
        """The device's name in the domain."""
        return f"{self.host}.{self.realm.lower()}"


def reach(instance: Instance, node: Node, nodes: Iterable[Node]) -> ConnectionOptions | None:
    """The options of `ccp3_ldap` for NODE: its own directory, or that of its domain, which one of NODES runs.

    None where there is none. InstanceError when the instance is damaged.
    """
    if (own := told(instance, node)) is None:
        return None
    for controller in (node, *nodes):
        domain = told(instance, controller) if _runs(instance, controller) else None
        if domain and domain.realm == own.realm:
            extras = {
                "name": domain.name,
                "ca_file": str(instance.ca_file),
                "password_file": str(instance.domain_admin_file),
                "via": partial(tunnel, _login(instance, controller), LDAPS),
            }
            return ConnectionOptions(username=f"Administrator@{domain.realm}", extras=extras)
    return None


def reach_files(instance: Instance, node: Node) -> ConnectionOptions | None:
    """The options of `ccp3_smb` for NODE, a member of a domain; None for others. InstanceError as above."""
    own = told(instance, node)
    if own is None or _runs(instance, node):
        return None
    extras = {
        "name": own.name,
        "password_file": str(instance.domain_admin_file),
        "via": partial(tunnel, _login(instance, node), SMB),
    }
    return ConnectionOptions(username=f"{own.workgroup}\\Administrator", extras=extras)


def told(instance: Instance, node: Node) -> Told | None:
    """What NODE was told, None when it has no part in a domain. InstanceError."""
    file = instance.device_folder(node.name) / "domain.json"
    if not file.exists() and not _runs(instance, node):
        return None
    try:
        domain = json.loads(file.read_text(encoding="utf-8"))
        return Told(*(str(domain[key]) for key in ("host", "realm", "workgroup")))
    except (OSError, ValueError, KeyError, TypeError):
        raise InstanceError(
            f"{file}: does not tell the domain; `ccp3 down {instance.lab} --learner {instance.learner}` clears it away"
        ) from None


def _runs(instance: Instance, node: Node) -> bool:
    """Whether NODE is a controller: such a one was given the administrator's password."""
    return (instance.device_folder(node.name) / "domain_admin").exists()


def _login(instance: Instance, node: Node) -> Login:
    return Login(str(node.address), instance.toolkit_key_file, instance.known_hosts_file, port=node.port)


def reach_access(instance: Instance, node: Node, nodes: Iterable[Node], seed: bytes | None) -> ConnectionOptions | None:
    """The options of `ccp3_access` for NODE: its shares, and the directory of their users; None without both."""
    files, directory = reach_files(instance, node), reach(instance, node, nodes)
    if files is None or directory is None:
        return None
    asked = logons(directory, instance, seed).extras or {}
    told = {"secret": asked["secret"], "directory": {**asked, "user": directory.username}}
    return ConnectionOptions(username=files.username, extras={**(files.extras or {}), **told})


def logons(options: ConnectionOptions, instance: Instance, seed: bytes | None) -> ConnectionOptions:
    """The options of `ccp3_logon` where OPTIONS are those of `ccp3_ldap`: accounts have passwords that SEED draws."""

    def drawn(label: str) -> str:
        return secret(instance, seed, label)

    told = {"secret": drawn, "refused": refused_in(instance.refused_file)}
    return ConnectionOptions(username=options.username, extras={**(options.extras or {}), **told})


def sessions(
    machine: ConnectionOptions, instance: Instance, nodes: Iterable[Node], seed: bytes | None
) -> ConnectionOptions | None:
    """The options of `ccp3_station` where MACHINE are those of `ccp3_batch`; None where NODES run no domain."""
    every = tuple(nodes)
    own = next((node for node in every if _runs(instance, node)), None)
    domain = reach(instance, own, every) if own else None
    if domain is None:
        return None
    known = logons(domain, instance, seed).extras or {}
    told = {key: known[key] for key in ("secret", "refused")}
    return ConnectionOptions(extras={**(machine.extras or {}), "domain": domain, **told})
