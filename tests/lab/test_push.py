"""Pushing a state: right once, nothing the second time, nothing at all in a dry run."""

import pytest
from labbench.seat import Seat

pytestmark = pytest.mark.lab

FOLDERS = ("/etc", "/home", "/root", "/tmp", "/var/lib/lab-config", "/var/lib/ccp3switch")
MINE = "192.0.2.1 imprimante"


@pytest.fixture
def begun(agnes: Seat) -> Seat:
    """State `start`, with a line of the learner's own on a switch and on a workstation."""
    agnes.bring("start")
    agnes.ssh("pc-compta-2", f"echo '{MINE}' | sudo tee -a /etc/hosts")
    return agnes


def devices(seat: Seat) -> tuple[str, ...]:
    return seat.scene.lab.devices


FLASH = "/var/lib/ccp3switch/flash"
CANDIDATE, MERGE = "candidate_config.txt", "merge_config.txt"
"""NAPALM's own files on a switch: after a dry run a copy of the running configuration, and nothing."""


def files(seat: Seat) -> set[tuple[str, str]]:
    """Every file that a push could write: its device, its checksum and its path."""
    named = f"-type f ! -name {CANDIDATE} ! -name {MERGE}"
    command = f"find {' '.join(FOLDERS)} {named} 2>/dev/null | sort | xargs -d '\\n' sha256sum"
    found = seat.everywhere(lambda device: seat.inside(device, "sh", "-c", command).splitlines())
    return {(device, line) for device, lines in found.items() for line in lines}


def test_a_dry_run_shows_every_difference_and_changes_nothing(begun: Seat) -> None:
    running, stored = begun.configurations(), files(begun)
    shown = begun.ccp3("push", "--state", "solved", "--dry-run")
    assert shown.code == 0, shown.text
    sections = shown.out.split("=== ")[1:]
    assert [section.split(":")[0] for section in sections] == list(devices(begun))
    changing = {section.split(":")[0]: section for section in sections if "would change" in section.splitlines()[0]}
    assert set(changing) == {"sw1", "sw2", "pc-compta-2"}
    for switch in ("sw1", "sw2"):
        assert all(f"name {vlan.name}" in changing[switch] for vlan in begun.scene.company.vlans(switch))
    assert f"-{MINE}" in changing["pc-compta-2"]
    assert begun.configurations() == running
    assert files(begun) ^ stored == set()
    for switch in ("sw1", "sw2"):  # and no solution lies about
        left = begun.inside(switch, "cat", f"{FLASH}/{CANDIDATE}", f"{FLASH}/{MERGE}")
        assert "hostname" in left
        assert "switchport" not in left


def test_solved_is_all_points_and_the_second_push_changes_nothing(begun: Seat) -> None:
    first = begun.ccp3("push", "--state", "solved", "--yes")
    assert (first.code, first.out) == (0, "3 changed: sw1, sw2, pc-compta-2\n"), first.text
    mark = begun.check()
    assert (mark.code, mark.score) == (0, (20, 20)), mark.red()
    running, stored = begun.configurations(), files(begun)
    second = begun.ccp3("push", "--state", "solved", "--yes")
    assert (second.code, second.out) == (0, "0 changed\n"), second.text
    assert begun.configurations() == running
    assert files(begun) ^ stored == set()


def test_what_runs_already_and_is_not_saved_is_saved(agnes: Seat) -> None:
    """As after a learner who undid a saved line, or a push that was killed between its last two steps."""
    agnes.bring("solved")
    with agnes.terminal("sw1") as terminal:
        terminal.lines(["conf t", "int gi1/0/7", "desc essai", "do wr", "no desc", "end"])
    assert "essai" in agnes.ccp3("push", "--state", "solved", "--dry-run").out
    assert agnes.bring("solved") == ("sw1",)
    assert agnes.look().not_passed() == set()
    assert agnes.bring("solved") == ()


def test_a_push_asks_before_it_overwrites(agnes: Seat) -> None:
    running = agnes.configuration("pc-compta-2")
    said = agnes.ccp3("push", "--state", "solved")
    assert said.code == 2
    assert "overwrites what agnes did" in said.err
    assert "--yes" in said.err
    assert agnes.configuration("pc-compta-2") == running


def test_an_unknown_state_is_refused_with_the_nearest_name(agnes: Seat) -> None:
    said = agnes.ccp3("push", "--state", "solve", "--yes")
    assert (said.code, said.out) == (2, "")
    assert "`solve`" in said.err
    assert "`solved`" in said.err
