"""The directory that a command is about: that of a learner's lab, or one of a school's own."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from nornir.core import Nornir
from nornir.core.inventory import ConnectionOptions, Defaults, Groups, Host, Hosts, Inventory
from nornir.core.state import GlobalState
from nornir.core.task import Result

from ccp3lab.company import Company, load_company
from ccp3lab.connections.controller import reach
from ccp3lab.crew import crew, team, together
from ccp3lab.domain import initial
from ccp3lab.errors import DirectoryError, UsageError
from ccp3lab.house import House
from ccp3lab.instance import locked
from ccp3lab.instance.credentials import secret
from ccp3lab.jobs import job
from ccp3lab.operations.scene import Scene, deployed

SECTION = "directory"
CONNECTIONS = ("ccp3_batch", "ccp3_ldap", "ccp3_smb")
FILE_SERVER = "fileserver"
"""The image of a lab's file servers."""


@dataclass(frozen=True)
class Domain:
    """A directory that can be asked: `host` is its controller in the Nornir that `opened` gives.

    `company` is the lab's, None for a school's; `initial` gives the first password of a lab's account. `file_servers`
    are the hosts that share folders. Who writes does it while the domain is `held`: a lab takes one writer at a time.
    """

    host: str
    opened: Callable[[GlobalState], AbstractContextManager[Nornir]] = field(repr=False)
    company: Company | None = None
    initial: Callable[[str], str] | None = field(default=None, repr=False)
    file_servers: tuple[str, ...] = ()
    held: Callable[[], AbstractContextManager[object]] = field(default=nullcontext, repr=False)

    def ask(self, name: str, state: GlobalState | None = None, **given: Any) -> Result:  # noqa: ANN401 - as jobs want it
        """What the job NAME makes of it; DirectoryError with the reason why it made nothing."""
        return self.ask_host(self.host, name, state, **given)

    def ask_host(self, host: str, name: str, state: GlobalState | None = None, **given: Any) -> Result:  # noqa: ANN401
        """The same of another HOST, a file server."""
        with self.opened(state or GlobalState()) as nornir:
            (outcome,) = together(nornir, [host], job(name), **given)
        if outcome.result is None:
            raise DirectoryError(outcome.error)
        return outcome.result


@dataclass(frozen=True)
class Server:
    """A controller of a school: `name` is what its certificate bears, `address` where it answers if DNS does not tell.

    `ca_file` (PEM) holds the authority behind that certificate, `password_file` the password of `user` (`name@domain`),
    who may be asked to look at the shares of `file_server`, too.
    """

    name: str
    ca_file: Path
    user: str
    password_file: Path
    address: str = ""
    file_server: str = ""


def of_lab(house: House, lab: str, learner: str) -> Domain:
    """The directory of LAB as LEARNER has it; UsageError when it has none, InstanceError when it is not deployed."""
    scene, record = deployed(house, lab, learner)
    controllers = [node.name for node in record.nodes if reach(scene.instance, node, ())]
    if not controllers or SECTION not in scene.company.sections:
        raise UsageError(f"{lab} has no directory; name a lab with a domain controller (`ccp3 labs`), or a --server")
    first = partial(secret, scene.instance, scene.variant.seed)
    return Domain(
        host=controllers[0],
        opened=partial(crew, house, scene.instance, CONNECTIONS),
        company=_whole(house, scene),
        initial=lambda login: first(initial(login)),
        file_servers=tuple(node.name for node in record.nodes if node.image == FILE_SERVER),
        held=partial(locked, scene.instance),
    )


def _whole(house: House, scene: Scene) -> Company:
    """The company of SCENE with all its machines, which accounts may be of, and no section but the directory."""
    company = load_company(house, scene.lab.company, scene.variant.values)
    return scene.lab.over(company.asking(scene.lab.services)).asking((SECTION,))


def of_server(server: Server) -> Domain:
    """The directory that SERVER serves."""
    hosts = Hosts({server.name: _host(server, server.name, "ccp3_ldap", server.address)})
    files = (server.file_server,) if server.file_server else ()
    for name in files:
        hosts[name] = _host(server, name, "ccp3_smb")
    inventory = Inventory(hosts=hosts, groups=Groups(), defaults=Defaults())
    return Domain(server.name, partial(team, inventory, CONNECTIONS[1:]), file_servers=files)


def _host(server: Server, name: str, connection: str, address: str = "") -> Host:
    extras = {"name": name, "ca_file": str(server.ca_file), "password_file": str(server.password_file)}
    options = ConnectionOptions(hostname=address or name, username=server.user, extras=extras)
    return Host(name, connection_options={connection: options}, defaults=Defaults())
