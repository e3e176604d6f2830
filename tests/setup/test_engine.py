"""The Docker engine: the server is asked, one is brought when none answers, and never a second one."""

from pathlib import Path

import pytest

from ccp3lab.errors import SetupError
from ccp3lab.setup import engine, machine
from tests.setup.conftest import Fakes, silent

NO_ENGINE = 'echo "Cannot connect to the Docker daemon" >&2; exit 1'
ANSWERS = "echo 26.1.5"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_administrator: None) -> None:
    """Nothing of the engine of this machine is seen or touched."""
    monkeypatch.setattr(engine, "LOG", tmp_path / "dockerd.log")
    monkeypatch.setattr(engine, "PID_FILE", tmp_path / "docker.pid")
    monkeypatch.setattr(engine, "SYSTEMD", tmp_path / "no-systemd")
    monkeypatch.setattr(engine, "DEADLINE", 5.0)


def client_of(fakes: Fakes, tmp_path: Path) -> Path:
    """A client that is answered once the file `up` exists."""
    fakes.add("docker", f"if [ -e {tmp_path}/up ]; then {ANSWERS}; else {NO_ENGINE}; fi")
    return tmp_path / "up"


def test_an_engine_that_answers_is_told_with_its_version(fakes: Fakes) -> None:
    fakes.add("docker", ANSWERS)
    assert engine.found() == "Docker 26.1.5 answers"


def test_a_client_without_an_engine_is_no_engine(fakes: Fakes) -> None:
    fakes.add("docker", NO_ENGINE)
    assert engine.found() is None


def test_no_client_is_no_engine(fakes: Fakes) -> None:
    assert engine.found() is None


def test_where_all_is_missing_the_packages_are_installed_and_the_engine_started(fakes: Fakes, tmp_path: Path) -> None:
    up = client_of(fakes, tmp_path)
    fakes.add("dockerd", f"touch {up}")
    daemon = (fakes.bin / "dockerd").rename(tmp_path / "dockerd")
    fakes.add("apt-get", f'case "$*" in *docker.io*) /bin/cp {daemon} {fakes.bin}/dockerd;; esac')
    engine.bring(silent)
    assert engine.found()
    assert fakes.calls.count("dockerd ") == 1
    assert any(call.endswith("docker.io") for call in fakes.calls)


def test_a_client_that_is_a_package_of_its_own_is_installed_too(fakes: Fakes) -> None:
    fakes.add("apt-cache")
    assert list(engine._missing_packages()) == ["docker.io", "docker-cli"]


def test_a_client_that_is_no_package_of_its_own_is_not_asked_for(fakes: Fakes) -> None:
    fakes.add("apt-cache", "exit 100")
    fakes.add("apt-get")
    assert list(engine._missing_packages()) == ["docker.io"]


def test_an_engine_that_is_installed_is_only_started(fakes: Fakes, tmp_path: Path) -> None:
    up = client_of(fakes, tmp_path)
    fakes.add("dockerd", f"echo starting; touch {up}; exec sleep 3")
    engine.bring(silent)
    assert not any(call.startswith("apt") for call in fakes.calls)
    assert engine.LOG.read_text() == "starting\n"


def test_with_systemd_it_is_systemd_that_starts_it(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SYSTEMD", tmp_path)
    fakes.add("dockerd")
    fakes.add("systemctl", f"touch {client_of(fakes, tmp_path)}")
    engine.bring(silent)
    assert "systemctl start docker" in fakes.calls
    assert "dockerd " not in fakes.calls


def test_a_second_engine_is_never_started(fakes: Fakes, tmp_path: Path) -> None:
    fakes.add("docker", ANSWERS)
    fakes.add("dockerd")
    engine.bring(silent)
    assert "dockerd " not in fakes.calls


def test_an_engine_that_hangs_is_waited_for_and_told_not_doubled(fakes: Fakes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_another_starts", {engine.PID_FILE: True}.__getitem__)
    monkeypatch.setattr(engine, "DEADLINE", 0.3)
    fakes.add("docker", NO_ENGINE)
    fakes.add("dockerd")
    with pytest.raises(SetupError, match="does not answer after"):
        engine.bring(silent)
    assert "dockerd " not in fakes.calls


def test_an_engine_that_ends_at_once_is_told_with_the_end_of_its_log(
    fakes: Fakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "DEADLINE", 0.5)
    fakes.add("docker", NO_ENGINE)
    fakes.add("dockerd", "echo 'failed to mount overlay: no such device'; exit 1")
    with pytest.raises(SetupError, match=r"(?s)failed to mount overlay.*by hand"):
        engine.bring(silent)


@pytest.mark.parametrize("text", ["", "no number", "999999999"])
def test_a_stale_pid_file_is_no_engine(tmp_path: Path, text: str) -> None:
    (tmp_path / "pid").write_text(text)
    assert not engine._another_starts(tmp_path / "pid")
    assert not engine._another_starts(tmp_path / "absent")


def test_a_user_who_may_open_the_socket_needs_no_sudo(fakes: Fakes, tmp_path: Path) -> None:
    (tmp_path / "socket").touch(mode=0o600)
    assert engine.client(tmp_path / "socket") == ("docker",)


def test_a_user_who_may_not_goes_through_sudo(
    fakes: Fakes, tmp_path: Path, as_user: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sudo = fakes.add("sudo")
    socket = tmp_path / "socket"
    socket.touch()
    monkeypatch.setattr("os.access", lambda path, _: path != socket)
    monkeypatch.setattr(machine, "program", lambda name: str(fakes.bin / name))
    assert engine.client(socket) == (str(sudo), "docker")


def test_a_user_who_may_not_and_has_no_sudo_is_told_and_the_doctor_still_answers(
    fakes: Fakes, tmp_path: Path, as_user: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = tmp_path / "socket"
    socket.touch()
    monkeypatch.setattr(engine, "SOCKET", socket)
    monkeypatch.setattr(engine, "_barred", socket.__eq__)
    assert engine.client(socket) == ("docker",)
    with pytest.raises(SetupError, match="usermod -aG docker"):
        engine.bring(silent)


def test_an_engine_elsewhere_that_does_not_answer_is_not_replaced_by_one_here(
    fakes: Fakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "ssh://room-server")
    fakes.add("docker", NO_ENGINE)
    fakes.add("dockerd")
    with pytest.raises(SetupError, match=r"DOCKER_HOST=ssh://room-server .*unset"):
        engine.bring(silent)
    assert not any(call.startswith(("dockerd", "apt")) for call in fakes.calls)


def test_an_engine_elsewhere_is_no_matter_of_sudo(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", "ssh://room-server")
    monkeypatch.setattr("os.access", lambda _path, _: False)
    assert engine.client(tmp_path) == ("docker",)
