"""The doctor's table: each thing there, missing or too old, and what mends it."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from ccp3lab import doctor
from ccp3lab.doctor import engine, host, software
from ccp3lab.doctor.finding import Finding, State, healthy, judged, table
from ccp3lab.errors import ImageError
from ccp3lab.setup import containerlab
from tests.setup.conftest import Fakes

THERE = judged("Docker engine", "26.1.5", ">= 20.10", "make lab")
MISSING = judged("Docker engine", None, ">= 20.10", "make lab")


def test_what_is_found_is_there_and_needs_no_remedy() -> None:
    assert Finding("Docker engine", "26.1.5", ">= 20.10", State.THERE, "") == THERE
    assert Finding("Docker engine", "-", ">= 20.10", State.MISSING, "make lab") == MISSING


@pytest.mark.parametrize("state", [State.MISSING, State.TOO_OLD])
def test_one_thing_that_is_not_there_is_enough_to_be_ill(state: State) -> None:
    assert healthy([THERE])
    assert not healthy([THERE, Finding("x", "", "", state)])


def test_the_table_shows_every_row_with_its_remedy_and_takes_brackets_as_text() -> None:
    screen = Console(file=io.StringIO(), width=160)
    screen.print(table([THERE, MISSING, judged("odd", "[red]x[/]", "y", "")]))
    assert isinstance(screen.file, io.StringIO)
    text = screen.file.getvalue()
    assert [word in text for word in ("26.1.5", "missing", "make lab", "[red]x[/]")] == [True] * 4


@pytest.mark.parametrize(
    ("version", "state"), [((3, 10, 9), State.TOO_OLD), ((3, 11, 0), State.THERE), ((3, 14, 1), State.THERE)]
)
def test_python(version: tuple[int, ...], state: State) -> None:
    assert software.python(version).state is state


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the environment is made from."""
    (tmp_path / "tools").mkdir()
    for name in software.LOCKED:
        (tmp_path / name).write_text(name)
    return tmp_path


def test_packages_in_step_behind_and_absent(checkout: Path, tmp_path: Path) -> None:
    assert software.packages(tmp_path, checkout).state is State.MISSING
    (tmp_path / software.STAMP).write_text(software.lock_digest(checkout) + "\n")
    assert software.packages(tmp_path, checkout).state is State.THERE
    (checkout / "tools" / "requirements.lock").write_text("newer")
    behind = software.packages(tmp_path, checkout)
    assert (behind.state, behind.remedy) == (State.TOO_OLD, "tools/venv")


def test_a_client_without_an_engine_is_told_as_such(fakes: Fakes) -> None:
    assert engine.server().found == "-"
    fakes.add("docker", "exit 1")
    found = engine.server()
    assert (found.state, found.found) == (State.MISSING, "a client, no engine answers")
    assert "make lab" in found.remedy


@pytest.mark.parametrize(
    ("version", "state"),
    [("19.03.15", State.TOO_OLD), ("20.10.24+dfsg1", State.THERE), ("28.2.2", State.THERE)],
)
def test_the_version_of_the_engine(fakes: Fakes, version: str, state: State) -> None:
    fakes.add("docker", f"echo {version}")
    assert engine.server().state is state


def test_images_are_compared_with_the_present_content(fakes: Fakes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.device_images, "names", lambda: ("base", "switch"))
    monkeypatch.setattr(engine.device_images, "missing", lambda: ("switch",))
    monkeypatch.setattr(engine.device_images, "reference", "ccp3/{}:0123456789ab".format)
    base, switch = engine.images(THERE)
    assert (base.name, base.found, base.needed, base.state) == ("image base", "built", "0123456789ab", State.THERE)
    assert (switch.state, switch.remedy) == (State.MISSING, "make images")
    assert [row.state for row in engine.images(MISSING)] == [State.MISSING, State.MISSING]


@pytest.mark.parametrize(("free", "state"), [(engine.GIB, State.THERE), (engine.GIB - 1, State.MISSING)])
def test_disk(free: int, state: State) -> None:
    found = engine.enough(free, needed=engine.GIB)
    assert found.state is state
    assert ("docker system df" in found.remedy) == (state is State.MISSING)


def test_more_disk_is_asked_for_while_images_are_missing(fakes: Fakes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.device_images, "missing", lambda: ("switch",))
    assert engine.disk(THERE).needed == "3.0 GiB"
    assert engine.disk(MISSING).needed == "3.0 GiB"
    monkeypatch.setattr(engine.device_images, "missing", lambda: ())
    assert engine.disk(THERE).needed == "0.5 GiB"


@pytest.mark.parametrize(("version", "state"), [("0.77.1", State.TOO_OLD), ("0.78.0", State.THERE)])
def test_containerlab_on_path(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, state: State
) -> None:
    monkeypatch.setattr(containerlab, "cached", lambda _: tmp_path / "absent")
    fakes.add("containerlab", f'echo "version: {version}"')
    found = software.containerlab()
    assert (found.state, found.found.split(",")[0]) == (state, version)


def test_containerlab_absent_then_built(fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containerlab, "cached", lambda _: tmp_path / "built")
    assert software.containerlab().state is State.MISSING
    fakes.add("built", 'echo "version: 0.79.0"').rename(tmp_path / "built")
    assert software.containerlab().found == "0.79.0, built here"


def test_an_override_that_names_nothing_is_told(fakes: Fakes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCP3_CONTAINERLAB", "wrapper --quick")
    found = software.containerlab()
    assert found.state is State.MISSING
    assert "CCP3_CONTAINERLAB" in found.remedy
    fakes.add("wrapper")
    assert software.containerlab().found == "CCP3_CONTAINERLAB=wrapper --quick"


def test_root_sudo_or_neither(fakes: Fakes, as_user: None) -> None:
    assert host.root().state is State.MISSING
    fakes.add("sudo")
    assert host.root().found == "sudo"


def test_root_itself(as_administrator: None) -> None:
    assert host.root().found == "root"


def test_cables_are_tried_in_a_namespace_of_their_own(fakes: Fakes, as_administrator: None) -> None:
    fakes.add("ip")
    fakes.add("unshare")
    assert host.veth().state is State.THERE
    assert fakes.calls == ["unshare --net ip link add ccp3a type veth peer name ccp3b"]


def test_a_kernel_without_cables_is_told_in_its_own_words(fakes: Fakes, as_administrator: None) -> None:
    fakes.add("ip")
    fakes.add("unshare", "echo 'Error: Unknown device type.' >&2; exit 2")
    found = host.veth()
    assert (found.state, found.found) == (State.MISSING, "Error: Unknown device type.")
    assert "modprobe veth" in found.remedy


def test_what_cannot_be_tried_is_said_and_does_not_stand_in_the_way(fakes: Fakes) -> None:
    assert host.veth().found == "not tried (no iproute2)"


def test_tun(tmp_path: Path) -> None:
    assert host.tun(Path("/dev/null")).state is State.THERE
    assert host.tun(tmp_path / "tun").remedy.startswith("modprobe tun")
    (tmp_path / "tun").touch()
    assert host.tun(tmp_path / "tun").state is State.MISSING


def test_with_nothing_on_the_machine_the_doctor_still_answers(fakes: Fakes, as_user: None) -> None:
    findings = doctor.examine()
    assert not healthy(findings)
    states = {finding.name: finding.state for finding in findings}
    assert states["Python"] is State.THERE
    assert states["Docker engine"] is states["root rights"] is State.MISSING
    assert all(finding.remedy for finding in findings if finding.state is not State.THERE)


def test_an_engine_that_goes_away_meanwhile_is_a_row_not_an_exception(
    fakes: Fakes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> tuple[str, ...]:
        raise ImageError("the engine does not tell its images")

    monkeypatch.setattr(engine.device_images, "missing", gone)
    assert all(row.state is State.MISSING for row in engine.images(THERE))


@pytest.mark.lab
def test_on_this_machine_everything_is_looked_at() -> None:
    findings = doctor.examine()
    by_name = {finding.name: finding for finding in findings}
    for name in ("Docker engine", "containerlab", "root rights", "kernel: veth", "kernel: tun"):
        assert by_name[name].state is State.THERE, by_name[name]
