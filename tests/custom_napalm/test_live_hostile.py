"""A learner is root on the device: whatever answers there, the operator gets NAPALM's exception in time."""

import time
from collections.abc import Callable, Iterator

import pytest
from napalm.base.exceptions import NapalmException

from custom_napalm.linux import LinuxDriver
from tests.custom_napalm.workstation import Workstation, configuration

pytestmark = pytest.mark.lab
# Each script stands in for python3: it says the token (the boot line holds it), then answers what it likes.
TOKEN = "printf '%s' \"$*\" | grep -o '[0-9a-f]\\{32\\}' | head -1; "
LIARS = {
    "endless words": "yes",
    "100 MB without a line end": TOKEN + "head -c 100000000 /dev/zero",
    "a byte at a time": TOKEN + "while :; do printf x; sleep 0.005; done",
    "HTML": TOKEN + "echo '<script>alert(1)</script>'",
    "silence": TOKEN + "sleep 100",
    "nested lists": TOKEN + "head -c 200000 /dev/zero | tr '\\\\0' '['; echo",
    "no JSON": TOKEN + "echo hello",
    "no shape": TOKEN + "echo '{\"ok\": 5}'",
    "another shape": TOKEN + 'echo \'{"ok": {"files": [1], "services": 3}}\'',
    "a wrong file": TOKEN
    + 'echo \'{"ok": {"files": [{"path": "/a", "now": {"kind": "file", "raw": "%"}, "want": {"kind": "absent"}, '
    + '"secret": false, "same_text": false}], "services": []}}\'',
    "escape codes": TOKEN + 'echo \'{"error": "\\u001b[2J\\u001b]0;owned\\u0007"}\'',
    "leaves at once": "exit 3",
}


@pytest.fixture
def liar(workstation: Workstation) -> Iterator[Callable[[str], None]]:
    def install(script: str) -> None:
        workstation.shell("mv /usr/bin/python3 /usr/bin/python3.real")
        workstation.shell(f"cat > /usr/bin/python3 <<'END'\n#!/bin/sh\n{script}\nEND\nchmod 755 /usr/bin/python3")

    yield install
    workstation.shell("mv -f /usr/bin/python3.real /usr/bin/python3")


def caught(driver: LinuxDriver) -> tuple[str, float]:
    start = time.monotonic()
    driver.load_replace_candidate(config=configuration())
    with pytest.raises(NapalmException) as error:
        driver.compare_config()
    return str(error.value), time.monotonic() - start


@pytest.mark.parametrize("script", LIARS.values(), ids=LIARS)
def test_a_liar_in_the_place_of_python(
    script: str, liar: Callable[[str], None], connect: Callable[..., LinuxDriver]
) -> None:
    driver = connect(timeout=2)
    liar(script)
    words, seconds = caught(driver)
    assert seconds < 15, "two, not the hundred of silence"
    assert len(words) < 700
    assert words.isprintable()


def test_no_python_at_all(
    liar: Callable[[str], None], connect: Callable[..., LinuxDriver], workstation: Workstation
) -> None:
    driver = connect(timeout=2)
    liar("")
    workstation.shell("rm /usr/bin/python3")
    assert "command not found" in caught(driver)[0]


def test_sudo_that_asks_a_password(connect: Callable[..., LinuxDriver], workstation: Workstation) -> None:
    driver = connect(timeout=2)
    workstation.shell("sed -i 's/^ccp3 .*/ccp3 ALL=(ALL:ALL) ALL/' /etc/sudoers.d/lab")
    words, _ = caught(driver)
    workstation.shell("sed -i 's/^ccp3 .*/ccp3 ALL=(ALL:ALL) NOPASSWD: ALL/' /etc/sudoers.d/lab")
    assert "password is required" in words


SHELLS = {"prints": "echo bonjour", "prints much": "seq 100000", "asks": "read -t 1 answer"}


@pytest.mark.parametrize("line", SHELLS.values(), ids=SHELLS)
def test_words_of_a_shell_start_file_do_no_harm(
    line: str, connect: Callable[..., LinuxDriver], workstation: Workstation
) -> None:
    """The learner's own account may be the operator's on gear that exists: bash reads ~/.bashrc for commands of SSH."""
    workstation.shell("cp /home/admin/.bashrc /tmp/bashrc; cp /etc/ssh/keys.d/ccp3 /etc/ssh/keys.d/admin")
    workstation.shell(f"sed -i '1i {line}' /home/admin/.bashrc")
    driver = connect("admin", timeout=10)
    driver.load_replace_candidate(config=configuration())
    driver.compare_config()
    workstation.shell("cp /tmp/bashrc /home/admin/.bashrc")


DAMAGES = {
    "a file in the place of the folder": "rm -rf /var/lib/lab-config; echo x > /var/lib/lab-config",
    "no folder": "rm -rf /var/lib/lab-config",
    "manifest cut": "echo '[1,2' > /var/lib/lab-config/manifest.json",
    "manifest of another shape": "echo '[1,2]' > /var/lib/lab-config/manifest.json",
    "journal cut": "mkdir -p /var/lib/lab-config/txn; echo '{' > /var/lib/lab-config/txn/journal.json",
    "journal of another shape": (
        "mkdir -p /var/lib/lab-config/txn; echo '{\"paths\": [1]}' > /var/lib/lab-config/txn/journal.json"
    ),
    "folders of another shape": (
        'echo \'{"files": {}, "services": {}, "folders": [1]}\' > /var/lib/lab-config/manifest.json'
    ),
}


@pytest.mark.parametrize("command", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_state_folder_does_not_stop_a_push(
    command: str, driver: LinuxDriver, workstation: Workstation
) -> None:
    workstation.shell(command)
    for address in ("10.77.0.30", "10.77.0.11"):
        driver.load_replace_candidate(config=configuration(address))
        driver.commit_config()
        assert workstation.addresses() == [f"{address}/24"]


def test_a_diff_shows_escape_codes_as_codes(driver: LinuxDriver, workstation: Workstation) -> None:
    workstation.shell("printf '# \\033[2J\\033]0;owned\\007\\n' >> /etc/network/interfaces")
    driver.load_replace_candidate(config=configuration())
    diff = driver.compare_config()
    assert "-# \\x1b[2J\\x1b]0;owned\\x07" in diff
    driver.commit_config()


def test_commands_of_the_cli_are_bounded(connect: Callable[..., LinuxDriver]) -> None:
    driver = connect(command_timeout=1)
    start = time.monotonic()
    found = driver.cli(["yes", "sleep 60", "printf '\\033[2J'; echo ok"])
    assert time.monotonic() - start < 15
    assert len(found["yes"]) == 1024 * 1024
    assert found["printf '\\033[2J'; echo ok"] == "\\x1b[2Jok\n"


ODD = {
    "a link to /etc/shadow": "ln -s /etc/shadow /etc/odd",
    "bytes that are no text": "head -c 300 /dev/urandom > /etc/odd",
    "no rights": "echo x > /etc/odd; chmod 000 /etc/odd",
}


@pytest.mark.parametrize("command", ODD.values(), ids=ODD)
def test_odd_things_at_a_managed_path(command: str, driver: LinuxDriver, workstation: Workstation) -> None:
    look = "stat -c '%F %a %N' /etc/odd /etc/shadow; md5sum /etc/odd"
    workstation.shell("rm -rf /etc/odd; " + command)
    before = workstation.shell(look)
    driver.load_merge_candidate(config="version: 1\nfiles: [{path: /etc/odd, content: 'managed'}]")
    assert "+managed" in driver.compare_config()
    driver.commit_config()
    assert workstation.shell("cat /etc/odd; stat -c %F /etc/odd") == "managedregular file"
    driver.rollback()
    assert workstation.shell(look) == before
