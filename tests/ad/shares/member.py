"""A file server beside the domain controller `samba_ad`: the image `fileserver`, joined as the toolkit does it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path

from ccp3lab import images
from ccp3lab.company import load_image
from ccp3lab.connections.smb import FileServer, Smb, connect
from ccp3lab.domain import Domain
from ccp3lab.house import here
from ccp3lab.instance.files import write
from ccp3lab.pytest_samba import SambaAD
from ccp3lab.setup.engine import docker
from tests.ad.inside import inside

HOST = "fs1"


@dataclass(frozen=True)
class Member:
    """A device of the image; `name` is its full name in the domain."""

    container: str
    address: IPv4Address
    name: str
    domain: SambaAD

    def run(self, shell: str, given: str = "") -> tuple[int, str]:
        """Exit code of SHELL as root on it, and all that it printed."""
        return inside(self.container, shell, given)

    def resolve(self) -> None:
        """Ask the domain's DNS, as a device of the plan does."""
        words = f"search {self.domain.realm.lower()}\nnameserver {self.domain.address}\n"
        assert self.run("cat > /etc/resolv.conf", words) == (0, "")

    def join(self, password: str) -> tuple[int, str]:
        """Join the domain with the administrator's rights and PASSWORD."""
        return self.run("lab-member join Administrator", f"{password}\n")

    def smb(self, user: str = "Administrator", password: str = "") -> Smb:
        """A session of USER; the administrator's password is known."""
        at = FileServer(str(self.address), self.name)
        return connect(at, f"{self.domain.workgroup}\\{user}", password or self.domain.password)


@contextmanager
def member(domain: SambaAD) -> Iterator[Member]:
    """A device that is no member yet, in the network of DOMAIN."""
    images.build(["fileserver"], partial(print, flush=True))
    name = f"{domain.container}-{HOST}"
    facts = Domain(domain.realm.lower(), domain.workgroup)
    address = IPv4Interface((domain.address + 1, 24))
    with ExitStack() as started:
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-"))
        started.callback(shutil.rmtree, folder, ignore_errors=True)
        write(folder / "domain.json", facts.controller(HOST, address, None))
        started.callback(docker, "rm", "--force", "--volumes", name)
        sysctls = [f"--sysctl={key}={value}" for key, value in load_image(here(), "fileserver").sysctls.items()]
        run = ["run", "--detach", f"--name={name}", f"--network={domain.container}", f"--hostname={HOST}", *sysctls]
        done = docker(*run, f"--ip={address.ip}", f"--volume={folder}:/etc/ccp3:ro", images.reference("fileserver"))
        assert done.code == 0, done.last_words
        made = Member(name, address.ip, facts.fqdn(HOST), domain)
        assert made.run("for i in $(seq 100); do [ -e /etc/samba/smb.conf ] && exit 0; sleep 0.1; done; exit 1")[0] == 0
        made.resolve()
        yield made
