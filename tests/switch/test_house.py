"""The pure rooms of the switch import neither sockets nor processes, nor the rooms that do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "images" / "switch" / "ccp3switch"
PATTERNS = (  # one a line
    "commands/words.py",
    "commands/phrases.py",
    "acl/*.py",
    "state/chains.py",
    "state/entries.py",
    "state/filters.py",
    "state/translation.py",
    "config/**/*.py",
    "errors.py",
    "front/keys.py",
    "grammar/*.py",
    "live/contract.py",
    "live/leases.py",
    "live/texts.py",
    "model/*.py",
    "modes.py",
    "names.py",
    "passwords.py",
    "md5crypt.py",
    "severity.py",
    "vigenere.py",
    "shell/echoes.py",
    "shell/hops.py",
    "shell/hosts.py",
    "shell/pipes.py",
    "show/*.py",
    "state/clients.py",
    "state/desired.py",
    "frames/*.py",
    "guard/seen.py",
    "state/flows.py",
    "state/guards.py",
    "state/bundles.py",
    "state/mirrors.py",
    "state/dhcp_options.py",
    "state/found.py",
    "state/layer3.py",
    "state/links.py",
    "state/devconf.py",
    "state/routed.py",
    "state/rows.py",
    "state/services.py",
    "state/switching.py",
)
PURE = sorted(path for pattern in PATTERNS for path in PACKAGE.glob(pattern))
IMPURE = {"asyncio", "asyncssh", "os", "pathlib", "socket", "subprocess", "tempfile"}
IMPURE_ROOMS = (
    "ccp3switch.front",
    "ccp3switch.flash",
    "ccp3switch.switch",
    "ccp3switch.state.apply",
    "ccp3switch.state.hands",
    "ccp3switch.state.apply_clients",
    "ccp3switch.state.apply_services",
    "ccp3switch.state.keeper",
    "ccp3switch.live.dnsmasq",
    "ccp3switch.state.run",
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
