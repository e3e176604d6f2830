"""Lines typed by hand: in order, and a refused one is not taken for done."""

import re
from typing import Any

import pytest
from netmiko.exceptions import ConfigInvalidException
from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.task import Result
from nornir.plugins.runners import SerialRunner

from tasks.typed import REFUSED, typed


class FakeCli:
    """A network device as netmiko shows it; it refuses lines that hold `bad`."""

    def __init__(self) -> None:
        self.typed: list[str] = []

    def send_config_set(self, lines: list[str], error_pattern: str) -> str:
        assert isinstance(lines, list)  # netmiko takes a text for one line
        said = ""
        for line in lines:
            self.typed.append(line)
            answer = "% Invalid input detected at '^' marker.\n" if "bad" in line else ""
            said += f"sw1(config)#{line}\n{answer}"
            if error_pattern and re.search(error_pattern, said, flags=re.MULTILINE):
                raise ConfigInvalidException(line)
        return said


def run(device: FakeCli, monkeypatch: pytest.MonkeyPatch, lines: Any) -> Result:
    class Plugin:
        def open(self, *_: Any, **__: Any) -> None:
            self.connection = device

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setitem(ConnectionPluginRegister.available, "netmiko", Plugin)
    hosts = Hosts({"sw1": Host(name="sw1", hostname="sw1")})
    nornir = Nornir(
        Inventory(hosts=hosts, groups=Groups(), defaults=Defaults()),
        runner=SerialRunner(),
        config=Config(logging=LoggingConfig(enabled=False)),
    )
    return nornir.run(task=typed, lines=lines)["sw1"][0]


@pytest.mark.parametrize("lines", [("interface Gi1/0/1", "shutdown"), ["no vlan 10"], []])
def test_lines_are_typed_in_order(monkeypatch: pytest.MonkeyPatch, lines: Any) -> None:
    device = FakeCli()
    answer = run(device, monkeypatch, lines)
    assert (answer.failed, answer.changed, device.typed) == (False, True, list(lines))
    assert answer.result.count("sw1(config)#") == len(lines)


def test_a_refused_line_is_raised_and_the_rest_not_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    device = FakeCli()
    answer = run(device, monkeypatch, ["interface Gi1/0/1", "a bad line", "shutdown"])
    assert answer.failed
    assert isinstance(answer.exception, ConfigInvalidException)
    assert device.typed == ["interface Gi1/0/1", "a bad line"]


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("sw1(config)#vlna 10\n      ^\n% Invalid input detected at '^' marker.\n", True),
        ("% Incomplete command.", True),
        ('% Ambiguous command:  "s"', True),
        ("sw1(config-if)#shutdown\nsw1(config-if)#", False),
        ("*Mar  1 00:00:01: %LINK-5-CHANGED: Interface GigabitEthernet1/0/1, changed state", False),
        ("%LINK-3-UPDOWN: Interface GigabitEthernet1/0/1, changed state to down", False),
        ("description 100 % compta", False),
    ],
)
def test_what_counts_as_a_refusal(said: str, refused: bool) -> None:
    assert bool(re.search(REFUSED, said, flags=re.MULTILINE)) == refused
