"""The life of a real server's configuration: BIND and Kea, their own checkers, what they serve."""

from collections.abc import Callable, Iterator

import pytest
from napalm.base.exceptions import CommitError, ReplaceConfigException

from custom_napalm.linux import LinuxDriver
from tests.custom_napalm.server import KEA_FILE, KEY_FILE, NAMED_CONF, OLD, OTHER_SECRET, SECRET, ZONE_FILE, runs
from tests.custom_napalm.workstation import Workstation, docker, until

pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def session(server: Workstation) -> Iterator[LinuxDriver]:
    driver = server.driver()
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def driver(session: LinuxDriver) -> LinuxDriver:
    """An open driver on a server that runs the base configuration."""
    push(session, OLD.document)
    return session


def push(driver: LinuxDriver, document: str) -> str:
    driver.load_replace_candidate(config=document)
    diff = driver.compare_config()
    if diff:
        driver.commit_config()
    return diff


def refusal(driver: LinuxDriver, document: str) -> str:
    driver.load_replace_candidate(config=document)
    with pytest.raises((ReplaceConfigException, CommitError)) as refused:
        driver.commit_config()
    return str(refused.value)


def pids(server: Workstation) -> list[str]:
    return server.shell("pidof named kea-dhcp4").split()


def test_a_server_is_brought_up_once(driver: LinuxDriver, server: Workstation) -> None:
    assert push(driver, OLD.document) == ""
    assert server.shell("systemctl is-active named kea-dhcp4-server").split() == ["active", "active"]
    found = runs(server)
    assert found["dns"].strip() == "10.77.0.20"
    assert "10.77.0.100" in found["dhcp"]


class Counted:
    """The driver's connections and requests."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from custom_napalm.linux import driver, transport

        self.requests, self.connections = [], 0
        counted = self

        class Counting(transport.Connection):
            def __init__(self, login: transport.Login) -> None:
                counted.connections += 1
                super().__init__(login)

            def ask(self, request, timeout=None):  # type: ignore[no-untyped-def]
                counted.requests.append(request["op"])
                return super().ask(request, timeout)

        monkeypatch.setattr(driver, "Connection", Counting)


def test_a_push_is_one_connection_and_few_requests(
    driver: LinuxDriver, server: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, mine = Counted(monkeypatch), server.driver()
    mine.open()
    push(mine, OLD.document)
    assert (counted.connections, counted.requests) == (1, ["compare"])
    push(mine, OLD.but(address="10.77.0.21"))
    assert (counted.connections, counted.requests[1:]) == (1, ["compare", "commit", "confirm"])
    mine.close()


def test_only_what_changed_is_reloaded(driver: LinuxDriver, server: Workstation) -> None:
    traces = f"grep -c CONFIG_COMPLETE /var/log/journal/kea-dhcp4-server.service.log; ls -i {KEA_FILE} {KEY_FILE}"
    running, before = pids(server), server.shell(traces)
    push(driver, OLD.but(address="10.77.0.21"))
    assert runs(server)["dns"].strip() == "10.77.0.21"
    assert (pids(server), server.shell(traces)) == (running, before)
    push(driver, OLD.but(address="10.77.0.21", first="10.77.0.99"))
    assert pids(server) == running
    assert server.shell(traces) != before, "a reload of Kea would have been seen"


REFUSED = {
    "a zone": ({"address": "10.77.0.311"}, rf"{ZONE_FILE}:4 (templates/dns/zone.j2:9): near '10.77.0.311'"),
    "Kea, a value": ({"first": "10.78.0.100"}, f"({KEA_FILE}:7:68 (templates/dhcp/kea-dhcp4.conf.j2:7))"),
    "Kea, syntax": ({"first": '"'}, f"{KEA_FILE}:7.71 (templates/dhcp/kea-dhcp4.conf.j2:7): Failed to convert"),
    "named.conf": ({"named": NAMED_CONF.replace("no;", "nein;")}, "/etc/bind/named.conf:3: "),
}


@pytest.mark.parametrize(("broken", "words"), REFUSED.values(), ids=REFUSED)
def test_a_broken_template_changes_nothing_and_is_named(
    broken: dict[str, str], words: str, driver: LinuxDriver, server: Workstation
) -> None:
    before, running = runs(server), pids(server)
    told = refusal(driver, OLD.but(**broken))
    assert words in told
    assert "stage" not in told
    assert (runs(server), pids(server)) == (before, running)
    assert push(driver, OLD.document) == ""


def test_a_secret_is_in_no_words(driver: LinuxDriver) -> None:
    told = refusal(driver, OLD.but(secret='bad" hunter2-hunter2'))
    assert f"{KEY_FILE}:3" in told
    assert "hunter2" not in told
    driver.load_replace_candidate(config=OLD.but(secret=OTHER_SECRET))
    diff = driver.compare_config()
    assert "content differs" in diff
    assert OTHER_SECRET not in diff
    assert SECRET not in diff + told


def test_a_service_that_does_not_serve_what_it_should(driver: LinuxDriver, server: Workstation) -> None:
    before = runs(server)
    told = refusal(driver, OLD.but(address="10.77.0.22", ready="echo 'nobody answers'; false"))
    assert "named: proof: not ready after its reload: nobody answers" in told
    assert runs(server) == before


KILLED = {
    "killed": "kill -9 $(pidof named)",
    "stopped": "systemctl stop named",
    "both": "kill -9 $(pidof named kea-dhcp4)",
}


@pytest.mark.parametrize("command", KILLED.values(), ids=KILLED)
def test_a_daemon_that_died_is_seen_and_started(command: str, driver: LinuxDriver, server: Workstation) -> None:
    before = runs(server)
    server.shell(command)
    diff = push(driver, OLD.document)
    expected = ["--- service named", "+++ service named", "-stopped", "+running"]
    assert diff.splitlines()[-4:] == expected
    assert ("service kea-dhcp4-server" in diff) is ("kea" in command)
    assert runs(server) == before
    assert push(driver, OLD.document) == ""


def test_what_is_no_longer_listed_is_the_images_again(driver: LinuxDriver, server: Workstation) -> None:
    diff = push(driver, OLD.but(kea=False))
    assert "--- service kea-dhcp4-server\n+++ service kea-dhcp4-server\n-running\n+stopped" in diff
    assert server.shell("pidof kea-dhcp4") == ""
    assert "This is a basic configuration for the Kea" in server.shell(f"cat {KEA_FILE}")
    assert server.shell("systemctl is-active kea-dhcp4-server") != "active"
    driver.rollback()
    assert push(driver, OLD.document) == ""


def test_nothing_on_the_device_tells_of_the_solution(driver: LinuxDriver, server: Workstation) -> None:
    push(driver, OLD.but(address="10.77.0.77", first="10.77.0.77"))
    assert "10.77.0.77" in server.shell("grep -rl 10.77.0.77 /etc; cat /etc/bind/zones/*")
    push(driver, "version: 1\n")
    found = server.shell("grep -rlE '10.77.0.77|test.lan' /etc /var/lib /var/cache /root /tmp /run")
    assert found == ""


def test_a_restarted_device_serves_again(server: Workstation) -> None:
    driver = server.driver()
    driver.open()
    push(driver, OLD.document)
    before = runs(server)
    driver.close()
    docker("restart", "-t", "1", server.name)
    assert until(lambda: runs(server) == before)
    again = server.driver()
    again.open()
    again.load_replace_candidate(config=OLD.document)
    left = again.compare_config()
    assert "named" not in left
    assert "kea" not in left, "only the engine's own address on eth1 is of another opinion"
    again.close()


LIARS = {
    "says that all is well": "exit 0",
    "prints 100 MB": "head -c 100000000 /dev/zero | tr '\\0' x; exit 1",
    "prints escape codes": "printf '\\033[2J\\033]0;owned\\007<script>alert(1)</script>'; exit 1",
    "never ends": "sleep 60",
}


@pytest.mark.parametrize("script", LIARS.values(), ids=LIARS)
def test_a_checker_that_the_learner_replaced(
    script: str, driver: LinuxDriver, server: Workstation, connect_to: Callable[..., LinuxDriver]
) -> None:
    """A lie that all is well is caught by the daemon itself, or by the probe that asks it."""
    before = runs(server)
    server.shell("mv /usr/bin/named-checkconf /usr/bin/named-checkconf.real")
    server.shell(
        f"cat > /usr/bin/named-checkconf <<'END'\n#!/bin/sh\n{script}\nEND\nchmod 755 /usr/bin/named-checkconf"
    )
    try:
        told = refusal(connect_to(server, command_timeout=2), OLD.but(address="10.77.0.311"))
    finally:
        server.shell("mv -f /usr/bin/named-checkconf.real /usr/bin/named-checkconf")
    assert len(told) < 8000
    assert told.replace("\n", "").isprintable()
    assert runs(server) == before
