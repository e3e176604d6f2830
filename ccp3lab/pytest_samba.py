"""Pytest plugin: the fixture `samba_ad`, a running Samba AD domain controller for whoever writes labs and checks.

    def test_a_user_is_there(samba_ad):
        tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=str(samba_ad.ca_file), sni=samba_ad.name)

It is the image `dc` in a container of its own network, once a session (a worker of pytest-xdist has its own), built if
it is missing, removed at the end. Without a Docker engine its tests are skipped; with CCP3_REQUIRE_LAB=1 they fail. A
controller that does not start fails them always.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ccp3lab.domain import Domain

REQUIRED = "CCP3_REQUIRE_LAB"
DOMAIN, WORKGROUP, HOST = "ad.exemple.lan", "EXEMPLE", "dc1"
POSITION = 20
"""Of the controller in its network's subnet."""

LIMIT = 300
"""Seconds that a provision may take on a busy machine; 3 on a quiet one."""


@dataclass(frozen=True)
class SambaAD:
    """A running controller: LDAPS and SMB answer at ADDRESS; the certificate, of the authority in CA_FILE, is NAME's.

    ADMINISTRATOR (`Administrator@REALM`) is the user of a simple bind. CONTAINER is for `docker exec`.
    """

    container: str
    address: IPv4Address
    name: str
    realm: str
    workgroup: str
    base_dn: str
    administrator: str
    password_file: Path
    ca_file: Path
    given: Path = field(repr=False)
    port: int = 636

    @property
    def password(self) -> str:
        """The administrator's password."""
        return self.password_file.read_text(encoding="utf-8").strip()

    def run(self, *argv: str) -> str:
        """What a program prints as root on the controller; ProviderError with its words when it fails."""
        from ccp3lab.docker import docker

        return docker("exec", self.container, *argv)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The first test of a session waits for the controller, and perhaps for its image: pytest-timeout must let it."""
    if config.pluginmanager.hasplugin("timeout"):
        for item in items:
            if "samba_ad" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(2 * LIMIT))


@pytest.fixture(scope="session")
def samba_ad() -> Iterator[SambaAD]:
    """The controller of this session, serving."""
    demand_an_engine()
    with controller() as made:
        yield made


@contextmanager
def controller() -> Iterator[SambaAD]:
    """A controller of one's own, serving, until the end of the context; ProviderError when it does not start."""
    with ExitStack() as started:
        made = _started(started)
        _demand_that_it_serves(made)
        yield made


def demand_an_engine() -> None:
    """Skip the test where no Docker engine answers; with CCP3_REQUIRE_LAB=1, fail it."""
    from ccp3lab.setup.engine import server_version

    if server_version() is None:
        lack = "samba_ad: no Docker engine answers"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{lack}, and {REQUIRED}=1", pytrace=False)
        pytest.skip(lack)


def _demand_that_it_serves(made: SambaAD) -> None:
    from ccp3lab.errors import ProviderError
    from ccp3lab.setup.engine import docker

    done = docker("exec", made.container, "lab-dc", "wait", str(LIMIT), limit=LIMIT + 30)
    if done.code:
        log = docker("exec", made.container, "journalctl", "-n", "20", "-u", "samba-ad-dc")
        raise ProviderError(f"samba_ad: the domain controller does not serve: {done.last_words}\n{log.out}")


def _started(started: ExitStack) -> SambaAD:
    """Network, folder and container, each taken away again when STARTED ends."""
    from ccp3lab import images
    from ccp3lab.company import load_image
    from ccp3lab.domain import Domain
    from ccp3lab.house import here
    from ccp3lab.providers.containerlab import network
    from ccp3lab.setup.engine import docker

    images.build(["dc"], partial(print, flush=True))
    name = f"ccp3-samba-ad-{secrets.token_hex(4)}"
    started.callback(network.remove, name)
    subnet = network.ensure(name)
    address = IPv4Interface((subnet[POSITION], subnet.prefixlen))
    given = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    started.callback(shutil.rmtree, given, ignore_errors=True)
    domain = Domain(DOMAIN, WORKGROUP)
    give(given, domain, address)
    sysctls = [f"--sysctl={key}={value}" for key, value in load_image(here(), "dc").sysctls.items()]
    started.callback(docker, "rm", "--force", "--volumes", name)
    _run(name, *sysctls, f"--ip={address.ip}", f"--volume={given}:/etc/ccp3:ro", images.reference("dc"))
    return SambaAD(
        container=name,
        address=address.ip,
        name=domain.fqdn(HOST),
        realm=domain.realm,
        workgroup=domain.workgroup,
        base_dn=domain.base_dn,
        administrator=f"Administrator@{domain.realm}",
        password_file=given / "domain_admin",
        ca_file=given / "tls" / "ca.pem",
        given=given,
    )


def _run(name: str, *more: str) -> None:
    from ccp3lab.docker import docker

    docker("run", "--detach", f"--name={name}", f"--network={name}", f"--hostname={HOST}", *more)


def give(folder: Path, domain: "Domain", address: IPv4Interface) -> None:
    """Write into FOLDER what the controller of DOMAIN finds in /etc/ccp3."""
    from ccp3lab.instance.authority import Period, certify, new_authority
    from ccp3lab.instance.files import write
    from ccp3lab.plan.lots import phrase

    write(folder / "domain.json", domain.controller(HOST, address, None))
    write(folder / "domain_admin", phrase(secrets.token_bytes(), "domain administrator", 4) + "\n")
    issuer = new_authority("samba_ad", Period.from_now())
    certify(issuer, folder / "tls", (domain.fqdn(HOST), HOST), address.ip)
