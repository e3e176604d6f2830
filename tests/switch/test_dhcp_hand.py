"""The process of relay and server: started, ended, started again; what refuses, and what a former life left."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from ccp3switch.errors import ApplyError
from ccp3switch.state import keeper
from ccp3switch.state.apply_services import ServicesHand
from ccp3switch.state.services import Services
from switchbench.container import until

FAKE = """#!/bin/sh
case "$1" in --test) grep -q wrong "${2#--conf-file=}" && { echo "dnsmasq: bad option" >&2; exit 1; }; exit 0;; esac
folder=$(dirname "${2#--conf-file=}")
[ -e "$folder/refuses" ] && { echo "dnsmasq: failed to bind" >&2; exit 2; }
echo started >>"$folder/starts"
echo $$ >"$folder/dhcp.pid"
exec sleep 60
"""
ONE, TWO = Services(("port=0", "one")), Services(("port=0", "two"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "dnsmasq"
    program.write_text(FAKE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setattr(keeper, "SECONDS", 2.0)
    return tmp_path


@pytest.fixture
def hand(folder: Path) -> Iterator[ServicesHand]:
    made = ServicesHand(folder)
    yield made
    made.apply(ONE, Services())


def process(folder: Path) -> int:
    """The process that serves now."""
    return int((folder / "dhcp.pid").read_text())


def alive(pid: int) -> bool:
    """Whether it runs; one that waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def starts(folder: Path) -> int:
    return len((folder / "starts").read_text().splitlines()) if (folder / "starts").exists() else 0


def test_nothing_to_do_starts_nothing(hand: ServicesHand, folder: Path) -> None:
    hand.apply(None, Services())
    hand.settle(Services())
    assert starts(folder) == 0


def test_it_is_started_when_its_configuration_differs_and_only_then(hand: ServicesHand, folder: Path) -> None:
    hand.apply(None, ONE)
    first = process(folder)
    text = (folder / "dhcp.conf").read_text()
    assert text.startswith("port=0\none\n")
    assert f"dhcp-leasefile={folder}/dhcp.leases\n" in text
    hand.apply(ONE, ONE)
    assert (process(folder), starts(folder)) == (first, 1)
    hand.apply(ONE, TWO)
    assert not alive(first)
    assert (alive(process(folder)), starts(folder)) == (True, 2)
    hand.apply(TWO, Services())
    assert not alive(process(folder))
    assert starts(folder) == 2


def test_a_configuration_that_it_refuses_leaves_the_old_one(hand: ServicesHand, folder: Path) -> None:
    hand.apply(None, ONE)
    first = process(folder)
    with pytest.raises(ApplyError, match="bad option"):
        hand.apply(ONE, Services(("wrong",)))
    assert alive(first)
    assert "wrong" not in (folder / "dhcp.conf").read_text()


def test_one_that_does_not_start_is_an_error_with_its_words(
    hand: ServicesHand, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "SECONDS", 0.3)
    (folder / "refuses").touch()
    with pytest.raises(ApplyError, match="failed to bind"):
        hand.apply(None, ONE)
    (folder / "refuses").unlink()
    assert not (folder / "dhcp-keeper.pid").exists()
    assert starts(folder) == 0


def test_a_folder_that_cannot_be_written_is_an_error(folder: Path) -> None:
    with pytest.raises(ApplyError, match=r"dhcp\.conf\.new"):
        ServicesHand(folder / "none").apply(None, ONE)


def test_one_that_dies_is_started_again(hand: ServicesHand, folder: Path) -> None:
    hand.apply(None, ONE)
    os.kill(process(folder), signal.SIGKILL)
    until(lambda: starts(folder) == 2, "a second start", 5)


def test_a_keeper_that_dies_is_started_again_when_all_is_settled(hand: ServicesHand, folder: Path) -> None:
    hand.apply(None, ONE)
    hand.settle(ONE)
    assert starts(folder) == 1
    group = int((folder / "dhcp-keeper.pid").read_text())
    os.killpg(group, signal.SIGKILL)
    until(lambda: not alive(group), "end of the keeper", 5)
    hand.settle(ONE)
    assert (starts(folder), alive(process(folder))) == (2, True)


def test_what_a_former_life_left_is_ended(hand: ServicesHand, folder: Path) -> None:
    former = ServicesHand(folder)
    former.apply(None, ONE)
    first = process(folder)
    hand.apply(None, TWO)
    assert not alive(first)
    assert (starts(folder), alive(process(folder))) == (2, True)
    former.apply(ONE, Services())
    assert not alive(process(folder))


def test_a_number_that_another_program_has_by_now_is_left_alone(hand: ServicesHand, folder: Path) -> None:
    (folder / "dhcp-keeper.pid").write_text(str(os.getpid()))
    hand.apply(None, Services())
    assert alive(os.getpid())
    assert not (folder / "dhcp-keeper.pid").exists()


@pytest.mark.parametrize("state", [ONE, Services()])
def test_leases_end_while_nothing_runs_that_would_write_them(hand: ServicesHand, folder: Path, state: Services) -> None:
    (folder / "dhcp.leases").write_text("0 02:00:00:00:00:33 10.0.0.1 * *\n0 02:00:00:00:00:34 10.0.0.2 * *\n")
    hand.apply(None, state)
    hand.forget(["10.0.0.1"])
    assert (folder / "dhcp.leases").read_text() == "0 02:00:00:00:00:34 10.0.0.2 * *\n"
    assert starts(folder) == (2 if state.dhcp else 0)


def test_a_log_that_grew_long_begins_anew(hand: ServicesHand, folder: Path) -> None:
    hand.apply(None, ONE)
    (folder / "dhcp.log").write_bytes(b"x" * ((1 << 20) + 1))
    hand.settle(ONE)
    assert (folder / "dhcp.log").stat().st_size == 0
