"""The pure rooms of the switch import neither sockets nor processes, nor the rooms that do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "images" / "switch" / "ccp3switch"
PURE = sorted(
    path
    for pattern in ("grammar/*.py", "config/**/*.py", "show/*.py", "commands/words.py", "state/desired.py",
                    "state/plan.py", "names.py", "model.py", "modes.py", "passwords.py", "live/texts.py",
                    "live/contract.py", "shell/pipes.py", "shell/hosts.py", "shell/echoes.py",
                    "shell/hops.py", "front/keys.py", "errors.py")
    for path in PACKAGE.glob(pattern)
)  # fmt: skip
IMPURE = {"asyncio", "asyncssh", "os", "pathlib", "socket", "subprocess", "tempfile"}
IMPURE_ROOMS = (
    "ccp3switch.front",
    "ccp3switch.flash",
    "ccp3switch.switch",
    "ccp3switch.state.apply",
    "ccp3switch.live.kernel",
)


def imported(path: Path) -> set[str]:
    """Modules imported when the file runs; those for type checkers alone do not count."""
    tree = ast.parse(path.read_text())
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_pure_rooms_stay_pure(path: Path) -> None:
    names = imported(path)
    assert not {name.partition(".")[0] for name in names} & IMPURE
    assert not [name for name in names if name.startswith(IMPURE_ROOMS)]


def test_the_list_is_not_empty() -> None:
    assert len(PURE) > 30
