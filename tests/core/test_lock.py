"""One command at a time, orphans of a killed one included: real processes, real flock(2)."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ccp3lab.errors import RefusedError
from ccp3lab.instance import Instance, locked

ROOT = Path(__file__).parents[2]
PATIENCE = 10.0

HOLDER = """
import subprocess, sys
from pathlib import Path
from ccp3lab.instance import Instance, locked
with locked(Instance(Path(sys.argv[1]), "vlan-trunk", "agnes")) as handle:
    orphan = subprocess.Popen(["sleep", "600"], pass_fds=(handle,), stdout=subprocess.DEVNULL)
    print(orphan.pid, flush=True)
    sys.stdin.read()
    orphan.kill()
    orphan.wait()
"""


@contextmanager
def holder(place: Instance) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A command that holds PLACE's lock until its input ends, and the process that it started."""
    command = [sys.executable, "-c", HOLDER, str(place.home)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    orphan = int(process.stdout.readline())
    try:
        yield process, orphan
    finally:
        with suppress(ProcessLookupError):
            os.kill(orphan, signal.SIGKILL)
        process.kill()
        process.wait(PATIENCE)
        process.stdin.close()
        process.stdout.close()


def eventually(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "did not come true"
        time.sleep(0.02)


def is_free(place: Instance) -> bool:
    try:
        with locked(place, patience=0):
            return True
    except RefusedError:
        return False


def test_who_comes_second_waits_then_gives_up(place: Instance) -> None:
    with locked(place):
        begun = time.monotonic()
        with pytest.raises(RefusedError, match="vlan-trunk of agnes: another command") as caught, locked(place, 0.3):
            pytest.fail("two hold it")
        assert 0.3 <= time.monotonic() - begun < 15
    assert f"fuser {place.lock_file}" in str(caught.value)


def test_who_waits_gets_it_when_it_is_free(place: Instance) -> None:
    order = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with locked(place, PATIENCE):
            order.append("second")

    thread = threading.Thread(target=second)
    with locked(place):
        thread.start()
        assert waiting.wait(PATIENCE)
        order.append("first")
    thread.join(PATIENCE)
    assert order == ["first", "second"]


def test_it_is_free_again_after_an_error(place: Instance) -> None:
    with pytest.raises(ZeroDivisionError), locked(place):
        raise ZeroDivisionError
    assert is_free(place)


def test_other_instances_are_not_held_up(place: Instance) -> None:
    with locked(place), locked(Instance(place.home, place.lab, "bob"), 0), locked(Instance(place.home, "x", "y"), 0):
        assert not is_free(place)


def test_the_lock_is_private_and_its_descriptor_is_given(place: Instance) -> None:
    with locked(place) as handle:
        assert os.path.samestat(os.fstat(handle), place.lock_file.stat())
        assert place.lock_file.stat().st_mode & 0o077 == 0
        assert place.lock_file.parent.stat().st_mode & 0o077 == 0
        assert not os.get_inheritable(handle)  # programs get it on purpose, by pass_fds


def test_another_process_holds_it(place: Instance) -> None:
    with holder(place) as (process, _):
        assert not is_free(place)
        assert process.stdin
        process.stdin.close()
        process.wait(PATIENCE)
        assert is_free(place)


def test_what_a_killed_command_started_keeps_the_lock(place: Instance) -> None:
    with holder(place) as (process, orphan):
        process.kill()
        process.wait(PATIENCE)
        with pytest.raises(RefusedError), locked(place, 0.3):
            pytest.fail("its orphan still works on the instance")
        os.kill(orphan, signal.SIGKILL)
        eventually(lambda: is_free(place))


def test_who_opened_the_lock_before_the_home_was_deleted_is_still_alone(
    deployed: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`down` of the last instance deletes the home with its locks: a lock on a deleted file would keep nobody out."""
    real, missed = fcntl.flock, iter([deployed.forget])

    def late(handle: int, how: int) -> None:
        next(missed, lambda: None)()
        real(handle, how)

    with monkeypatch.context() as patched:
        patched.setattr("ccp3lab.instance.lock.fcntl.flock", late)
        with locked(deployed, PATIENCE) as handle:
            assert next(missed, None) is None
            assert os.path.samestat(os.fstat(handle), deployed.lock_file.stat())
            assert not is_free(deployed)
    assert is_free(deployed)


def test_no_descriptor_is_left_open(place: Instance) -> None:
    with locked(place):
        assert not is_free(place)
        assert opened(place.lock_file) == 1
    assert opened(place.lock_file) == 0


def opened(path: Path) -> int:
    """How many descriptors of this process are open on PATH."""
    count = 0
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            count += link.readlink() == path
    return count
