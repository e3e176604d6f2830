"""How the toolkit reaches the domain controller of an instance: LDAPS on its loopback, through SSH."""

import json
from functools import partial

from nornir.core.inventory import ConnectionOptions

from ccp3lab.connections.ssh import Login
from ccp3lab.connections.tunnel import tunnel
from ccp3lab.errors import InstanceError
from ccp3lab.instance import Instance, Node

LDAPS = 636


def reach(instance: Instance, node: Node) -> ConnectionOptions | None:
    """The options of `ccp3_ldap` for NODE, None when it was not made a controller; InstanceError when damaged."""
    told = instance.device_folder(node.name) / "domain.json"
    if not (instance.device_folder(node.name) / "domain_admin").exists():
        return None
    try:
        domain = json.loads(told.read_text(encoding="utf-8"))
        host, realm = str(domain["host"]), str(domain["realm"])
    except (OSError, ValueError, KeyError, TypeError):
        raise InstanceError(
            f"{told}: does not tell the domain; `ccp3 down {instance.lab} --learner {instance.learner}` clears it away"
        ) from None
    login = Login(str(node.address), instance.toolkit_key_file, instance.known_hosts_file, port=node.port)
    extras = {
        "name": f"{host}.{realm.lower()}",
        "ca_file": str(instance.ca_file),
        "password_file": str(instance.domain_admin_file),
        "via": partial(tunnel, login, LDAPS),
    }
    return ConnectionOptions(username=f"Administrator@{realm}", extras=extras)
