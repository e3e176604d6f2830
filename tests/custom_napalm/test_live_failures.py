"""What the device runs when the operator, the network, the service or the device itself fails in the middle."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from napalm.base.exceptions import (
    CommandTimeoutException,
    CommitError,
    ConnectAuthError,
    ConnectionClosedException,
    ConnectionException,
    ReplaceConfigException,
)

from custom_napalm.linux import LinuxDriver
from custom_napalm.linux.document import Candidate, ManagedFile, Service, dump, parse
from tests.custom_napalm.workstation import Workstation, configuration, docker, networking, until

pytestmark = pytest.mark.lab
NEW = "10.77.0.12"


def diff(driver: LinuxDriver, config: str) -> str:
    driver.load_replace_candidate(config=config)
    return driver.compare_config()


def assert_untouched(driver: LinuxDriver, workstation: Workstation) -> None:
    assert diff(driver, configuration()) == ""
    assert workstation.addresses() == ["10.77.0.11/24"]
    left = workstation.shell("ls /var/lib/lab-config; find /etc -name '.*.lab-new'").split()
    assert not {"txn", "stage"} & set(left)
    assert not [name for name in left if name.endswith("lab-new")]


FAULTS = {
    "reload refuses": (networking(reload="echo line 3: broken; false"), "line 3: broken"),
    "reload does nothing": (networking(reload="true", wait=0.2), "eth1 has address 10.77.0.11/24"),
    "reload kills the address": (
        networking(reload="lab-networking apply; ip addr flush dev eth1", wait=0.2),
        "eth1 has",
    ),
    "check in place refuses": (networking(verify="echo line 9; false"), "line 9"),
}


@pytest.mark.parametrize(("service", "words"), FAULTS.values(), ids=FAULTS)
def test_a_service_that_fails(service: Service, words: str, driver: LinuxDriver, workstation: Workstation) -> None:
    driver.load_replace_candidate(config=configuration(NEW, service=service))
    with pytest.raises(ReplaceConfigException) as refused:
        driver.commit_config()
    assert words in str(refused.value)
    assert_untouched(driver, workstation)


def test_a_reload_that_hangs(
    driver: LinuxDriver, connect: Callable[..., LinuxDriver], workstation: Workstation
) -> None:
    impatient = connect(command_timeout=1)
    impatient.load_replace_candidate(config=configuration(NEW, service=networking(reload="sleep 60")))
    with pytest.raises(ReplaceConfigException, match="exit 124"):
        impatient.commit_config()
    assert_untouched(driver, workstation)


KILLS = {
    "before the swap, by a checker": {"check": "kill -9 $PPID"},
    "after the swap, before the reload": {"service": networking(verify="kill -9 $PPID")},
    "by the reload": {"service": networking(reload="kill -9 $PPID")},
    "after the reload": {"service": networking(reload="lab-networking apply; kill -9 $PPID")},
}


@pytest.mark.parametrize("how", KILLS.values(), ids=KILLS)
def test_the_program_on_the_device_is_killed(
    how: dict[str, object], driver: LinuxDriver, workstation: Workstation
) -> None:
    driver.load_replace_candidate(config=configuration(NEW, **how))  # type: ignore[arg-type]
    with pytest.raises(ConnectionClosedException):
        driver.commit_config()
    assert_untouched(driver, workstation)


OPERATOR = """\
import os, signal, sys
from custom_napalm.linux import LinuxDriver
host, user, key, known, text, moment = sys.argv[1:]
driver = LinuxDriver(host, user, "", 20, {"key_file": key, "known_hosts": known})
driver.open()
driver.load_replace_candidate(config=text)
driver.compare_config()
ask = driver.device.ask
def dying(request, timeout=None):
    if request["op"] == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    return ask(request, timeout)
driver.device.ask = dying
driver.commit_config()
"""


def operator(workstation: Workstation, text: str, moment: str) -> list[str]:
    login = (workstation.address, "ccp3", str(workstation.folder / "id"), workstation.known_hosts())
    return [sys.executable, "-c", OPERATOR, *login, text, moment]


@pytest.mark.parametrize("moment", ["commit", "confirm"])
def test_the_operator_is_killed(moment: str, driver: LinuxDriver, workstation: Workstation, here: Path) -> None:
    run = subprocess.run(operator(workstation, configuration(NEW), moment), cwd=here.parents[1], timeout=30)
    assert run.returncode == -signal.SIGKILL
    assert until(lambda: workstation.addresses() == ["10.77.0.11/24"])
    assert until(lambda: "txn" not in workstation.shell("ls /var/lib/lab-config"))
    assert_untouched(driver, workstation)


def test_the_operator_is_killed_during_the_reload(driver: LinuxDriver, workstation: Workstation, here: Path) -> None:
    slow = networking(reload="lab-networking apply; touch /tmp/reloading; sleep 1")
    command = operator(workstation, configuration(NEW, service=slow), "never")
    with subprocess.Popen(command, cwd=here.parents[1]) as process:
        assert until(lambda: workstation.shell("ls /tmp/reloading") != "")
        os.kill(process.pid, signal.SIGKILL)
    assert until(lambda: workstation.addresses() == ["10.77.0.11/24"])
    assert until(lambda: "txn" not in workstation.shell("ls /var/lib/lab-config"))
    assert_untouched(driver, workstation)


@pytest.mark.parametrize("stage", ["verify", "reload"])
def test_the_device_is_killed(stage: str, driver: LinuxDriver, workstation: Workstation) -> None:
    slow = networking(**{stage: "lab-networking apply; touch /tmp/now; sleep 60"})
    workstation.shell("rm -f /tmp/now")
    driver.load_replace_candidate(config=configuration(NEW, service=slow))
    killer = threading.Thread(
        target=lambda: until(lambda: workstation.shell("ls /tmp/now") != "") and _kill(workstation)
    )
    killer.start()
    with pytest.raises((ConnectionClosedException, CommandTimeoutException)):
        driver.commit_config()
    killer.join()
    docker("start", workstation.name)
    workstation.listening()
    assert "10.77.0.11" in workstation.shell("cat /etc/network/interfaces"), "put back before anybody can log in"
    assert "txn" not in workstation.shell("ls /var/lib/lab-config")
    again = workstation.driver()
    again.open()
    again.load_replace_candidate(config=configuration())
    again.commit_config()
    assert_untouched(again, workstation)
    again.close()


def _kill(workstation: Workstation) -> None:
    docker("kill", workstation.name)


WALL = """\
table inet wall {
  chain in {
    type filter hook input priority 0;
    ct state new tcp dport 22 drop
  }
}
"""


def test_a_change_that_locks_everybody_out(driver: LinuxDriver, workstation: Workstation) -> None:
    """The operator's own connection goes on, new ones do not: he cannot confirm, and the device puts it back."""
    wall = Service(
        name="wall",
        ready="nft list table inet wall",
        reload="nft -f /etc/wall.nft",
        start="nft -f /etc/wall.nft",
        stop="nft destroy table inet wall",
    )
    whole = parse(configuration())
    file = ManagedFile(path="/etc/wall.nft", check="nft -c -f {}", service="wall", content=WALL)
    changed = Candidate(version=1, files=(*whole.files, file), services=(*whole.services, wall))
    driver.load_replace_candidate(config=dump(changed))
    with pytest.raises(CommitError, match="a new connection to the device is refused"):
        driver.commit_config()
    assert "wall" not in workstation.shell("nft list tables; ls /etc")
    assert_untouched(driver, workstation)


def test_a_device_that_froze(connect: Callable[..., LinuxDriver], workstation: Workstation) -> None:
    driver = connect(timeout=2)
    assert driver.is_alive() == {"is_alive": True}
    docker("pause", workstation.name)
    try:
        assert driver.is_alive() == {"is_alive": False}
        driver.load_replace_candidate(config=configuration())
        with pytest.raises((CommandTimeoutException, ConnectionClosedException)):
            driver.compare_config()
    finally:
        docker("unpause", workstation.name)
    assert until(lambda: driver.is_alive()["is_alive"])


def test_the_device_was_restarted_meanwhile(connect: Callable[..., LinuxDriver], workstation: Workstation) -> None:
    driver = connect()
    docker("restart", "-t", "1", workstation.name)
    workstation.listening()
    driver.load_replace_candidate(config=configuration())
    assert until(lambda: not driver.device.active())  # type: ignore[union-attr]
    driver.compare_config()
    driver.commit_config()
    assert workstation.addresses() == ["10.77.0.11/24"]


def test_no_room_left(driver: LinuxDriver, workstation: Workstation) -> None:
    """/etc/small has room for 16 kB."""
    whole = parse(configuration(NEW))
    files = (*whole.files, ManagedFile(path="/etc/small/a", content="x" * 100_000))
    driver.load_replace_candidate(config=dump(whole.model_copy(update={"files": files})))
    with pytest.raises(CommitError, match="No space left on device"):
        driver.commit_config()
    assert workstation.shell("ls -A /etc/small") == ""
    assert_untouched(driver, workstation)


def test_who_cannot_connect(workstation: Workstation, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("")
    cases = [
        (workstation.driver("nobody-here"), ConnectAuthError, "login refused"),
        (workstation.driver(known_hosts=str(tmp_path / "empty")), ConnectionException, "not found in known_hosts"),
        (workstation.driver(known_hosts=str(tmp_path / "none")), ConnectionException, "No such file"),
        (workstation.driver(key_file=str(tmp_path / "none")), ConnectionException, "No such file"),
        (workstation.driver(port=2222), ConnectionException, "refused"),
    ]
    for driver, kind, words in cases:
        with pytest.raises(kind, match=words):
            driver.open()
