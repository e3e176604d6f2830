"""Building what is missing, in order, several at a time; and what a failure says."""

import importlib
import re
import shutil
from pathlib import Path

import pytest

from ccp3lab.errors import ImageError
from ccp3lab.house import House
from ccp3lab.images import build, failure, missing, reference
from ccp3lab.setup.engine import docker
from tests.setup.conftest import Fakes, silent

module = importlib.import_module("ccp3lab.images.build")

ENGINE = """
case "$1" in
  image) if [ "$2" = ls ]; then cat {there} 2> /dev/null; fi; exit 0;;
  build)
    for last in "$@"; do [ "$before" = --tag ] && tag=$last; before=$last; done
    cat > /dev/null
    {build}
    echo "$tag" >> {there};;
esac
"""


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_administrator: None) -> Path:
    """The logs of this test's builds go elsewhere."""
    monkeypatch.setattr(module, "here", lambda: House(tmp_path, tmp_path / "home"))
    return tmp_path


@pytest.fixture
def images(tmp_path: Path) -> Path:
    folder = tmp_path / "images"
    for name in ("base", "switch", "workstation"):
        (folder / name).mkdir(parents=True)
        (folder / name / "Dockerfile").write_text(f"ARG FROM\nFROM $FROM\n# {name}\n")
    return folder


def engine(fakes: Fakes, there: Path, build: str = "") -> None:
    fakes.add("docker", ENGINE.format(there=there / "there", build=build))


def built(fakes: Fakes) -> list[str]:
    """The images in the order in which their builds began."""
    return [call.split("--tag ccp3/")[1].split(":")[0] for call in fakes.calls if call.startswith("docker build")]


def test_what_the_engine_lacks_is_missing(fakes: Fakes, images: Path, tmp_path: Path) -> None:
    engine(fakes, tmp_path)
    (tmp_path / "there").write_text(f"{reference('switch', images)}\nccp3/base:000000000000\n")
    assert missing(["base", "switch"], images) == ("base",)
    assert missing(folder=images) == ("base", "workstation")


def test_without_an_engine_nothing_is_claimed(fakes: Fakes, images: Path) -> None:
    fakes.add("docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1")
    with pytest.raises(ImageError, match=r"Cannot connect.*\n.*make lab"):
        missing(["base"], images)


def test_parents_come_first_and_everything_once(fakes: Fakes, images: Path, tmp_path: Path) -> None:
    engine(fakes, tmp_path)
    build(["switch", "workstation"], silent, folder=images)
    assert built(fakes)[0] == "base"
    assert sorted(built(fakes)) == ["base", "switch", "workstation"]
    assert missing(["base", "switch", "workstation"], images) == ()
    build(["switch", "workstation"], silent, folder=images)
    assert len(built(fakes)) == 3


def test_a_child_starts_from_its_parents_reference(fakes: Fakes, images: Path, tmp_path: Path) -> None:
    engine(fakes, tmp_path)
    build(["switch"], silent, folder=images)
    calls = [call for call in fakes.calls if "--tag ccp3/switch" in call]
    assert f"--build-arg FROM={reference('base', images)}" in calls[0]
    assert calls[0].startswith("docker build --network host")


def test_a_parent_that_was_removed_is_not_missed_once_the_child_is_there(
    fakes: Fakes, images: Path, tmp_path: Path
) -> None:
    engine(fakes, tmp_path)
    (tmp_path / "there").write_text(reference("switch", images))
    build(["switch"], silent, folder=images)
    assert built(fakes) == []


def test_each_start_and_end_is_told(fakes: Fakes, images: Path, tmp_path: Path) -> None:
    engine(fakes, tmp_path)
    lines: list[str] = []
    build(["base"], lines.append, folder=images)
    start, end = lines
    assert start == f"  base: building {reference('base', images)}"
    assert re.fullmatch(r"  base: built in \d+ s \(1 of 1\)", end)


def test_the_lines_count_up_to_the_last_image(fakes: Fakes, images: Path, tmp_path: Path) -> None:
    engine(fakes, tmp_path)
    lines: list[str] = []
    build(["switch", "workstation"], lines.append, folder=images)
    assert [line[-8:] for line in lines if "built" in line] == ["(1 of 3)", "(2 of 3)", "(3 of 3)"]


def test_a_failure_shows_the_end_of_the_log_and_the_others_still_end(
    fakes: Fakes, images: Path, tmp_path: Path
) -> None:
    engine(fakes, tmp_path, 'case $tag in *switch*) echo "E: No such package"; exit 1;; esac')
    with pytest.raises(ImageError, match=r"(?s)image switch could not be built.*No such package.*images/switch/"):
        build(["switch", "workstation"], silent, folder=images)
    assert missing(["base", "switch", "workstation"], images) == ("switch",)


def test_children_of_a_failed_parent_are_not_tried(fakes: Fakes, images: Path, tmp_path: Path) -> None:
    engine(fakes, tmp_path, "exit 1")
    with pytest.raises(ImageError, match="image base"):
        build(["switch"], silent, folder=images)
    assert built(fakes) == ["base"]


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("write /usr/lib/x: no space left on device", "disk is full.*docker system df"),
        ("E: Failed to fetch http://d/x.deb  404  Not Found", "docker image rm ccp3/base:1"),
        ("Temporary failure resolving 'deb.debian.org'\nE: Failed to fetch", "needs Internet"),
        ("E: Could not connect to deb.debian.org:80", "needs Internet"),
        ("make: *** [all] Error 2", r"Read the log, mend images/switch/"),
    ],
)
def test_known_causes_get_their_own_way_out(log: str, words: str) -> None:
    text = failure.explained("switch", log, Path("switch.log"), "ccp3/base:1")
    assert log.splitlines()[0] in text
    with pytest.raises(ImageError, match=f"(?s){words}.*make images"):
        raise ImageError(text)


def test_only_the_end_of_a_long_log_is_shown() -> None:
    text = failure.explained("switch", "\n".join(f"line {number}" for number in range(500)), Path("x.log"))
    assert "line 480\n" in text
    assert "line 479\n" not in text


@pytest.mark.lab
def test_the_engine_builds_what_we_hand_it_and_the_tag_tells_the_content(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "images"
    (folder / "base").mkdir(parents=True)
    (folder / "base" / "note").write_text(str(tmp_path))
    (folder / "base" / "Dockerfile").write_text('ARG FROM\nFROM $FROM\nCOPY note /note\nCMD ["cat", "/note"]\n')
    name = reference("base", folder)
    try:
        build(["base"], silent, folder=folder)
        assert docker("run", "--rm", "--network", "none", name).out == str(tmp_path)
        assert missing(["base"], folder) == ()
    finally:
        docker("image", "rm", "--force", name)
        shutil.rmtree(folder)
