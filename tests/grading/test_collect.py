"""Collection over Nornir with stub connections: every need comes back, whatever happens to its host."""

from collections.abc import Callable
from typing import Any

import pytest
from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import ConnectionOptions, Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.state import GlobalState
from nornir.plugins.runners import ThreadedRunner

from ccp3lab.connections.batch import Answer, BatchError, Job
from ccp3lab.errors import DeviceError, SilentError
from ccp3lab.grading.collect import ask, collect, collector, reason
from ccp3lab.grading.hostile import LIMIT
from ccp3lab.grading.need import Probe, Run, Show

VLANS, TRUNKS = Show("show vlan brief"), Show("show interfaces trunk")
PING, PROBE = Run(("ping", "a")), Run(("arping", "b"), 5.0)


class FakeCli:
    """A network device as netmiko shows it."""

    base_prompt = "sw1"

    def __init__(self, says: Callable[[str], str]) -> None:
        self.says = says
        self.patterns: list[str] = []

    def send_command(self, command: str, expect_string: str, read_timeout: float) -> str:
        self.patterns.append(expect_string)
        return self.says(command)


class FakeBatch:
    """A Linux device."""

    def __init__(self, says: Callable[[Job], Answer]) -> None:
        self.says = says
        self.batches: list[list[Job]] = []

    def run(self, jobs: list[Job]) -> list[Answer]:
        self.batches.append(list(jobs))
        return [self.says(job) for job in jobs]


def stub(devices: dict[str, Any]) -> type:
    """A connection plugin whose hosts (by hostname) are DEVICES; an exception in their place is raised on opening."""

    class Stub:
        def open(self, hostname: str, *_: Any, **__: Any) -> None:
            found = devices[hostname]
            if isinstance(found, BaseException):
                raise found
            self.connection = found

        def close(self) -> None:
            return None

    return Stub


@pytest.fixture
def crew(monkeypatch):
    """A Nornir whose hosts are DEVICES: FakeCli, FakeBatch, or the exception that opening raises."""

    def make(**devices: Any) -> Nornir:
        plugin = stub(devices)
        monkeypatch.setattr(ConnectionPluginRegister, "available", {"netmiko": plugin, "ccp3_batch": plugin})
        hosts = {
            name: Host(name, hostname=name, platform="cisco_ios" if name.startswith("sw") else "linux")
            for name in devices
        }
        inventory = Inventory(Hosts(hosts), Groups(), Defaults())
        config = Config(logging=LoggingConfig(enabled=False))
        return Nornir(inventory, runner=ThreadedRunner(num_workers=8), config=config, data=GlobalState())

    return make


def fine(job: Job) -> Answer:
    return Answer(code=0, text=" ".join(job.argv), error="")


def test_both_kinds_of_devices(crew) -> None:
    nornir = crew(sw1=FakeCli(lambda command: f"out of {command}"), pc1=FakeBatch(fine))
    seen = collect(nornir, {"sw1": frozenset({VLANS, TRUNKS}), "pc1": frozenset({PING})})
    assert {key: (o.text, o.code, o.error) for key, o in seen.items()} == {
        ("sw1", VLANS): ("out of show vlan brief", None, ""),
        ("sw1", TRUNKS): ("out of show interfaces trunk", None, ""),
        ("pc1", PING): ("ping a", 0, ""),
    }


def test_one_batch_a_device(crew) -> None:
    device = FakeBatch(fine)
    collect(crew(pc1=device), {"pc1": frozenset({PING, PROBE})})
    assert [sorted(job.argv for job in batch) for batch in device.batches] == [[("arping", "b"), ("ping", "a")]]
    assert {job.timeout for job in device.batches[0]} == {3.0, 5.0}


def test_only_devices_that_are_asked_for_are_opened(crew) -> None:
    nornir = crew(sw1=FakeCli(str), pc1=ConnectionRefusedError())
    assert set(collect(nornir, {"sw1": frozenset({VLANS})})) == {("sw1", VLANS)}


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        EOFError(),
        BatchError("réponse illisible"),
        OSError("No route to host"),
    ],
)
def test_a_dead_device_is_told_for_each_of_its_needs(crew, error) -> None:
    nornir = crew(pc1=error, sw1=FakeCli(str))
    seen = collect(nornir, {"pc1": frozenset({PING, PROBE}), "sw1": frozenset({VLANS})})
    assert len(seen) == 3
    assert all(seen["pc1", need].error and not seen["pc1", need].text for need in (PING, PROBE))
    assert seen["sw1", VLANS].error == ""


def test_a_host_that_failed_before_is_asked_again(crew) -> None:
    """Nornir leaves such hosts out and calls the run a success."""
    nornir = crew(sw1=FakeCli(lambda _: "back"))
    nornir.data.failed_hosts.add("sw1")
    assert collect(nornir, {"sw1": frozenset({VLANS})})["sw1", VLANS].text == "back"


def test_a_host_outside_the_inventory_is_told(crew) -> None:
    seen = collect(crew(sw1=FakeCli(str)), {"sw1": frozenset({VLANS}), "sw9": frozenset({VLANS})})
    assert seen["sw9", VLANS].error == "absent de l'inventaire"


def test_a_runner_that_drops_a_host_is_caught(crew) -> None:
    class Lazy:
        def run(self, task, hosts):
            from nornir.core.task import AggregatedResult

            return AggregatedResult(task.name)

    nornir = crew(sw1=FakeCli(str)).with_runner(Lazy())
    assert collect(nornir, {"sw1": frozenset({VLANS})})["sw1", VLANS].error


def test_an_unforeseen_exception_is_told_and_harms_nobody_else(crew) -> None:
    def broken(command: str) -> str:
        raise ZeroDivisionError("odd")

    nornir = crew(sw1=FakeCli(broken), sw2=FakeCli(str))
    seen = collect(nornir, {"sw1": frozenset({VLANS}), "sw2": frozenset({VLANS})})
    assert seen["sw1", VLANS].error == "ZeroDivisionError : odd"
    assert seen["sw2", VLANS].error == ""
    assert not nornir.data.failed_hosts


def test_nothing_to_look_at_is_an_error(crew) -> None:
    with pytest.raises(DeviceError, match="no device to look at"):
        collect(crew(sw1=FakeCli(str)), {})


def test_a_need_of_the_other_kind_of_device_is_told(crew) -> None:
    seen = collect(crew(sw1=FakeCli(str), pc1=FakeBatch(fine)), {"sw1": frozenset({PING}), "pc1": frozenset({VLANS})})
    assert seen["sw1", PING].error == "n'est pas un poste Linux"
    assert "ligne de commande" in seen["pc1", VLANS].error


def test_a_connection_that_broke_is_opened_again_at_the_next_look(crew) -> None:
    texts: list[Any] = [EOFError(), "alive"]

    def says(command: str) -> str:
        text = texts.pop(0)
        if isinstance(text, Exception):
            raise text
        return str(text)

    look = collector(crew(sw1=FakeCli(says)))
    assert look({"sw1": frozenset({VLANS})})["sw1", VLANS].error
    assert look({"sw1": frozenset({VLANS})})["sw1", VLANS].text == "alive"


def test_output_comes_back_clean(crew) -> None:
    nornir = crew(
        sw1=FakeCli(lambda _: "a\x1b[31m\r\nb"), pc1=FakeBatch(lambda _: Answer(code=0, text="\x07", error=""))
    )
    seen = collect(nornir, {"sw1": frozenset({VLANS}), "pc1": frozenset({PING})})
    assert seen["sw1", VLANS].text == "a␛[31m\nb"
    assert seen["pc1", PING].text == "␇"


def test_endless_output_is_an_error(crew) -> None:
    seen = collect(crew(sw1=FakeCli(lambda _: "x" * (LIMIT + 1))), {"sw1": frozenset({VLANS})})
    assert seen["sw1", VLANS].error == "réponse trop longue"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("timeout", "la commande n'a pas fini dans son délai"),
        ("long", "réponse trop longue"),
        ("start: No such file\x1b", "start: No such file␛"),
    ],
)
def test_what_a_batch_could_not_run(crew, error, told) -> None:
    nornir = crew(pc1=FakeBatch(lambda _: Answer(code=None, text="", error=error)))
    assert collect(nornir, {"pc1": frozenset({PING})})["pc1", PING].error == told


def test_reasons_are_french_and_short() -> None:
    from netmiko.exceptions import NetmikoAuthenticationException, NetmikoTimeoutException, ReadTimeout
    from paramiko import SSHException

    assert reason(NetmikoTimeoutException("TCP connection to device failed.\n\nCommon causes...")) == "ne répond pas"
    assert reason(NetmikoAuthenticationException("x")) == "refuse la clé de l'outil"
    assert reason(ReadTimeout("Pattern not detected")) == "n'a pas fini de répondre dans le délai"
    assert reason(BatchError("réponse illisible")) == "réponse illisible"
    assert reason(SSHException("No existing session")) == "ne répond pas en SSH"
    assert reason(SSHException("Server 'x' not found in known_hosts")) == "n'a pas de clé d'hôte connue"
    assert reason(EOFError()) == "a coupé la connexion"
    assert reason(SilentError("dc1: port 636")) == "est joint, mais un service attendu ne répond pas"
    assert len(reason(ValueError("x" * 999))) < 200


@pytest.mark.parametrize(
    ("output", "ended"),
    [
        ("show x\nGi1/0/1\nsw1#", True),
        ("show x\nsw1>", True),
        ("show x\nsw1-plus-long#", True),
        ("show x\nhostname sw1\n", False),
        ("show x\n description sw1#", False),
        ("show x\nbanner sw1# and more\n", False),
        ("show x\nsw2#", False),
    ],
)
def test_output_ends_at_a_prompt_alone_on_the_last_line(output, ended) -> None:
    import re

    device = FakeCli(str)
    ask(device, ["show x"])  # type: ignore[arg-type]
    assert bool(re.search(device.patterns[0], output)) is ended


def with_eyes(nornir: Nornir, *names: str) -> Nornir:
    """The same Nornir, with a way to look from the network of the hosts NAMES: their hostnames with `-eyes` after."""
    for name in names:
        options = ConnectionOptions(hostname=f"{name}-eyes")
        nornir.inventory.hosts[name].connection_options["ccp3_outside"] = options
    return nornir


def says(text: str) -> Any:
    return FakeBatch(lambda job: Answer(code=0, text=f"{text} {' '.join(job.argv)}", error=""))


SEEN = Probe(("ip", "address"))


@pytest.fixture
def eyed(crew, monkeypatch):
    """A Nornir of one workstation with eyes; what is plugged in for the device and for its eyes."""

    def make(device: Any, eyes: Any) -> Nornir:
        nornir = crew(pc=device)
        plugin = stub({"pc": device, "pc-eyes": eyes})
        available = dict.fromkeys(["netmiko", "ccp3_batch", "ccp3_outside"], plugin)
        monkeypatch.setattr(ConnectionPluginRegister, "available", available)
        return with_eyes(nornir, "pc")

    return make


def test_a_probe_is_not_asked_of_the_device(eyed) -> None:
    device, eyes = says("device"), says("eyes")
    seen = collect(eyed(device, eyes), {"pc": frozenset({PING, SEEN})})
    assert seen["pc", PING].text == "device ping a"
    assert seen["pc", SEEN].text == "eyes ip address"
    assert (len(device.batches), len(eyes.batches)) == (1, 1)


def test_without_eyes_a_probe_goes_to_the_device_with_the_rest(crew) -> None:
    device = says("device")
    seen = collect(crew(pc=device), {"pc": frozenset({PING, SEEN})})
    assert seen["pc", SEEN].text == "device ip address"
    assert len(device.batches) == 1


def test_the_same_words_on_the_device_and_from_outside_are_two_needs(eyed) -> None:
    same = Run(SEEN.argv)
    seen = collect(eyed(says("device"), says("eyes")), {"pc": frozenset({same, SEEN})})
    assert (seen["pc", same].text, seen["pc", SEEN].text) == ("device ip address", "eyes ip address")


def test_a_device_that_does_not_answer_is_still_seen_from_outside(eyed) -> None:
    seen = collect(eyed(TimeoutError("no banner"), says("eyes")), {"pc": frozenset({PING, SEEN})})
    assert seen["pc", PING].error == "ne répond pas"
    assert seen["pc", SEEN].text == "eyes ip address"


def test_a_device_whose_network_cannot_be_seen_still_answers(eyed) -> None:
    def shut(_: Job) -> Answer:
        raise BatchError("n'est pas démarré")

    seen = collect(eyed(says("device"), FakeBatch(shut)), {"pc": frozenset({PING, SEEN})})
    assert seen["pc", PING].text == "device ping a"
    assert seen["pc", SEEN].error == "n'est pas démarré"
