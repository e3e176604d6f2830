"""The workstation of the driver's tests serves the images' own tests as well; a server, and a PC on its cable."""

import secrets
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.custom_napalm.conftest import device, workstation
from tests.custom_napalm.workstation import Workstation, docker

__all__ = ["workstation"]

Make = Callable[[str], Workstation]
STATIC = (
    "printf 'auto lo\\niface lo inet loopback\\nauto eth1\\niface eth1 inet static\\n    address 10.77.0.1/24\\n'"
    " > /etc/network/interfaces; lab-networking apply"
)
DHCP = "printf 'auto lo\\niface lo inet loopback\\nauto eth1\\niface eth1 inet dhcp\\n' > /etc/network/interfaces"


@pytest.fixture(scope="module")
def make(image: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """make(IMAGE): a running device, eth0 in a management network, eth1 in a network that leads nowhere."""
    with ExitStack() as running:

        def new(name: str) -> Workstation:
            made = running.enter_context(device(image(name), tmp_path_factory.mktemp("keys")))
            made.listening()
            return made

        yield new


@pytest.fixture(scope="module")
def server(make: Make) -> Workstation:
    """A server, its eth1 with the address 10.77.0.1/24."""
    made = make("server")
    made.shell(STATIC)
    return made


@pytest.fixture(scope="module")
def pair(make: Make) -> tuple[Workstation, Workstation]:
    """A server (10.77.0.1/24) and a PC that asks DHCP, a cable from eth1 to eth1: the engine's networks filter."""
    both = make("server"), make("workstation")
    for one in both:
        docker("network", "disconnect", f"{one.name}-z", one.name)
    cable(*both)
    both[0].shell(STATIC)
    both[1].shell(DHCP)
    return both


def cable(one: Workstation, other: Workstation) -> None:
    """A veth pair from eth1 of ONE to eth1 of OTHER; it needs the rights that containerlab needs."""
    ends = {f"x{secrets.token_hex(4)}": docker("inspect", "-f", "{{.State.Pid}}", end.name) for end in (one, other)}
    first, second = ends
    steps = [f"ip link add {first} type veth peer name {second}"]
    for end, process in ends.items():
        steps += [f"ip link set {end} netns {process}", f"nsenter -t {process} -n ip link set {end} name eth1 up"]
    for step in steps:
        subprocess.run(step.split(), check=True, timeout=10)
