"""What a device finds in /etc/ccp3 besides its keys, as its image asks for it (`given` in image.yml).

    domain          domain.json: which domain it runs or belongs to
    administrator   domain_admin: the password of the domain's administrator
    certificate     tls/: ca.pem, cert.pem, key.pem, for its name in the domain and its address

Repeating it changes nothing.
"""

from collections.abc import Callable, Mapping

from ccp3lab.domain import Domain
from ccp3lab.errors import DefinitionError
from ccp3lab.gifts import GIVEN
from ccp3lab.instance import Node
from ccp3lab.instance.authority import authority, certify
from ccp3lab.instance.credentials import domain_admin
from ccp3lab.instance.files import write
from ccp3lab.operations.scene import Scene
from ccp3lab.platforms import Gift


def give(scene: Scene, node: Node) -> None:
    """Fill the folder of NODE with what its image asks for."""
    for gift in scene.images[node.image].given:
        _GIVERS[gift](scene, node)


def _domain(scene: Scene, node: Node) -> None:
    say = GIVEN.get("domain")
    if say is None:
        raise DefinitionError(f"images/{node.image}/image.yml: `given: [domain]`, and no service of tasks/ makes it")
    text = say(scene.company, scene.company.device(node.name))
    write(scene.instance.device_folder(node.name) / "domain.json", text)


def _administrator(scene: Scene, node: Node) -> None:
    password = domain_admin(scene.instance, scene.variant.seed)
    write(scene.instance.device_folder(node.name) / "domain_admin", password + "\n")


def _certificate(scene: Scene, node: Node) -> None:
    names = (Domain.of(scene.company.plan).fqdn(node.name), node.name)
    folder = scene.instance.device_folder(node.name) / "tls"
    certify(authority(scene.instance), folder, names, scene.company.plan.host(node.name).address)


_GIVERS: Mapping[Gift, Callable[[Scene, Node], None]] = {
    "domain": _domain,
    "administrator": _administrator,
    "certificate": _certificate,
}
