"""Learners side by side, checkouts side by side: no name, network, address or mark of one is the other's business."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Interface
from pathlib import Path

import pytest
from labbench.desk import Desk
from labbench.seat import Seat
from labbench.traces import traces

from ccp3lab.errors import ProviderError
from ccp3lab.instance import Record

pytestmark = pytest.mark.lab

NOT_CODE = (".git", ".venv", ".cache", ".ccp3", ".*_cache", ".hypothesis", "__pycache__", "tests")


@pytest.fixture(scope="module")
def elsewhere(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Another checkout of the project on this machine, with the folder of instances that it has by default."""
    root = tmp_path_factory.mktemp("elsewhere") / "ccp3-lab"
    shutil.copytree(desk.root, root, ignore=shutil.ignore_patterns(*NOT_CODE))
    made = Desk(root, root / ".ccp3")
    yield made
    made.clear()


@pytest.fixture(scope="module")
def seats(desk: Desk, elsewhere: Desk, agnes: Seat) -> dict[str, Seat]:
    """The shared instance, solved; another learner's; and one of the same learner in another checkout."""
    made = {"agnes": agnes, "bruno": Seat(desk, "bruno"), "agnes elsewhere": Seat(elsewhere, "agnes")}
    agnes.bring("solved")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Seat.up, (made["bruno"], made["agnes elsewhere"])))
    return made


def record(seat: Seat) -> Record:
    return seat.desk.instance(seat.learner).record()


def pairs(seats: dict[str, Seat]) -> list[tuple[Record, Record]]:
    records = [record(seat) for seat in seats.values()]
    return [(one, other) for number, one in enumerate(records) for other in records[number + 1 :]]


def answered(seat: Seat, device: str, *words: str) -> bool:
    try:
        seat.inside(device, *words)
    except ProviderError:
        return False
    return True


def pings(seat: Seat, device: str, address: object) -> bool:
    return answered(seat, device, "ping", "-n", "-c", "1", "-W", "1", str(address))


def greets(seat: Seat, device: str, address: object) -> bool:
    """Whether an SSH server speaks to DEVICE at ADDRESS."""
    script = f"exec 3<>/dev/tcp/{address}/22 && head -c 4 <&3 | grep -q SSH-"
    return answered(seat, device, "timeout", "1", "bash", "-c", script)


def test_names_and_networks_are_different(seats: dict[str, Seat]) -> None:
    for one, other in pairs(seats):
        assert one.name != other.name
        assert not one.network.overlaps(other.network)
        assert {node.address for node in one.nodes}.isdisjoint(node.address for node in other.nodes)
        assert {node.container for node in one.nodes}.isdisjoint(node.container for node in other.nodes)


@pytest.mark.parametrize("other", ["agnes", "agnes elsewhere"])
def test_management_addresses_of_others_are_out_of_reach(seats: dict[str, Seat], other: str) -> None:
    """Even for a learner who sets a route to them through the gateway of the own management network."""
    bruno, theirs = seats["bruno"], record(seats[other])
    gateway, own, target = record(bruno).network[1], record(bruno).nodes[0].address, theirs.nodes[0].address
    assert pings(bruno, "pc-compta-1", own)
    assert greets(bruno, "pc-compta-1", own)
    assert not pings(bruno, "pc-compta-1", target)
    bruno.inside("pc-compta-1", "ip", "route", "replace", str(theirs.network), "via", str(gateway), "dev", "eth0")
    assert not pings(bruno, "pc-compta-1", target)
    assert not greets(bruno, "pc-compta-1", target)
    bruno.inside("pc-compta-1", "ip", "route", "del", str(theirs.network))


def test_the_same_vlan_of_others_is_another_one(seats: dict[str, Seat]) -> None:
    """An address that only agnes's VLAN has is found there, and in no other instance of the same plan."""
    agnes, plan = seats["agnes"], seats["agnes"].scene.company.plan
    subnet = plan.vlan("compta").subnet
    assert subnet
    only = IPv4Interface((subnet[230], subnet.prefixlen))
    agnes.inside("pc-compta-2", "ip", "address", "add", str(only), "dev", "eth1")
    try:
        seen = {name: pings(seat, "pc-compta-1", only.ip) for name, seat in seats.items()}
    finally:
        agnes.inside("pc-compta-2", "ip", "address", "del", str(only), "dev", "eth1")
    assert seen == {"agnes": True, "bruno": False, "agnes elsewhere": False}


def test_marks_are_of_the_own_instance(seats: dict[str, Seat]) -> None:
    found = {name: sum(result.points for result in seat.look().results) for name, seat in seats.items()}
    assert found == {"agnes": 20, "bruno": 0, "agnes elsewhere": 0}


@pytest.mark.parametrize("name", ["bruno", "agnes elsewhere"])
def test_down_of_one_leaves_the_others_alone(seats: dict[str, Seat], name: str) -> None:
    leaving, agnes = seats[name], seats["agnes"]
    before = record(agnes)
    said = leaving.ccp3("down", "--yes")
    assert said.code == 0, said.text
    assert traces(leaving.desk.instance(leaving.learner)) == []
    assert record(agnes) == before
    assert agnes.look().not_passed() == set()


def test_a_checkout_without_instances_keeps_no_folder(elsewhere: Desk, seats: dict[str, Seat]) -> None:
    assert not Path(elsewhere.home).exists() or not any(elsewhere.home.rglob("*.json"))
