"""Shell lines on a Linux device: one after the other, none after one that failed."""

from collections.abc import Sequence
from typing import Any

import pytest
from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.task import Result
from nornir.plugins.runners import SerialRunner

from ccp3lab.connections.batch import Answer, Job
from ccp3lab.errors import DeviceError
from tasks.shell import shell

ANSWERS = {
    "true": Answer(code=0, text="", error=""),
    "false": Answer(code=1, text="", error=""),
    "typo": Answer(code=127, text="sh: 1: typo: not found\n\x1b[31m", error=""),
    "sleep 99": Answer(code=None, text="", error="timeout"),
}


class FakeBatch:
    """A Linux device that knows a few lines."""

    def __init__(self) -> None:
        self.ran: list[tuple[str, ...]] = []

    def run(self, jobs: Sequence[Job]) -> list[Answer]:
        self.ran += [job.argv for job in jobs]
        return [ANSWERS[job.argv[-1]] for job in jobs]


def run(device: FakeBatch, monkeypatch: pytest.MonkeyPatch, lines: Any) -> Result:
    class Plugin:
        def open(self, *_: Any, **__: Any) -> None:
            self.connection = device

        def close(self) -> None:
            """Nothing is open."""

    monkeypatch.setitem(ConnectionPluginRegister.available, "ccp3_batch", Plugin)
    nornir = Nornir(
        Inventory(hosts=Hosts({"srv1": Host(name="srv1", hostname="srv1")}), groups=Groups(), defaults=Defaults()),
        runner=SerialRunner(),
        config=Config(logging=LoggingConfig(enabled=False)),
    )
    return nornir.run(task=shell, lines={"srv1": lines, "srv2": ["false"]})["srv1"][0]


def test_lines_are_run_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    device = FakeBatch()
    answer = run(device, monkeypatch, ["true", "true"])
    assert (answer.failed, answer.changed) == (False, True)
    assert device.ran == [("sh", "-c", "true")] * 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("false", "`false`: exit code 1: it printed nothing"),
        ("typo", "`typo`: exit code 127: sh: 1: typo: not found ␛[31m"),
        ("sleep 99", "`sleep 99`: timeout: it printed nothing"),
    ],
)
def test_a_line_that_does_not_end_well_ends_it(monkeypatch: pytest.MonkeyPatch, line: str, said: str) -> None:
    device = FakeBatch()
    answer = run(device, monkeypatch, ["true", line, "true"])
    assert answer.failed
    assert isinstance(answer.exception, DeviceError)
    assert str(answer.exception) == said
    assert [argv[-1] for argv in device.ran] == ["true", line]
