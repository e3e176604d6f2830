"""Changes as operations of a directory, and which refusals are none."""

import pytest

from ccp3lab.errors import DirectoryError
from tasks.directory_change import Change, Create, Delete, Members, Move, Prune, Set
from tasks.directory_write import Writer

DN = "CN=ann,DC=test"
SECRET = "velo-roue-042"


class Recorder:
    """Stands in for a Directory: what was asked of it; it refuses with the code that a test says."""

    def __init__(self, refuses: int | None = None) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.refuses = refuses

    def __getattr__(self, name: str):
        def ask(*given: object) -> None:
            self.asked.append((name, *given))
            if self.refuses is not None:
                raise DirectoryError("refused", self.refuses)

        return ask


CREATE = Create("+ user ann", DN, {"sn": (b"A",)}, "ann")
CHANGES = [
    (CREATE, ("add", DN, {"sn": (b"A",), "unicodePwd": [f'"{SECRET}"'.encode("utf-16-le")]})),
    (Create("+ group g", DN, {"sn": (b"A",)}), ("add", DN, {"sn": (b"A",)})),
    (Set("~", DN, {"title": ()}), ("modify", DN, {"title": ()})),
    (Set("~", DN, {}, "ann"), ("modify", DN, {"unicodePwd": [f'"{SECRET}"'.encode("utf-16-le")]})),
    (Members("~", DN, ("CN=a",), ("CN=b",)), ("members", DN, ("CN=a",), ("CN=b",))),
    (Move("~", DN, "CN=b", "DC=test"), ("move", DN, "CN=b", "DC=test")),
    (Delete("-", DN), ("delete", DN)),
    (Prune("-", DN), ("prune", DN)),
]


@pytest.mark.parametrize(("change", "asked"), CHANGES)
def test_a_change_is_one_operation(change: Change, asked: tuple[object, ...]) -> None:
    there = Recorder()
    Writer(there, lambda login: SECRET).apply([change])
    assert there.asked == [asked]


@pytest.mark.parametrize(
    ("change", "code"),
    [(CREATE, 68), (CHANGES[4][0], 68), (CHANGES[4][0], 53), (CHANGES[6][0], 32), (CHANGES[7][0], 32)],
)
def test_what_is_so_already_is_no_refusal(change: Change, code: int) -> None:
    there = Recorder(code)
    Writer(there, lambda login: SECRET).apply([change, change])
    assert len(there.asked) == 2


@pytest.mark.parametrize(
    ("change", "code"), [(CREATE, 53), (CREATE, 32), (CHANGES[2][0], 68), (CHANGES[5][0], 68), (CHANGES[6][0], 66)]
)
def test_other_refusals_stop_it_and_tell_where(change: Change, code: int) -> None:
    there = Recorder(code)
    with pytest.raises(DirectoryError) as caught:
        Writer(there, lambda login: SECRET).apply([change, change])
    assert caught.value.code == code
    assert str(caught.value) == f"refused\nat `{change.line}`, after 0 changes: what is done stays, run again"
    assert len(there.asked) == 1
    assert SECRET not in str(caught.value)
