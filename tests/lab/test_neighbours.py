"""Learners side by side, checkouts side by side: no name, network, address or mark of one is the other's business."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from ipaddress import IPv4Interface
from pathlib import Path

import pytest
from labbench.desk import Desk
from labbench.seat import Seat
from labbench.traces import traces

from ccp3lab.errors import ProviderError
from ccp3lab.grading import Status
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
    """An address that only agnes's VLAN has is found there, and by no other instance with a foot in that subnet."""
    subnet = seats["agnes"].scene.company.plan.vlan("compta").subnet
    assert subnet
    only, *guests = (IPv4Interface((subnet[230 + number], subnet.prefixlen)) for number in range(1 + len(seats)))
    with ExitStack() as afterwards:
        afterwards.enter_context(addressed(seats["agnes"], "pc-compta-2", only))
        for seat, guest in zip(seats.values(), guests, strict=True):
            afterwards.enter_context(addressed(seat, "pc-compta-1", guest))
        seen = {name: pings(seat, "pc-compta-1", only.ip) for name, seat in seats.items()}
    assert seen == {"agnes": True, "bruno": False, "agnes elsewhere": False}


@contextmanager
def addressed(seat: Seat, device: str, address: IPv4Interface) -> Iterator[None]:
    """For a while DEVICE has ADDRESS, too."""
    seat.inside(device, "ip", "address", "add", str(address), "dev", "eth1")
    try:
        yield
    finally:
        seat.inside(device, "ip", "address", "del", str(address), "dev", "eth1")


def test_marks_are_of_the_own_instance(seats: dict[str, Seat]) -> None:
    found = {name: sum(result.points for result in seat.look().results) for name, seat in seats.items()}
    assert found == {"agnes": 20, "bruno": 0, "agnes elsewhere": 0}


def test_two_learners_have_two_statements(seats: dict[str, Seat]) -> None:
    agnes, bruno = (seats[name].scene.company.plan for name in ("agnes", "bruno"))
    assert agnes.site != bruno.site
    assert {vlan.id for vlan in agnes.vlans.values()}.isdisjoint(vlan.id for vlan in bruno.vlans.values())
    for name in ("agnes", "bruno"):
        scene = seats[name].scene
        text = scene.instance.statement_file.read_text()
        assert all(f"| {v.id} | `{v.name}` |" in text for v in scene.company.vlans("sw1")), name
        assert str(scene.company.plan.host("pc-compta-1").interface) in text


def solved_by(seat: Seat, author: Seat) -> tuple[int, set[str]]:
    """The points of SEAT with AUTHOR's solution, and the checks that passed."""
    seat.copy_from(author)
    grade = seat.look(window=10)
    return sum(result.points for result in grade.results), {*grade.having(Status.PASSED)}


def test_the_own_solution_is_worth_all_points_and_the_neighbours_is_not(seats: dict[str, Seat]) -> None:
    pair = (seats["agnes"], seats["bruno"])
    with ThreadPoolExecutor(2) as pool:
        assert all(passed == NO_VALUES for _, passed in pool.map(solved_by, pair, reversed(pair)))
        assert [points for points, _ in pool.map(solved_by, pair, pair)] == [20, 20]


NO_VALUES = {"trunk-sw1", "trunk-sw2", "sauvegarde-sw1", "sauvegarde-sw2"}
"""What is right whatever the values: there is a trunk, and the work is saved."""


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
