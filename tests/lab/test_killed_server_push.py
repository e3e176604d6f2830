"""`ccp3 push` killed while it writes a DNS server: each server has its old or its new configuration, and serves it."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from labbench.desk import Desk
from labbench.seat import Seat
from nornir.core import Nornir

from ccp3lab.crew import crew
from ccp3lab.operations.push import send

pytestmark = pytest.mark.lab

LAB, SERVERS, PATIENCE = "dns", ("srv1", "srv2"), 30
STATE = "/var/lib/lab-config"
MOMENTS = {
    "it is compared": "pgrep -f '^python3 -I -S -c'",
    "all is staged": f"test -e {STATE}/stage/etc/bind/named.conf",
    "the journal is written": f"test -e {STATE}/txn/journal.json",
    "the first files are new": "find /etc/bind/zones -name '*.*' | grep -q .",
    "the daemon runs": "pidof named",
}
"""By name: what is true on srv1 then, a condition of sh(1)."""

RUNS = "find /etc/bind -type f ! -name rndc.key | sort | xargs tail -n +1; cat /etc/resolv.conf; pidof named | wc -w"
LEFT = f"ls {STATE} | grep -E 'txn|stage'; true"


@pytest.fixture(scope="module")
def paul(desk: Desk, image: Callable[[str], str]) -> Iterator[Seat]:
    image("server")
    seat = Seat(desk, "paul", LAB)
    seat.up()
    yield seat
    assert seat.ccp3("down", "--yes").code == 0


@pytest.fixture(scope="module")
def nornir(paul: Seat) -> Iterator[Nornir]:
    """Connections of this process: they only prepare, the killed push has its own."""
    with crew(paul.desk.house, paul.scene.instance, ["napalm"]) as made:
        yield made


def bring(seat: Seat, nornir: Nornir, state: str) -> dict[str, str]:
    """Push STATE to the servers; what they have and whether BIND runs there."""
    candidates = seat.scene.candidates(state)
    send(nornir, {name: candidates[name] for name in SERVERS}).demand()
    return runs(seat)


def runs(seat: Seat) -> dict[str, str]:
    return {name: seat.inside(name, "sh", "-c", RUNS) for name in SERVERS}


@pytest.fixture(scope="module")
def sides(paul: Seat, nornir: Nornir) -> dict[str, dict[str, str]]:
    """What the servers run before and after a whole push, by side; `new` is told twice for the same bytes."""
    found = {"new": bring(paul, nornir, "solved"), "old": bring(paul, nornir, "start")}
    assert bring(paul, nornir, "solved") == found["new"]
    assert all(found["old"][name].splitlines()[-1] == "0" for name in SERVERS), "BIND is the learner's work"
    assert all(found["new"][name].splitlines()[-1] == "1" for name in SERVERS)
    return found


def killed_when(seat: Seat, sign: str) -> int:
    """The exit code of a push of the solution, killed as soon as SIGN is there on srv1."""
    wait = f"until {sign}; do sleep 0.005; done >/dev/null"
    watch = ["docker", "exec", seat.container("srv1"), "timeout", str(PATIENCE), "sh", "-c", wait]
    with subprocess.Popen(watch) as watcher:
        push = seat.desk.start(*seat.words("push", "--state", "solved", "--yes"))
        assert watcher.wait(PATIENCE) == 0, sign
        push.kill()
        push.communicate()
    return push.returncode


def settled(seat: Seat) -> dict[str, str]:
    """What the servers run once what a killed push left is undone: that goes on for a moment."""
    deadline = time.monotonic() + PATIENCE
    while any(seat.inside(name, "sh", "-c", LEFT) for name in SERVERS):
        assert time.monotonic() < deadline, "an interrupted transaction is not undone"
        time.sleep(0.05)
    return runs(seat)


@pytest.mark.parametrize("sign", MOMENTS.values(), ids=MOMENTS)
def test_old_or_new_never_half(sign: str, paul: Seat, nornir: Nornir, sides: dict[str, dict[str, str]]) -> None:
    assert bring(paul, nornir, "start") == sides["old"]
    assert killed_when(paul, sign) == -signal.SIGKILL
    found = settled(paul)
    for name in SERVERS:
        assert found[name] in (sides["old"][name], sides["new"][name]), name
    assert bring(paul, nornir, "solved") == sides["new"], "the next push ends well"
