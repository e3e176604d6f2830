"""A real switch whose flash or disk is full: refused clearly, nothing half done, and it goes on."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from switchbench.agreement import disagreements
from switchbench.container import Bench, Container, run
from switchbench.looker import Looker, looking

pytestmark = pytest.mark.lab

MEGABYTE = 1_000_000
FILES, RUN = "/var/lib/ccp3switch", "/run/ccp3switch"
MEMORY_MIB = 80


@pytest.fixture(scope="module")
def switch(bench: Bench) -> Container:
    return bench.switch("full", "--tmpfs", f"{FILES}:size=140m,mode=755", "--tmpfs", f"{RUN}:size=1m,mode=700")


@pytest.fixture(scope="module")
def looker(switch: Container) -> Iterator[Looker]:
    with looking(switch) as found:
        yield found


def scp(switch: Container, file: Path, said: Path) -> subprocess.Popen[bytes]:
    """Copy to flash:/image.bin; what it says goes to a file."""
    known = f"UserKnownHostsFile={switch.known_hosts()}"
    words = ["scp", "-q", "-i", str(switch.given.toolkit_key), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"]
    with said.open("w") as output:
        return subprocess.Popen(
            [*words, "-o", known, str(file), f"ccp3@{switch.address}:flash:/image.bin"], stderr=output
        )


def test_a_file_of_100_megabytes_while_others_work(switch: Container, tmp_path: Path) -> None:
    file = tmp_path / "image.bin"
    with file.open("wb") as sparse:
        sparse.truncate(100 * MEGABYTE)
    copying = scp(switch, file, tmp_path / "said")
    start, answers = time.monotonic(), 0
    while copying.poll() is None:
        switch.show("show clock")
        answers += 1
    assert copying.returncode == 0
    assert time.monotonic() - start < 30 * answers / 10, "an answer took longer than three seconds"
    assert f"{100 * MEGABYTE}  " in switch.show("dir flash:")
    resident = switch.execute("sh", "-c", "grep VmRSS /proc/$(pgrep -f 'python3 -m ccp3switch$')/status").split()[1]
    assert int(resident) < MEMORY_MIB * 1024


def test_one_more_than_the_flash_holds(switch: Container, tmp_path: Path) -> None:
    switch.execute("mv", f"{FILES}/flash/image.bin", f"{FILES}/flash/first.bin")
    before = switch.show("dir flash:").rpartition("total")[2]
    file = tmp_path / "image.bin"
    with file.open("wb") as sparse:
        sparse.truncate(40 * MEGABYTE)
    copying = scp(switch, file, tmp_path / "said")
    assert copying.wait(30) != 0
    assert 'scp: write remote "flash:/image.bin": Failure' in (tmp_path / "said").read_text()
    assert switch.show("dir flash:").rpartition("total")[2] == before
    assert "image.bin" not in switch.show("dir flash:")


def test_a_disk_without_a_byte_left(switch: Container, looker: Looker) -> None:
    """Neither what runs nor what is saved changes; once there is room the switch goes on."""
    switch.execute("sh", "-c", "printf 'vlan 77\\n' >/var/lib/ccp3switch/flash/line; echo keep >/run/ccp3switch/room")
    assert "[OK]" in switch.show("write memory")
    before = looker.look()
    for folder in (FILES, RUN):
        run("docker", "exec", switch.name, "sh", "-c", f"dd if=/dev/zero of={folder}/fill bs=4k 2>/dev/null; true")
    said = switch.ssh("copy flash:/line running-config", given="\n").stdout
    assert "% The change was refused and undone: running-config: No space left on device" in said
    assert "%Error writing startup-config (No space left on device)" in switch.ssh("write memory").stdout
    after = looker.look()
    assert after["running"] == before["running"]
    assert disagreements(after) == []
    switch.execute("rm", f"{FILES}/fill", f"{RUN}/fill")
    switch.ssh("copy flash:/line running-config", given="\n")
    assert "[OK]" in switch.show("write memory")
    assert "vlan 77\n" in looker.look()["running"]
