"""A device may do no more than its image says, and no secret is where others can read it."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from labbench.seat import Seat

from ccp3lab.docker import docker
from ccp3lab.instance.credentials import passwords

pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def inspected(agnes: Seat) -> dict[str, dict[str, Any]]:
    """`docker inspect` of each device."""
    names = {device: agnes.container(device) for device in agnes.scene.lab.devices}
    found = json.loads(docker("inspect", *names.values()))
    return dict(zip(names, found, strict=True))


def test_no_device_is_privileged(inspected: dict[str, dict[str, Any]]) -> None:
    for device, found in inspected.items():
        host = found["HostConfig"]
        assert host["Privileged"] is False, device
        assert host["NetworkMode"] != "host", device
        assert (host["PidMode"], host["UsernsMode"], host["UTSMode"]) == ("", "", ""), device
        assert "host" not in host["IpcMode"], device
        assert not any("unconfined" in option for option in host["SecurityOpt"] or ()), device


def test_capabilities_and_devices_are_those_of_the_image(agnes: Seat, inspected: dict[str, dict[str, Any]]) -> None:
    for device, found in inspected.items():
        image = agnes.scene.images[agnes.scene.company.device(device).image]
        added = {name.removeprefix("CAP_") for name in found["HostConfig"]["CapAdd"] or ()}
        assert added == set(image.capabilities), device
        assert {entry["PathOnHost"] for entry in found["HostConfig"]["Devices"] or ()} == set(image.devices), device


def test_what_a_device_is_given_is_its_own_folder_read_only(agnes: Seat, inspected: dict[str, dict[str, Any]]) -> None:
    for device, found in inspected.items():
        mounts = [(mount["Source"], mount["Destination"], mount["RW"]) for mount in found["Mounts"]]
        assert mounts == [(str(agnes.scene.instance.device_folder(device)), "/etc/ccp3", False)]


def test_no_port_is_published(inspected: dict[str, dict[str, Any]]) -> None:
    for device, found in inspected.items():
        assert not found["HostConfig"]["PortBindings"], device
        assert not any(found["NetworkSettings"]["Ports"].values()), device


def secrets(seat: Seat) -> set[str]:
    """The password as it is typed and as it is stored, and every line of every private key."""
    place = seat.scene.instance
    known = passwords(place, None)
    keys = [path for path in place.folder.rglob("*") if path.is_file() and "PRIVATE KEY" in path.read_text()]
    assert len(keys) >= 2 + len(seat.scene.lab.devices)
    lines = {line for key in keys for line in key.read_text().splitlines() if len(line) > 30 and "---" not in line}
    # The first lines of an unencrypted OpenSSH key are its format, the same for all keys.
    shared = set.intersection(*(set(key.read_text().splitlines()) for key in keys))
    return {known.clear, known.ios, known.unix} | (lines - shared)


def leaks(seat: Seat, texts: Iterable[str]) -> list[str]:
    hidden = secrets(seat)
    return [text for text in texts if any(secret in text for secret in hidden)]


def test_no_secret_in_docker_inspect(agnes: Seat, inspected: dict[str, dict[str, Any]]) -> None:
    assert leaks(agnes, [json.dumps(found) for found in inspected.values()]) == []
    assert leaks(agnes, [docker("image", "inspect", found["Image"]) for found in inspected.values()]) == []


def test_no_secret_in_the_process_list_while_it_came_up(watched: Any) -> None:
    assert any("containerlab" in line and " deploy " in line for line in watched.seen), "nothing was watched"
    assert leaks(watched.seat, watched.seen) == []


def test_no_secret_is_printed(watched: Any) -> None:
    seat = watched.seat
    commands = (["status"], ["status", "--json"], ["check"], ["check", "--json"], ["push", "--dry-run"])
    assert leaks(seat, [watched.said.text, *(seat.ccp3(*words).text for words in commands)]) == []


def test_no_secret_is_printed_when_the_secret_itself_differs(agnes: Seat) -> None:
    """A learner changed the password of the account: the difference says so without the hash that comes back."""
    with agnes.terminal("sw1") as terminal:
        terminal.lines(["conf t", "username admin privilege 15 secret autre-chose", "end"])
    said = agnes.ccp3("push", "--dry-run")
    agnes.bring("start")
    assert "username admin" in said.out
    assert leaks(agnes, [said.text]) == []


def test_files_of_an_instance_are_its_owners(agnes: Seat) -> None:
    open_to_others = [path for path in agnes.scene.instance.folder.rglob("*") if path.stat().st_mode & 0o077]
    ours = [path for path in open_to_others if "clab-" not in str(path)]
    assert ours == []
    assert agnes.scene.instance.folder.stat().st_mode & 0o077 == 0
