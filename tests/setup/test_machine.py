"""Running programs, being root, installing packages."""

import sys
from pathlib import Path

import pytest

from ccp3lab.errors import SetupError
from ccp3lab.setup import machine
from tests.setup.conftest import Fakes, silent


def test_a_program_that_ends_well_tells_what_it_printed() -> None:
    done = machine.finish((sys.executable, "-c", "print('hello')"))
    assert (done.code, done.out) == (0, "hello\n")


def test_a_program_that_fails_is_a_result_not_an_exception() -> None:
    done = machine.finish((sys.executable, "-c", "import sys; sys.exit('no space')"))
    assert (done.code, done.last_words) == (1, "no space")


def test_a_program_that_does_not_exist_is_told_by_the_code_of_the_shell() -> None:
    assert machine.finish(("/nowhere/docker",)).code == machine.ABSENT


def test_a_program_that_hangs_is_ended() -> None:
    done = machine.finish((sys.executable, "-c", "input() if False else __import__('time').sleep(60)"), limit=0.2)
    assert done.code == machine.EXPIRED
    assert "0 s" in done.last_words


def test_a_program_gets_no_input_to_wait_for() -> None:
    assert machine.finish((sys.executable, "-c", "import sys; sys.exit(len(sys.stdin.read()))")).code == 0


def test_bytes_that_are_no_text_do_no_harm() -> None:
    done = machine.finish((sys.executable, "-c", "import os; os.write(1, bytes([255, 10]))"))
    assert done.out == "\N{REPLACEMENT CHARACTER}\n"


def test_the_environment_given_is_added_to_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEPT", "1")
    done = machine.finish(
        (sys.executable, "-c", "import os; print(os.environ['KEPT'], os.environ['ADDED'])"), env={"ADDED": "2"}
    )
    assert done.out == "1 2\n"


def test_only_the_last_lines_are_quoted() -> None:
    done = machine.Done(1, "", "\n".join(map(str, range(100))))
    assert done.last_words.splitlines() == [str(number) for number in range(92, 100)]


def test_root_needs_nothing_in_front(as_administrator: None) -> None:
    assert machine.as_root(("mount",), "mounting") == ("mount",)


def test_a_user_with_sudo_goes_through_it(fakes: Fakes, as_user: None) -> None:
    sudo = fakes.add("sudo")
    assert machine.as_root(("mount",), "mounting") == (str(sudo), "mount")


def test_a_user_without_sudo_is_told_what_needed_root_and_what_to_do(fakes: Fakes, as_user: None) -> None:
    with pytest.raises(SetupError, match=r"mounting needs root.*sudo"):
        machine.as_root(("mount",), "mounting")


def test_packages_are_installed_after_an_update_and_without_the_recommended_ones(
    fakes: Fakes, as_administrator: None
) -> None:
    fakes.add("apt-get")
    machine.apt_install(("docker.io",), silent)
    update, install = fakes.calls
    assert update.startswith("apt-get update")
    assert install.startswith("apt-get install -y --no-install-recommends")
    assert install.endswith("docker.io")


def test_an_update_that_fails_does_not_stop_a_package_that_is_there(fakes: Fakes, as_administrator: None) -> None:
    fakes.add("apt-get", '[ "$1" != update ]')
    machine.apt_install(("docker.io",), silent)


def test_a_package_that_cannot_be_had_ends_in_one_message_with_the_words_of_apt(
    fakes: Fakes, as_administrator: None
) -> None:
    fakes.add("apt-get", 'echo "E: Unable to fetch some archives" >&2; exit 100')
    with pytest.raises(SetupError, match=r"(?s)docker\.io.*Unable to fetch.*network"):
        machine.apt_install(("docker.io",), silent)


def test_a_machine_without_apt_is_told_which_packages_to_bring(fakes: Fakes) -> None:
    with pytest.raises(SetupError, match=r"no apt: install docker\.io"):
        machine.apt_install(("docker.io",), silent)


def test_programs_of_the_system_are_found_on_a_plain_users_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    daemon = tmp_path / "dockerd"
    daemon.touch(mode=0o755)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(machine, "SBIN", (str(tmp_path),))
    assert machine.program("dockerd") == str(daemon)
