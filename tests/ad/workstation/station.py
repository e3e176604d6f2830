"""A PC beside the domain controller `samba_ad`: the image `workstation`, and what an administrator types on it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

import yaml

from ccp3lab import images
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.domain import Domain
from ccp3lab.house import here
from ccp3lab.pytest_samba import SambaAD
from ccp3lab.setup.engine import docker
from tasks.workstation import membership
from tests.ad.inside import inside

HOST = "pc-compta-1"


@dataclass(frozen=True)
class Station:
    """A device of the image; `name` is its full name in the domain."""

    container: str
    name: str
    domain: SambaAD

    def run(self, shell: str, given: str = "") -> tuple[int, str]:
        """Exit code of SHELL as root on it, and all that it printed; GIVEN is its standard input."""
        return inside(self.container, shell, given)

    def started(self) -> None:
        """Wait for its SSH server: it has its own names by then, not the engine's."""
        code, said = self.run("timeout 20 sh -c 'until nc -z 127.0.0.1 22; do sleep 0.05; done'")
        assert code == 0, said

    def write(self, path: str, text: str, mode: str = "0644") -> None:
        """The file at PATH holds TEXT."""
        assert self.run(f"umask 077; cat > {path} && chmod {mode} {path}", text) == (0, "")

    def adcli(self, words: str, password: str = "") -> tuple[int, str]:
        """`adcli WORDS` with the administrator's rights; the password comes on standard input, without a line's end."""
        at = f"-D {self.domain.realm.lower()} -U Administrator --stdin-password"
        return self.run(f"adcli {words.replace('@', at)}", password or self.domain.password)

    def join(self, ou: str) -> tuple[int, str]:
        """Join as CN=PC-COMPTA-1 in the OU named OU."""
        where = f"-O OU={ou},{self.domain.base_dn}"
        return self.adcli(f"join @ -H {self.name} -N {HOST.upper()} {where} --os-name=Debian")

    def logon(self, user: str, password: str, shell: str = "id -un; pwd") -> tuple[int, str]:
        """USER logs on by PAM and types SHELL; su(1) asks everybody but root for the password."""
        return self.run(f"runuser -u nobody -- su - {user} -c '{shell}'", f"{password}\n")

    def configure(self, group: str) -> None:
        """What makes a machine of the domain, before it joins: members of GROUP may log on."""
        domain = Domain(self.domain.realm.lower(), self.domain.workgroup)
        self.write("/etc/resolv.conf", f"search {domain.name}\nnameserver {self.domain.address}\n")
        document = candidate("linux", membership(domain, HOST, [group]), Renderer(here().templates))
        for file in yaml.safe_load(document)["files"]:
            self.write(file["path"], file["content"], file["mode"])


@contextmanager
def station(domain: SambaAD) -> Iterator[Station]:
    """A device as it comes out of its image, in the network of DOMAIN."""
    images.build(["workstation"], partial(print, flush=True))
    name = f"{domain.container}-{HOST}"
    with ExitStack() as started:
        started.callback(docker, "rm", "--force", "--volumes", name)
        network = (f"--network={domain.container}", f"--hostname={HOST}")
        done = docker("run", "--detach", f"--name={name}", *network, images.reference("workstation"))
        assert done.code == 0, done.last_words
        made = Station(name, f"{HOST}.{domain.realm.lower()}", domain)
        made.started()
        yield made
