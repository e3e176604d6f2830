"""Start, stop, reload, restart of real processes; what is then true of them."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from ccp3units import processes
from ccp3units.errors import UnitError
from ccp3units.folders import prepare

SLEEP = "ExecStart=/bin/sleep 60"
READY = """\
import os, socket, sys, time
out = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
time.sleep(float(sys.argv[1]))
out.sendto(b"STATUS=soon", os.environ["NOTIFY_SOCKET"])
out.sendto(b"READY=1\\nSTATUS=up", os.environ["NOTIFY_SOCKET"])
time.sleep(60)
"""


def dead(pid: int) -> bool:
    return processes.until(lambda: not processes.alive(pid), 5)


def test_a_daemon_from_start_to_stop(device) -> None:
    unit = device.write("x.service", SLEEP)
    assert device.state(unit).active == "inactive"
    device.jobs.start(unit)
    state = device.state(unit)
    assert (state.active, state.sub, processes.name(state.pid)) == ("active", "running", "sleep")
    assert abs(time.time() - (state.since or 0)) < 5
    device.jobs.stop(unit)
    assert dead(state.pid)
    assert (device.state(unit).active, device.state(unit).sub) == ("inactive", "dead")
    assert [word for word in ("Started", "Stopped") if word not in device.log(unit)] == []


def test_start_twice_is_one_daemon_restart_is_another_one(device) -> None:
    unit = device.write("x.service", SLEEP)
    device.jobs.start(unit)
    first = device.state(unit).pid
    device.jobs.start(unit)
    assert device.state(unit).pid == first
    device.jobs.restart(unit)
    assert device.state(unit).pid != first
    assert dead(first)


def test_two_at_the_same_time_are_one_daemon(device) -> None:
    unit = device.write("x.service", "ExecStart=/bin/sleep 61.25")
    jobs = [threading.Thread(target=device.jobs.start, args=(unit,)) for _ in range(4)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    found = [pid for pid in processes.everyone() if b"61.25" in _command_line(pid) and processes.alive(pid)]
    assert found == [device.state(unit).pid]


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_what_died_has_failed_until_it_is_started_again(device) -> None:
    unit = device.write("x.service", SLEEP)
    device.jobs.start(unit)
    pid = device.state(unit).pid
    os.kill(pid, signal.SIGKILL)
    assert dead(pid)
    assert (device.state(unit).active, device.state(unit).result) == ("failed", "exit-code")
    device.jobs.start(unit)
    assert device.state(unit).active == "active"


def test_the_words_of_one_that_does_not_start_are_in_its_log(device) -> None:
    unit = device.write("x.service", "ExecStart=/bin/sh -c 'echo line 5: nonsense >&2; exit 3'")
    with pytest.raises(UnitError, match=r"failed because .*\n.*journalctl -xeu x\.service"):
        device.jobs.start(unit)
    assert device.state(unit).active == "failed"
    assert [words for words in ("line 5: nonsense", "status=3") if words not in device.log(unit)] == []


def test_a_program_that_is_not_there(device) -> None:
    unit = device.write("x.service", "ExecStart=/no/such/daemon")
    with pytest.raises(UnitError, match="failed"):
        device.jobs.start(unit)
    assert "/no/such/daemon" in device.log(unit)
    checked = device.write("y.service", "ExecStartPre=/no/such/check", SLEEP)
    with pytest.raises(UnitError, match="failed"):
        device.jobs.start(checked)
    assert "Failed to execute /no/such/check" in device.log(checked)


def test_the_commands_around_the_start(device) -> None:
    mark = device.folder / "mark"
    line = f"/bin/sh -c 'echo $MAINPID >> {mark}'"
    unit = device.write("x.service", "ExecStartPre=-/bin/false", SLEEP, f"ExecStartPost={line}", f"ExecStopPost={line}")
    device.jobs.start(unit)
    pid = device.state(unit).pid
    device.jobs.stop(unit)
    assert mark.read_text().split() == [str(pid)] * 2


@pytest.mark.parametrize("key", ["ExecStartPre", "ExecStartPost"])
def test_a_command_around_the_start_that_fails_ends_it(key, device) -> None:
    unit = device.write("x.service", f"{key}=/bin/sh -c 'exit 4'", "ExecStart=/bin/sleep 62.5")
    with pytest.raises(UnitError, match="failed"):
        device.jobs.start(unit)
    assert device.state(unit).active == "failed"
    assert f"{key} process exited, code=exited, status=4" in device.log(unit)
    assert not [pid for pid in processes.everyone() if b"62.5" in _command_line(pid) and processes.alive(pid)]


def test_one_that_dies_while_it_is_waited_for_has_not_started(device) -> None:
    unit = device.write("x.service", "ExecStart=/bin/sleep 0.3", "ExecStartPost=/bin/sleep 0.6")
    with pytest.raises(UnitError, match="failed"):
        device.jobs.start(unit)


def test_reload(device) -> None:
    mark = device.folder / "mark"
    unit = device.write("x.service", SLEEP, f"ExecReload=/bin/sh -c 'echo $MAINPID > {mark}'")
    with pytest.raises(UnitError, match="not active, cannot reload"):
        device.jobs.reload(unit)
    device.jobs.start(unit)
    device.jobs.reload(unit)
    assert mark.read_text().strip() == str(device.state(unit).pid)


def test_a_reload_that_is_refused(device) -> None:
    unit = device.write("x.service", SLEEP, "ExecReload=/bin/false")
    device.jobs.start(unit)
    with pytest.raises(UnitError, match="failed"):
        device.jobs.reload(unit)
    assert device.state(unit).active == "active", "the old configuration goes on"
    with pytest.raises(UnitError, match="not applicable"):
        device.jobs.reload(device.write("y.service", SLEEP))


@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_a_daemon_that_says_when_it_is_ready(delay, device) -> None:
    script = device.folder / "ready.py"
    script.write_text(READY)
    unit = device.write("x.service", "Type=notify", f"ExecStart={sys.executable} {script} {delay}")
    begun = time.monotonic()
    device.jobs.start(unit)
    assert time.monotonic() - begun >= delay
    assert device.state(unit).active == "active"
    assert list((device.folder / "run/systemd/notify").iterdir()) == []


@pytest.mark.parametrize(("line", "words"), [("/bin/false", "status=1"), ("/bin/sleep 60", "timed out")])
def test_one_that_never_says_so(line, words, device) -> None:
    unit = device.write("x.service", "Type=notify", "TimeoutStartSec=300ms", f"ExecStart={line}")
    with pytest.raises(UnitError, match="failed"):
        device.jobs.start(unit)
    assert words in device.log(unit)


def test_a_daemon_that_forks(device) -> None:
    pid_file = device.folder / "x.pid"
    unit = device.write(
        "x.service",
        "Type=forking",
        f"PIDFile={pid_file}",
        f"ExecStart=/bin/sh -c 'sleep 60 >/dev/null 2>&1 & echo $! > {pid_file}'",
    )
    device.jobs.start(unit)
    assert device.state(unit).pid == int(pid_file.read_text())
    device.jobs.stop(unit)
    assert device.state(unit).active == "inactive"


def test_one_that_forks_and_leaves_nobody(device) -> None:
    unit = device.write(
        "x.service", "Type=forking", "TimeoutStartSec=200ms", "PIDFile=/no/such.pid", "ExecStart=/bin/true"
    )
    with pytest.raises(UnitError, match="failed"):
        device.jobs.start(unit)


def test_a_unit_without_a_daemon(device) -> None:
    lasting = device.write("x.service", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true")
    device.jobs.start(lasting)
    assert (device.state(lasting).active, device.state(lasting).sub) == ("active", "exited")
    device.jobs.stop(lasting)
    assert device.state(lasting).active == "inactive"
    once = device.write("y.service", "Type=oneshot", "ExecStart=/bin/true")
    device.jobs.start(once)
    assert device.state(once).active == "inactive"
    bad = device.write("z.service", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/false")
    with pytest.raises(UnitError, match="failed"):
        device.jobs.start(bad)
    assert device.state(bad).active == "failed"


def test_one_that_does_not_listen_is_killed_with_its_children(device) -> None:
    script = device.folder / "deaf"
    script.write_text("trap '' TERM\nsleep 63.75 &\necho trapped\nwait\nwait\n")
    unit = device.write("x.service", "TimeoutStopSec=300ms", f"ExecStart=/bin/sh {script}")
    device.jobs.start(unit)
    pid = device.state(unit).pid
    assert processes.until(lambda: "trapped" in device.log(unit), 5)
    device.jobs.stop(unit)
    assert dead(pid)
    assert processes.session(pid) == []
    assert "SIGKILL" in device.log(unit)


def test_kill_mode_process_leaves_the_sessions_alone(device) -> None:
    unit = device.write("x.service", "KillMode=process", "ExecStart=/bin/sh -c 'sleep 60 & wait'")
    device.jobs.start(unit)
    pid = device.state(unit).pid
    assert processes.until(lambda: len(processes.session(pid)) == 1, 5)
    (child,) = processes.session(pid)
    device.jobs.stop(unit)
    assert processes.alive(child)
    os.kill(child, signal.SIGKILL)


def test_a_record_of_the_push_is_believed_as_far_as_it_is_true(device) -> None:
    """The driver of Linux devices writes what it started by other ways."""
    unit = device.write("x.service", SLEEP)
    record = device.folder / "run/x.service.status"
    process = subprocess.Popen(["/bin/sleep", "60"])
    record.write_text(f"ActiveState=active\nMainPID={process.pid}\n")
    assert (device.state(unit).active, device.state(unit).pid) == ("active", process.pid)
    process.kill()
    process.wait()
    assert device.state(unit).active == "failed"
    record.write_text("ActiveState=inactive\n")
    assert device.state(unit).active == "inactive"
    one = device.write("networking.service", "Type=oneshot", "ExecStart=/bin/true")
    (device.folder / "run/networking.service.status").write_text("ActiveState=active\n")
    assert (device.state(one).active, device.state(one).sub) == ("active", "exited")


def test_another_process_with_the_number_of_a_dead_one_is_not_it(device) -> None:
    unit = device.write("x.service", SLEEP)
    process = subprocess.Popen(["/bin/sleep", "60"])
    record = device.folder / "run/x.service.status"
    record.write_text(f"ActiveState=active\nMainPID={process.pid}\n")
    long_ago = time.time() - 3600
    os.utime(record, (long_ago, long_ago))
    assert device.state(unit).active == "failed"
    process.kill()
    process.wait()


def test_one_that_was_started_by_hand_is_found_and_not_doubled(device) -> None:
    program = device.folder / "handmade-daemon"
    program.write_bytes(Path("/bin/sleep").read_bytes())
    program.chmod(0o755)
    unit = device.write("x.service", f"ExecStart={program} 60")
    process = subprocess.Popen([str(program), "60"])
    assert processes.until(lambda: processes.name(process.pid).startswith("handmade"), 5)
    assert device.state(unit).pid == process.pid
    device.jobs.start(unit)
    assert device.state(unit).pid == process.pid
    device.jobs.stop(unit)
    assert process.wait(5) == -signal.SIGTERM


def test_one_of_a_container_is_not_the_devices(device) -> None:
    """These tests run beside containers whose daemons have the same names, and must not end them."""
    program = device.folder / "contained-daemon"
    program.write_bytes(Path("/bin/sleep").read_bytes())
    program.chmod(0o755)
    unit = device.write("x.service", f"ExecStart={program} 60")
    with subprocess.Popen(["unshare", "--pid", "--fork", "--kill-child", str(program), "60"]) as container:
        assert processes.until(lambda: "contained-daemo" in map(processes.name, ours()), 5)
        assert device.state(unit).active == "inactive"
        container.kill()


def ours() -> list[int]:
    """All processes that this machine sees, containers included."""
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


@pytest.mark.parametrize("text", ["", "nonsense", "MainPID=x\n", "MainPID=99999999\nActiveState=inactive\n", "\0\xff"])
def test_a_record_that_says_nothing(text, device) -> None:
    (device.folder / "run/x.service.status").write_text(text)
    assert device.state(device.write("x.service", SLEEP)).active in {"inactive", "failed"}


def test_the_folders_of_a_unit(device) -> None:
    unit = device.write("x.service", "RuntimeDirectory=kea lock/kea", "RuntimeDirectoryMode=0750", "LogsDirectory=kea")
    named = prepare(unit, device.folder)
    assert (device.folder / "run/lock/kea").stat().st_mode & 0o777 == 0o750
    assert (device.folder / "var/log/kea").stat().st_mode & 0o777 == 0o755
    assert named["RUNTIME_DIRECTORY"].endswith("run/lock/kea")
    assert named["LOGS_DIRECTORY"] == str(device.folder / "var/log/kea")


def test_what_another_user_left_in_a_units_folder_changes_hands(device) -> None:
    import pwd

    me = pwd.getpwuid(os.getuid()).pw_name
    unit = device.write("x.service", f"User={me}", "StateDirectory=kea")
    (device.folder / "var/lib/kea").mkdir(parents=True)
    left = device.folder / "var/lib/kea/leases"
    left.touch()
    prepare(unit, device.folder)
    assert (left.owner(), left.group()) == (me, Path(left).group())
