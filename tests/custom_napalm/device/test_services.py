"""Services: when they count as running, which command is used when, and what a learner's systemctl is told."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from custom_napalm.linux.device.discreet import short
from custom_napalm.linux.device.errors import RefusedError
from custom_napalm.linux.device.services import Services
from custom_napalm.linux.device.shapes import Service
from custom_napalm.linux.device.shell import pid_of, until

Unit = Callable[..., Service]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    return folder


@pytest.fixture
def services(tmp_path: Path, run: Path) -> Services:
    return Services(2.0, str(tmp_path / "out"), str(run))


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """daemon() starts a process and returns its name, unknown to this machine otherwise."""
    name, started = f"zd{os.getpid()}", []
    (tmp_path / name).symlink_to("/bin/sleep")

    def start() -> str:
        started.append(subprocess.Popen([str(tmp_path / name), "60"]))
        return name

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize(("ready", "up"), [("", True), ("true", True), ("false", False), ("no-such-program", False)])
def test_a_service_without_process_is_what_its_probe_says(
    ready: str, up: bool, services: Services, service: Unit
) -> None:
    assert services.up(service("net", ready=ready)) is up


def test_a_service_with_a_process_needs_it(services: Services, service: Unit, daemon: Callable[[], str]) -> None:
    assert not services.up(service("d", process="zz-none", ready="true"))
    name = daemon()
    assert until(lambda: services.up(service("d", process=name)), 2)
    assert not services.up(service("d", process=name, ready="false"))


COMMANDS = {"reload": "echo reload >> {0}", "start": "echo start >> {0}", "verify": "echo verify >> {0}"}


@pytest.mark.parametrize(
    ("up", "touched", "expected"),
    [(True, True, "verify reload"), (True, False, ""), (False, False, "start"), (False, True, "verify start")],
)
def test_which_command_is_used_when(
    up: bool, touched: bool, expected: str, services: Services, service: Unit, daemon: Callable[[], str], tmp_path: Path
) -> None:
    done = tmp_path / "done"
    name = daemon() if up else "zz-none"
    unit = service("d", process=name, **{word: command.format(done) for word, command in COMMANDS.items()})
    if up:
        assert until(lambda: services.up(unit), 2)
        services.activate(unit, touched)
    else:
        with pytest.raises(RefusedError, match="not ready"):
            services.activate(unit, touched)
    assert (done.read_text().split() if done.exists() else []) == expected.split()


def test_the_words_of_the_log_and_the_probe_are_told(services: Services, service: Unit, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("old words\n")
    unit = service("d", log=str(log), ready="echo eth1 is down; false", reload=f"echo 'line 3: bad' >> {log}")
    with pytest.raises(RefusedError) as refused:
        services.activate(unit, touched=True)
    assert "line 3: bad" in refused.value.text
    assert "eth1 is down" in refused.value.text
    assert "old words" not in refused.value.text


def test_only_the_last_lines_of_a_long_complaint(services: Services, service: Unit) -> None:
    with pytest.raises(RefusedError) as refused:
        services.activate(service("d", reload="seq 100; exit 1"), touched=True)
    assert refused.value.text.endswith("95\n96\n97\n98\n99\n100")


def test_systemctl_is_told_the_truth(services: Services, service: Unit, daemon: Callable[[], str], run: Path) -> None:
    status = run / "named.service.status"
    unit = service("d", process=daemon(), unit="named", reload="true")
    assert until(lambda: services.up(unit), 2)
    services.activate(unit, touched=True)
    state, pid = status.read_text().split()
    assert state == "ActiveState=active"
    assert Path(f"/proc/{pid.removeprefix('MainPID=')}").exists()


def test_a_service_without_process_has_a_state_as_well(services: Services, service: Unit, run: Path) -> None:
    services.activate(service("d", unit="networking", reload="true"), touched=True)
    assert (run / "networking.service.status").read_text() == "ActiveState=active\n"


def test_a_unit_cannot_lead_out_of_the_folder(services: Services, service: Unit, run: Path) -> None:
    services.activate(service("d", unit="../../etc/x", reload="true"), touched=True)
    assert [path.name for path in run.iterdir()] == ["x.service.status"]


def test_a_daemon_that_is_not_ready_is_stopped_too(
    services: Services, service: Unit, daemon: Callable[[], str]
) -> None:
    name = daemon()
    assert until(lambda: bool(pid_of(name)), 2)
    services.halt(service("d", process=name, ready="false", stop=f"pkill -x {name}"))
    assert not pid_of(name)


def test_stopping_tells_systemctl(services: Services, service: Unit, run: Path, tmp_path: Path) -> None:
    (tmp_path / "up").touch()
    unit = service("d", unit="net", ready=f"test -e {tmp_path}/up", stop=f"rm {tmp_path}/up")
    services.halt(unit)
    assert not (tmp_path / "up").exists()
    assert (run / "net.service.status").read_text() == "ActiveState=inactive\n"
    services.halt(unit)


def test_a_talkative_log_leaves_the_reason_whole(services: Services, service: Unit, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    loud = f"seq 60 | sed 's/^/lame server /' >> {log}"
    unit = service("d", ready="echo nobody answers; false", reload=loud, log=str(log), wait=0.1)
    with pytest.raises(RefusedError) as refused:
        services.activate(unit, touched=True)
    words = short(refused.value.text, [])
    assert words.startswith("not ready after its reload: nobody answers\nlame server 51\n")
    assert words.endswith("lame server 60")
