"""Killed at any moment of a push: a server with five files and two daemons runs the old or the new, never half."""

import signal
from collections.abc import Iterator

import pytest

from custom_napalm.linux import LinuxDriver
from tests.custom_napalm.moments import Moment, start
from tests.custom_napalm.server import KEY_FILE, OLD, OTHER_SECRET, ZONE_FILE, runs
from tests.custom_napalm.workstation import Workstation, docker, until

pytestmark = pytest.mark.lab

NEW = OLD.but(address="10.77.0.21", first="10.77.0.99", secret=OTHER_SECRET, serial="2")
MOMENTS = {
    "the comparison was sent": (Moment("operations", "plan"), "old", "old"),
    "all is staged": (Moment("checks", "run"), "old", "old"),
    "the journal is written": (Moment("commit", "_apply"), "old", "old"),
    "half of the files are renamed": (Moment("commit", "take", 2), "old", "old"),
    "before the daemons are told": (Moment("commit", "touched"), "old", "old"),
    "applied and not confirmed": (Moment("talk", "say", 2, ".Talk"), "old", "old"),
    "confirmed and not yet final": (Moment("commit", "_settle"), "new", "old"),
}
"""By name: where the device's program stops, what runs if the operator is killed there, what if the device is."""


@pytest.fixture(scope="module")
def sides(server: Workstation) -> dict[str, dict[str, str]]:
    """What the server has and serves in the new and in the old state."""
    found = {}
    driver = server.driver()
    driver.open()
    for side, document in (("new", NEW), ("old", OLD.document)):
        push(driver, document)
        found[side] = runs(server)
    driver.close()
    assert not [part for part in (ZONE_FILE, KEY_FILE, "dns", "dhcp") if found["old"][part] == found["new"][part]]
    return found


@pytest.fixture
def driver(server: Workstation, sides: dict[str, dict[str, str]]) -> Iterator[LinuxDriver]:
    """A driver of this process; the server runs the old state."""
    made = server.driver()
    made.open()
    push(made, OLD.document)
    assert runs(server) == sides["old"]
    yield made
    made.close()


def push(driver: LinuxDriver, document: str) -> None:
    driver.load_replace_candidate(config=document)
    if driver.compare_config():
        driver.commit_config()
    assert driver.compare_config() == ""


def clean(server: Workstation) -> bool:
    return not {"txn", "stage"} & set(server.shell("ls /var/lib/lab-config").split())


def named(runs: dict[str, str], sides: dict[str, dict[str, str]]) -> object:
    """`old` or `new`; what runs itself when it is neither."""
    return next((side for side, parts in sides.items() if parts == runs), runs)


@pytest.mark.parametrize(("moment", "side", "_"), MOMENTS.values(), ids=MOMENTS)
def test_the_pushing_process_is_killed(
    moment: Moment, side: str, _: str, driver: LinuxDriver, server: Workstation, sides: dict[str, dict[str, str]]
) -> None:
    process = start(server, NEW, moment)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    server.shell("touch /tmp/go")
    assert until(lambda: clean(server))
    assert until(lambda: named(runs(server), sides) == side), named(runs(server), sides)
    push(driver, NEW)
    assert runs(server) == sides["new"], "the next push ends well"


WHERE_IT_MATTERS = ("all is staged", "half of the files are renamed", "confirmed and not yet final")


@pytest.mark.parametrize(("moment", "_", "side"), [MOMENTS[name] for name in WHERE_IT_MATTERS], ids=WHERE_IT_MATTERS)
def test_the_device_is_killed(
    moment: Moment, _: str, side: str, driver: LinuxDriver, server: Workstation, sides: dict[str, dict[str, str]]
) -> None:
    """Its start puts the files back before anything reads them."""
    process = start(server, NEW, moment)
    driver.close()
    docker("kill", server.name)
    process.communicate(timeout=20)
    docker("start", server.name)
    server.listening()
    assert clean(server), "undone before anybody can log in"
    assert until(lambda: named(runs(server), sides) == side), named(runs(server), sides)
    again = server.driver()
    again.open()
    push(again, NEW)
    assert runs(server) == sides["new"]
    again.close()
