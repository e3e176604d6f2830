"""Where things are."""

from pathlib import Path

import pytest

from ccp3lab.house import House, here


def test_here_is_this_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CCP3_HOME", raising=False)
    root = Path(__file__).resolve().parents[2]
    assert here() == House(root, root / ".ccp3")


@pytest.mark.parametrize("room", ["labs", "inventories", "templates", "images"])
def test_the_rooms_exist(room: str) -> None:
    folder = getattr(here(), room)
    assert folder.is_dir()
    assert folder.name == room


def test_instances_may_live_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    monkeypatch.setenv("CCP3_HOME", str(tmp_path / "link"))
    assert here().home == tmp_path / "real"  # two spellings of one folder must not make two instances


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCP3_HOME", "")
    assert here().home == here().root / ".ccp3"


def test_paths_are_shown_as_a_person_reads_them(tmp_path: Path) -> None:
    house = House(tmp_path, tmp_path / "home")
    assert house.shown(tmp_path / "labs" / "x" / "lab.yml") == "labs/x/lab.yml"
    assert house.shown(Path("/etc/hosts")) == "/etc/hosts"
