"""What runs before Python's packages are there: tools/venv, the Makefile, the lock files."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ccp3lab.doctor import software
from ccp3lab.house import here
from tests.setup.conftest import Fakes

ROOT = here().root
LOCKS = ("tools/build.lock", "tools/requirements.lock", "tools/go.lock")

PYTHON = """
case "$1 $2" in
  "-c import sys; sys.exit"*) exit {old};;
  "-c import ensurepip, venv") exit {without_venv};;
  "-c import sys; print"*) echo 3.13;;
  "-m venv") /bin/mkdir -p .venv/bin; /bin/cp "$0" .venv/bin/python; echo "#!$PWD/.venv/bin/python" > .venv/bin/ccp3;;
  "-m pip") case "$*" in *{failing}*) echo "no network" >&2; exit 1;; esac;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path, fakes: Fakes) -> Path:
    """A checkout with the script and its lock files, nothing else; on a PATH of fakes with what a small Debian has."""
    root = tmp_path / "checkout"
    (root / "tools").mkdir(parents=True)
    for name in ("tools/venv", *software.LOCKED):
        shutil.copy(ROOT / name, root / name)
    for real in ("dirname", "sha256sum", "cut", "grep", "rm", "id"):
        found = shutil.which(real, path="/usr/bin:/bin")
        assert found
        (fakes.bin / real).symlink_to(found)
    return root


def add_python(fakes: Fakes, *, old: int = 0, without_venv: int = 0, failing: str = "nothing") -> None:
    fakes.add("python3", PYTHON.format(old=old, without_venv=without_venv, failing=failing))


def venv(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([checkout / "tools" / "venv"], capture_output=True, text=True, timeout=30, check=False)


def test_the_environment_is_made_of_the_lock_files_with_hashes(checkout: Path, fakes: Fakes) -> None:
    add_python(fakes)
    done = venv(checkout)
    assert done.returncode == 0, done.stderr
    installs = [call for call in fakes.calls if " install " in call]
    assert ["--require-hashes" in call for call in installs] == [True, True, False]
    assert "--no-deps --no-build-isolation --editable ." in installs[-1]


def test_the_stamp_is_the_one_that_the_doctor_computes(checkout: Path, fakes: Fakes) -> None:
    add_python(fakes)
    venv(checkout)
    assert (checkout / ".venv" / software.STAMP).read_text().strip() == software.lock_digest(checkout)
    assert software.packages(checkout / ".venv", checkout).remedy == ""


def test_a_second_time_nothing_is_done(checkout: Path, fakes: Fakes) -> None:
    add_python(fakes)
    venv(checkout)
    before = len(fakes.calls)
    done = venv(checkout)
    assert done.stdout == "Python packages: in step with the lock files\n"
    assert [call for call in fakes.calls[before:] if "pip" in call] == []


@pytest.mark.parametrize("name", software.LOCKED)
def test_a_changed_lock_is_installed(checkout: Path, fakes: Fakes, name: str) -> None:
    add_python(fakes)
    venv(checkout)
    with (checkout / name).open("a") as lock:
        lock.write("# changed\n")
    assert "installed into .venv" in venv(checkout).stdout


def test_a_checkout_that_was_moved_gets_its_environment_again(checkout: Path, fakes: Fakes) -> None:
    add_python(fakes)
    venv(checkout)
    moved = checkout.rename(checkout.with_name("moved"))
    assert "installed into .venv" in venv(moved).stdout


def test_a_failed_download_is_one_message_and_is_tried_again_next_time(checkout: Path, fakes: Fakes) -> None:
    add_python(fakes, failing="requirements.lock")
    done = venv(checkout)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("set-up: pip could not bring the Python packages: check the network")
    assert not (checkout / ".venv" / software.STAMP).exists()
    shutil.rmtree(checkout / ".venv")
    add_python(fakes)
    assert venv(checkout).returncode == 0


def test_a_python_that_is_too_old_is_none(checkout: Path, fakes: Fakes) -> None:
    add_python(fakes, old=1)
    done = venv(checkout)
    assert done.returncode == 2
    assert "no Python 3.11 or later" in done.stderr


def test_debians_missing_venv_is_installed_as_the_package_of_that_python(checkout: Path, fakes: Fakes) -> None:
    add_python(fakes, without_venv=1)
    fakes.add("apt-get")
    fakes.add("sudo", 'exec "$@"')
    done = venv(checkout)
    assert done.returncode == 0, done.stderr
    installs = [call for call in fakes.calls if call.startswith("apt-get install")]
    assert len(installs) == 1
    assert installs[0].endswith("python3.13-venv")


def test_a_missing_venv_that_cannot_be_had_is_told_with_the_command(checkout: Path, fakes: Fakes) -> None:
    add_python(fakes, without_venv=1)
    fakes.add("apt-get", "exit 100")
    fakes.add("sudo", 'exec "$@"')
    done = venv(checkout)
    assert done.returncode == 2
    assert "apt-get install python3.13-venv" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_hashes_and_no_index_is_named(name: str) -> None:
    text = (ROOT / name).read_text()
    entries = re.findall(r"^[a-z0-9].*(?:\n    .*)*", text, re.MULTILINE)
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert not re.search(r"https?:|--(?:extra-)?index|--find-links|file:", text)


def test_the_lock_has_every_package_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    locked = re.findall(r"^([a-z0-9.-]+)==", (ROOT / "tools/requirements.lock").read_text(), re.MULTILINE)
    assert len(named) > 10
    assert {re.split("[<>=;[]", name)[0].strip().lower() for name in named} <= set(locked)


def test_both_locks_of_the_environment_agree() -> None:
    build, packages = (
        dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("tools/build.lock", "tools/requirements.lock")
    )
    assert {name: build[name] for name in build.keys() & packages} == {
        name: packages[name] for name in build.keys() & packages
    }


OUTER = ("MAKE", "MFLAGS", "LAB", "LEARNER")
"""What `make test LAB=...`, in which these tests may run, hands down to every make below it."""


def make(*arguments: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OUTER)}
    done = subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True, env=clean)
    return done.stdout


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("lab", ".venv/bin/ccp3 up vlan-trunk --learner demo"),
        ("check", ".venv/bin/ccp3 check vlan-trunk --learner demo"),
        ("down", ".venv/bin/ccp3 down vlan-trunk --learner demo"),
        ("selftest", ".venv/bin/ccp3 selftest vlan-trunk"),
        ("test", ".venv/bin/python tools/suite.py"),
        ("images", ".venv/bin/ccp3 images"),
        ("doctor", ".venv/bin/ccp3 doctor"),
        ("bench", ".venv/bin/python tools/plan_bench.py"),
        ("lint", ".venv/bin/python -m mypy"),
    ],
)
def test_each_target_brings_the_environment_then_calls_the_command(target: str, expected: str) -> None:
    lines = make("--dry-run", target).splitlines()
    assert lines[0] == "tools/venv"
    assert lines[-1] == expected


def test_bench_measures_every_part() -> None:
    names = ("bench", "company_bench", "directory_bench", "switch_bench", "driver_bench", "plan_bench")
    wanted = [f".venv/bin/python tools/{name}.py" for name in names]
    assert make("--dry-run", "bench").splitlines()[-len(wanted) :] == wanted


def test_lab_and_learner_may_be_chosen() -> None:
    assert (
        make("--dry-run", "lab", "LAB=dhcp", "LEARNER=alice").splitlines()[-1]
        == ".venv/bin/ccp3 up dhcp --learner alice"
    )


def test_help_names_every_target_for_people() -> None:
    shown = make()
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert len(targets) >= 10
    assert all(f"make {target}" in shown for target in targets)


@pytest.mark.parametrize("script", ["tools/venv", "tools/lock", ".ci/run"])
def test_scripts_may_be_run_and_parse(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    shell = "bash" if script == ".ci/run" else "sh"
    assert subprocess.run([shell, "-n", ROOT / script], check=False).returncode == 0


@pytest.mark.parametrize(("lint", "test", "code"), [(0, 0, 0), (2, 0, 2), (0, 1, 1), (2, 1, 1)])
def test_ci_fails_if_either_half_does_and_the_tests_come_last(
    tmp_path: Path, fakes: Fakes, lint: int, test: int, code: int
) -> None:
    fakes.add("make", f'case "$1" in lint) exit {lint};; test) echo "lab: $CCP3_REQUIRE_LAB"; exit {test};; esac')
    (fakes.bin / "dirname").symlink_to("/usr/bin/dirname")
    done = subprocess.run(
        ["/bin/bash", ROOT / ".ci" / "run"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stdout) == (code, "lab: 1\n")
    assert fakes.calls == ["make lint", "make test"]


def test_this_python_is_recent_enough_for_its_own_rule() -> None:
    assert software.python(sys.version_info[:3]).remedy == ""
