"""A registry: rooms announce, the core finds; a room is imported when somebody asks, once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccp3lab.jobs import JOBS, job
from ccp3lab.registry import Registry

ROOM = "ccp3test_room"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty package that can be imported as ROOM."""
    folder = tmp_path / ROOM
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == ROOM]:
        del sys.modules[name]


def test_what_is_added_is_found_and_stays_what_it_was(room: Path) -> None:
    registry: Registry[str] = Registry(ROOM)
    assert registry.add("vlan")("entry") == "entry"
    assert registry.get("vlan") == "entry"
    assert registry.get("vlna") is None


def test_a_second_entry_of_a_name_is_a_defect(room: Path) -> None:
    registry: Registry[str] = Registry(ROOM)
    registry.add("vlan")("one")
    with pytest.raises(ValueError, match="ccp3test_room: vlan is registered twice"):
        registry.add("vlan")("two")
    assert registry.get("vlan") == "one"


def test_items_come_by_name(room: Path) -> None:
    registry: Registry[int] = Registry(ROOM)
    for number, name in enumerate(["trunk", "access", "vlan"]):
        registry.add(name)(number)
    assert list(registry.items()) == [("access", 1), ("trunk", 0), ("vlan", 2)]


@pytest.mark.parametrize(
    ("asked", "near"), [("switchin", "switching"), ("adressing", "addressing"), ("zzz", None), ("", None)]
)
def test_near_names_the_likely_one(room: Path, asked: str, near: str | None) -> None:
    registry: Registry[str] = Registry(ROOM)
    for name in ("switching", "addressing"):
        registry.add(name)(name)
    assert registry.near(asked) == near


@pytest.mark.parametrize("ask", [lambda r: r.get("x"), lambda r: r.near("x"), lambda r: list(r.items())])
def test_every_question_imports_each_module_of_the_room_once(room: Path, ask) -> None:
    for name in ("one", "two"):
        (room / f"{name}.py").write_text(f"import sys\nsys.ccp3test.append({name!r})\n")
    sys.ccp3test = []  # type: ignore[attr-defined]
    try:
        registry: Registry[str] = Registry(ROOM)
        assert sys.ccp3test == []  # type: ignore[attr-defined]
        ask(registry)
        ask(registry)
        assert sys.ccp3test == ["one", "two"]  # type: ignore[attr-defined]
    finally:
        del sys.ccp3test  # type: ignore[attr-defined]


def test_a_module_that_cannot_be_imported_is_no_silence(room: Path) -> None:
    (room / "broken.py").write_text("raise RuntimeError('a defect')\n")
    registry: Registry[str] = Registry(ROOM)
    with pytest.raises(RuntimeError, match="a defect"):
        registry.get("x")


def test_the_jobs_of_the_house_are_there() -> None:
    assert {name for name, _ in JOBS.items()} >= {"configure", "typed"}
    assert callable(job("configure"))


def test_a_job_that_is_not_there_is_a_defect_of_the_checkout() -> None:
    with pytest.raises(LookupError, match="no task `configrue` in tasks/"):
        job("configrue")
