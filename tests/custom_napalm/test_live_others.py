"""A class of devices of which some are ill: each illness is one clear error in its time, the others are served."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import ConnectionOptions, Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.state import GlobalState
from nornir.plugins.runners import ThreadedRunner
from nornir_napalm.plugins.connections import Napalm

from ccp3lab.crew import Outcome, together
from ccp3lab.jobs import job
from custom_napalm.linux.document import ManagedFile, dump, parse
from tests.custom_napalm.server import OLD, runs
from tests.custom_napalm.workstation import Workstation, configuration
from tests.served import banner_alone, served

pytestmark = pytest.mark.lab
TIMEOUT, LIMIT = 3, 20


@pytest.fixture(scope="module")
def hanging() -> Iterator[int]:
    """The port of a server that says the banner of SSH, then nothing more."""
    with served(banner_alone) as port:
        yield port


def nornir(hosts: dict[str, tuple[str, int]], device: Workstation) -> Nornir:
    """HOSTS by name, with address and port, all with the keys of DEVICE, which knows them."""
    login = {"key_file": str(device.folder / "id"), "known_hosts": str(device.folder / "all_known")}

    def host(name: str, address: str, port: int) -> Host:
        extras = {"timeout": TIMEOUT, "optional_args": dict(login)}
        napalm = ConnectionOptions(port=port, platform="linux", extras=extras)
        return Host(name, hostname=address, username="ccp3", password="", connection_options={"napalm": napalm})

    ConnectionPluginRegister.register("napalm", Napalm)
    made = Hosts({name: host(name, address, port) for name, (address, port) in hosts.items()})
    runner = ThreadedRunner(num_workers=len(hosts))
    config = Config(logging=LoggingConfig(enabled=False))
    return Nornir(Inventory(made, Groups(), Defaults()), runner=runner, config=config, data=GlobalState())


def push(crew: Nornir, **candidates: str) -> dict[str, Outcome]:
    try:
        made = together(crew, candidates, job("configure"), candidates=candidates)
    finally:
        crew.close_connections()
    return {outcome.device: outcome for outcome in made}


def full(document: str) -> str:
    """DOCUMENT with a file for which /etc/small has no room."""
    whole = parse(document)
    return dump(
        whole.model_copy(update={"files": (*whole.files, ManagedFile(path="/etc/small/a", content="x" * 90_000))})
    )


@pytest.fixture
def servers_key(server: Workstation, workstation: Workstation) -> Workstation:
    """The server takes the workstation's key of the toolkit, too."""
    public = (workstation.folder / "id.pub").read_text().strip()
    server.shell(f"grep -qF '{public}' /etc/ssh/keys.d/ccp3 || echo '{public}' >> /etc/ssh/keys.d/ccp3")
    known = [Path(device.known_hosts()).read_text() for device in (server, workstation)]
    (workstation.folder / "all_known").write_text("".join(known))
    return server


def test_the_healthy_ones_are_served(workstation: Workstation, servers_key: Workstation, hanging: int) -> None:
    server = servers_key
    server.listening()
    workstation.listening()
    at = {
        "well": (workstation.address, 22),
        "full": (server.address, 22),
        "hung": ("127.0.0.1", hanging),
        "stopped": ("127.0.0.1", 1),
    }
    first = push(nornir({"full": at["full"]}, workstation), full=OLD.document)["full"]
    assert first.error == ""
    before = runs(server)
    start = time.monotonic()
    told = push(
        nornir(at, workstation),
        well=configuration("10.77.0.41"),
        full=full(OLD.but(address="10.77.0.41")),
        hung=configuration(),
        stopped=configuration(),
    )
    assert time.monotonic() - start < LIMIT
    assert told["well"].error == ""
    assert workstation.addresses() == ["10.77.0.41/24"]
    assert told["full"].error.startswith("CommitError")
    assert "No space left on device" in told["full"].error
    assert runs(server) == before
    assert "Connection" in told["hung"].error
    assert "127.0.0.1: " in told["stopped"].error
    assert "refused" in told["stopped"].error
    assert not [name for name, outcome in told.items() if "Traceback" in outcome.error]


def test_a_daemon_that_died_is_started_by_the_next_push(servers_key: Workstation, workstation: Workstation) -> None:
    server = servers_key
    server.listening()
    at = {"srv": (server.address, 22)}
    assert push(nornir(at, workstation), srv=OLD.document)["srv"].error == ""
    before = runs(server)
    server.shell("kill -9 $(pidof named)")
    found = push(nornir(at, workstation), srv=OLD.document)["srv"]
    assert found.result
    assert found.result.diff.splitlines()[-2:] == ["-stopped", "+running"]
    assert runs(server) == before


def test_what_a_service_makes_of_its_own_file_is_not_taken_for_done(
    servers_key: Workstation, workstation: Workstation
) -> None:
    """A commit that went well is compared again: a service that writes its file anew would differ for ever."""
    at, whole = {"srv": (servers_key.address, 22)}, parse(OLD.but(address="10.77.0.42"))
    assert push(nornir(at, workstation), srv=OLD.document)["srv"].error == ""
    before = runs(servers_key)
    spoils = "lab-service reload named; echo '; mine' >> /etc/bind/zones/test.lan"
    units = [unit.model_copy(update={"reload": spoils}) if unit.name == "named" else unit for unit in whole.services]
    told = push(nornir(at, workstation), srv=dump(whole.model_copy(update={"services": tuple(units)})))["srv"]
    assert "did not take its whole configuration, put back as it was" in told.error
    assert "-; mine" in told.error
    assert runs(servers_key) == before
