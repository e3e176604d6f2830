"""Which containerlab runs, and how it is called."""

import re
from pathlib import Path

import pytest

from ccp3lab.errors import ProviderError
from ccp3lab.house import here
from ccp3lab.setup import containerlab
from tests.setup.conftest import Fakes

SAYS = 'echo "  version: {}"; echo "   commit: 2f3a"'


@pytest.fixture
def nothing_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path where this checkout would have built one; there is none."""
    target = tmp_path / "cache" / "containerlab"
    monkeypatch.setattr(containerlab, "cached", {here().root: target}.__getitem__)
    return target


def built(target: Path) -> Path:
    target.parent.mkdir(parents=True)
    target.touch(mode=0o755)
    return target


@pytest.mark.parametrize("version", ["0.78.0", "0.79.0", "0.100.1", "1.0.0"])
def test_the_one_on_path_runs_when_it_is_able(fakes: Fakes, nothing_built: Path, version: str) -> None:
    binary = fakes.add("containerlab", SAYS.format(version))
    assert containerlab.find() == binary


@pytest.mark.parametrize("version", ["0.77.9", "0.9.0"])
def test_one_that_is_too_old_gives_way_to_the_built_one(fakes: Fakes, nothing_built: Path, version: str) -> None:
    fakes.add("containerlab", SAYS.format(version))
    assert containerlab.find() is None
    built(nothing_built)
    assert containerlab.find() == nothing_built


def test_a_build_from_source_is_asked_what_it_can_do(fakes: Fakes, nothing_built: Path) -> None:
    fakes.add(
        "containerlab", f'[ "$1" = version ] && {SAYS.format("0.0.0")}; [ "$1 $2" != "validate --help" ] || exit 0'
    )
    assert containerlab.find() is not None
    fakes.add("containerlab", f'if [ "$1" = version ]; then {SAYS.format("0.0.0")}; else exit 1; fi')
    assert containerlab.find() is None


def test_what_does_not_tell_its_version_is_not_used(fakes: Fakes, nothing_built: Path) -> None:
    fakes.add("containerlab", "echo hello")
    assert containerlab.find() is None
    fakes.add("containerlab", f"{SAYS.format('0.79.0')}; exit 1")
    assert containerlab.find() is None


def test_without_any_the_error_says_what_to_do(fakes: Fakes, nothing_built: Path) -> None:
    with pytest.raises(ProviderError, match=r"no containerlab 0\.78 or later.*make lab.*https://containerlab\.dev"):
        containerlab.command()


def test_the_override_is_taken_as_it_is(fakes: Fakes, nothing_built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCP3_CONTAINERLAB", "/opt/my wrapper.sh")
    assert containerlab.command() == ("/opt/my", "wrapper.sh")
    monkeypatch.setenv("CCP3_CONTAINERLAB", "'/opt/my lab' --debug")
    assert containerlab.command() == ("/opt/my lab", "--debug")


def test_on_a_kernel_with_modules_root_calls_the_binary_itself(tmp_path: Path, as_administrator: None) -> None:
    (tmp_path / "modules").touch()
    assert containerlab.prefix(Path("/opt/containerlab"), proc=tmp_path) == ("/opt/containerlab",)


def test_a_user_calls_it_by_sudo_which_keeps_its_two_settings(fakes: Fakes, as_user: None, tmp_path: Path) -> None:
    sudo = fakes.add("sudo")
    (tmp_path / "modules").touch()
    keeps = "--preserve-env=CLAB_VERSION_CHECK,CLAB_LABDIR_BASE"
    assert containerlab.prefix(Path("/opt/clab"), proc=tmp_path) == (str(sudo), keeps, "/opt/clab")


def test_a_user_without_sudo_is_told(fakes: Fakes, as_user: None, tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match="needs root"):
        containerlab.prefix(Path("/opt/clab"), proc=tmp_path)


def test_on_a_kernel_without_modules_the_stand_in_comes_first(tmp_path: Path, as_administrator: None) -> None:
    python, isolated, bare, script, binary = containerlab.prefix(Path("/opt/clab"), proc=tmp_path)
    assert (isolated, bare, binary) == ("-I", "-S", "/opt/clab")
    assert Path(python).is_file()
    assert Path(script).name == "without_modules.py"
    assert Path(script).is_file()


def test_the_place_of_the_built_one_follows_what_is_pinned(tmp_path: Path) -> None:
    pins = tmp_path / "tools" / "containerlab"
    pins.mkdir(parents=True)
    (pins / "go.mod").write_text("module a")
    (pins / "go.sum").write_text("")
    before = containerlab.cached(tmp_path)
    assert containerlab.cached(tmp_path) == before
    (pins / "go.sum").write_text("changed")
    assert containerlab.cached(tmp_path) != before
    assert before.is_relative_to(tmp_path / ".cache")


def test_the_version_we_tell_is_the_one_that_go_mod_pins() -> None:
    pinned = re.search(r"srl-labs/containerlab v(\S+)", (here().root / "tools/containerlab/go.mod").read_text())
    assert pinned
    assert tuple(map(int, pinned[1].split("."))) == containerlab.PINNED
    assert containerlab.PINNED >= containerlab.NEEDED
