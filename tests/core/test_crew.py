"""Nornir at work: whatever happens to a device, there is one outcome for it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nornir.core import Nornir
from nornir.core.exceptions import ConnectionAlreadyOpen
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.state import GlobalState
from nornir.core.task import AggregatedResult, Result, Task

from ccp3lab.crew import MAX_WORKERS, Outcome, crew, together
from ccp3lab.errors import DeviceError, InstanceError
from ccp3lab.house import House
from ccp3lab.instance import Instance, Record
from tests.core.conftest import node

DEVICES = ["sw1", "sw2", "pc1"]


@pytest.fixture
def checkout(house: House) -> House:
    """The house of the test with the groups of this checkout."""
    house.root.mkdir()
    (house.root / "inventories").symlink_to(Path(__file__).parents[2] / "inventories")
    return house


@pytest.fixture
def nornir(checkout: House, deployed: Instance) -> Iterator[Nornir]:
    with crew(checkout, deployed, []) as made:
        yield made


def name(task: Task, loud: bool = False) -> Result:
    return Result(host=task.host, result=task.host.name.upper() if loud else task.host.name)


def fails_on(device: str, error: Exception) -> Callable[[Task], Result]:
    def task(task: Task) -> Result:
        if task.host.name == device:
            raise error
        return name(task)

    return task


def test_one_outcome_a_device_in_the_order_asked(nornir: Nornir) -> None:
    outcomes = together(nornir, ["pc1", "sw2", "sw1"], name)
    assert [(outcome.device, outcome.result and outcome.result.result) for outcome in outcomes] == [
        ("pc1", "pc1"),
        ("sw2", "sw2"),
        ("sw1", "sw1"),
    ]
    assert {outcome.error for outcome in outcomes} == {""}


def test_only_the_devices_asked_for_are_touched(nornir: Nornir) -> None:
    touched = []

    def task(task: Task) -> Result:
        touched.append(task.host.name)
        return name(task)

    assert [outcome.device for outcome in together(nornir, ["sw2"], task)] == ["sw2"]
    assert touched == ["sw2"]


def test_devices_may_come_from_a_generator(nornir: Nornir) -> None:
    assert [outcome.device for outcome in together(nornir, (device for device in DEVICES), name)] == DEVICES


def test_a_task_is_given_what_it_asks_for(nornir: Nornir) -> None:
    outcome = together(nornir, ["sw1"], name, loud=True)[0]
    assert outcome.result
    assert outcome.result.result == "SW1"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DeviceError("sw2: did not take it"), "sw2: did not take it"),
        (ValueError("odd"), "ValueError: odd"),
        (TimeoutError(), "TimeoutError: no message"),
        (ConnectionAlreadyOpen("  napalm\n"), "ConnectionAlreadyOpen: napalm"),
    ],
)
def test_a_failing_device_says_why_and_the_others_go_on(nornir: Nornir, error: Exception, said: str) -> None:
    outcomes = together(nornir, DEVICES, fails_on("sw2", error))
    assert outcomes[1] == Outcome("sw2", None, said)
    assert [outcome.result is not None for outcome in outcomes] == [True, False, True]


def test_a_result_that_says_failed_is_no_success(nornir: Nornir) -> None:
    outcomes = together(nornir, ["sw1"], lambda task: Result(host=task.host, failed=True, result="refused"))
    assert outcomes == [Outcome("sw1", None, "refused")]


def test_who_failed_before_is_asked_again(nornir: Nornir) -> None:
    """Nornir remembers a failed host and leaves it out of every later run, which it then calls a success."""
    together(nornir, DEVICES, fails_on("sw2", ValueError("once")))
    assert nornir.data.failed_hosts == {"sw2"}
    assert not [outcome for outcome in together(nornir, DEVICES, name) if outcome.error]


def test_a_device_that_the_inventory_does_not_have_is_an_error(nornir: Nornir) -> None:
    outcomes = together(nornir, ["sw1", "sw9"], name)
    assert outcomes[0].result
    assert outcomes[1] == Outcome("sw9", None, "left out by the run")


class Careless:
    """A runner that forgets one host."""

    def run(self, task: Task, hosts: list) -> AggregatedResult:
        answers = AggregatedResult(task.name)
        for host in hosts:
            if host.name != "sw2":
                answers[host.name] = task.copy().start(host)
        return answers


def test_a_device_that_the_runner_leaves_out_is_an_error(nornir: Nornir) -> None:
    outcomes = together(nornir.with_runner(Careless()), DEVICES, name)
    assert [outcome.error for outcome in outcomes] == ["", "left out by the run", ""]


def test_no_device_is_an_error_not_a_success(nornir: Nornir) -> None:
    with pytest.raises(DeviceError, match="no device to work on"):
        together(nornir, [], name)


def test_a_record_without_nodes_leaves_every_device_out(checkout: House, place: Instance, record: Record) -> None:
    record.model_copy(update={"nodes": ()}).save(place.record_file)
    with crew(checkout, place, []) as nornir:
        assert together(nornir, ["sw1"], name) == [Outcome("sw1", None, "left out by the run")]
    with pytest.raises(DeviceError, match="the instance's record is empty"), crew(checkout, place, []) as nornir:
        together(nornir, nornir.inventory.hosts, name)


def test_nothing_deployed_is_an_error(checkout: House, place: Instance) -> None:
    with pytest.raises(InstanceError, match="nothing is deployed"), crew(checkout, place, []):
        pytest.fail("there is nothing to work on")


def test_devices_are_worked_on_at_the_same_time(nornir: Nornir) -> None:
    meeting = threading.Barrier(len(DEVICES), timeout=10)

    def task(task: Task) -> Result:
        meeting.wait()  # broken, should one of them wait for another's end
        return name(task)

    assert not [outcome for outcome in together(nornir, DEVICES, task) if outcome.error]


def test_there_are_never_more_workers_than_allowed(checkout: House, place: Instance, record: Record) -> None:
    nodes = tuple(node(f"sw{number}", last=number) for number in range(1, MAX_WORKERS + 10))
    record.model_copy(update={"nodes": nodes}).save(place.record_file)
    with crew(checkout, place, []) as nornir:
        assert nornir.runner.num_workers == MAX_WORKERS  # type: ignore[attr-defined]
        assert len(together(nornir, [node.name for node in nodes], name)) == len(nodes)


@pytest.mark.parametrize(("state", "dry"), [(None, False), (GlobalState(dry_run=True), True)])
def test_a_dry_run_is_one_for_every_task(checkout: House, deployed: Instance, state, dry: bool) -> None:
    def task(task: Task) -> Result:
        return Result(host=task.host, result=task.is_dry_run())

    with crew(checkout, deployed, [], state) as nornir:
        assert [bool(outcome.result and outcome.result.result) for outcome in together(nornir, DEVICES, task)] == [
            dry
        ] * 3


class Line:
    """A connection plugin that only remembers whether it is open."""

    opened: list["Line"] = []  # noqa: RUF012 - what a test looks at

    def open(self, *_: object, **__: object) -> None:
        self.connection = self
        self.opened.append(self)
        self.up = True

    def close(self) -> None:
        self.up = False


def test_connections_are_closed_whatever_happens(
    checkout: House, deployed: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ConnectionPluginRegister.available, "line", Line)
    monkeypatch.setattr(Line, "opened", [])

    def task(task: Task) -> Result:
        return Result(host=task.host, result=task.host.get_connection("line", task.nornir.config).up)

    def work() -> None:
        with crew(checkout, deployed, []) as nornir:
            assert all(outcome.result and outcome.result.result for outcome in together(nornir, DEVICES, task))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert [line.up for line in Line.opened] == [False, False, False]


@pytest.mark.parametrize("connection", ["napalm", "netmiko", "ccp3_batch"])
def test_the_connections_of_the_house_are_known(checkout: House, deployed: Instance, connection: str) -> None:
    with crew(checkout, deployed, [connection]):
        assert ConnectionPluginRegister.get_plugin(connection)
    with crew(checkout, deployed, [connection]):  # a second crew of the same process
        assert ConnectionPluginRegister.get_plugin(connection)


def told(instance: Instance, device: str, runs: bool) -> None:
    """DEVICE is made for a domain, and perhaps RUNS it."""
    folder = instance.device_folder(device)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "domain.json").write_text(f'{{"realm": "AD.TEST.LAN", "host": "{device}", "workgroup": "TEST"}}')
    if runs:
        (folder / "domain_admin").write_text("velo-roue-lune-042\n")


@pytest.mark.parametrize(
    ("connection", "reached"),
    [
        ("ccp3_ldap", {"sw1": "sw1.ad.test.lan", "pc1": "sw1.ad.test.lan"}),
        ("ccp3_smb", {"pc1": "pc1.ad.test.lan"}),
        ("ccp3_access", {"pc1": "pc1.ad.test.lan"}),
    ],
)
def test_devices_of_a_domain_know_the_ways_to_its_servers(
    checkout: House, deployed: Instance, connection: str, reached: dict[str, str]
) -> None:
    told(deployed, "sw1", runs=True)
    told(deployed, "pc1", runs=False)
    with crew(checkout, deployed, [connection]) as nornir:
        ways = {name: host.connection_options.get(connection) for name, host in nornir.inventory.hosts.items()}
    assert {name: way.extras["name"] for name, way in ways.items() if way} == reached
    with crew(checkout, deployed, []) as nornir:
        assert not [host for host in nornir.inventory.hosts.values() if connection in host.connection_options]


def test_sessions_are_opened_on_linux_devices_of_an_instance_with_a_domain(checkout: House, deployed: Instance) -> None:
    with crew(checkout, deployed, ["ccp3_station"]) as nornir:
        assert "ccp3_station" not in nornir.inventory.hosts["pc1"].connection_options, "nobody runs a domain"
    told(deployed, "sw1", runs=True)
    with crew(checkout, deployed, ["ccp3_station"]) as nornir:
        ways = {name: host.connection_options.get("ccp3_station") for name, host in nornir.inventory.hosts.items()}
        assert ConnectionPluginRegister.get_plugin("ccp3_station")
    assert {name for name, way in ways.items() if way} == {"pc1"}
    way = ways["pc1"]
    assert way
    assert way.extras["domain"].extras["name"] == "sw1.ad.test.lan"
    assert {"key_file", "known_hosts", "secret"} <= set(way.extras)
