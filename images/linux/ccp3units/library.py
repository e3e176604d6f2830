"""Where unit files are, and which of them a name means: aliases, templates, drop-ins, masks (systemd.unit(5))."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ccp3units.errors import UnitError
from ccp3units.unit import Unit, parse

FOLDERS = ("etc/systemd/system", "run/systemd/system", "usr/local/lib/systemd/system", "usr/lib/systemd/system")
END = ".service"
NO_UNIT = 5


def full(name: str) -> str:
    """`named` and `named.service` are the same unit."""
    return name if name.endswith(END) else name + END


class Library:
    """The unit files below ROOT."""

    def __init__(self, root: Path = Path("/")) -> None:
        """ROOT is another one in tests only."""
        self.folders = tuple(root / folder for folder in FOLDERS)
        self.own = self.folders[0]

    def find(self, name: str) -> Unit | None:
        """The service called NAME, or that NAME is an alias of; None if there is no such file."""
        wanted = full(name)
        if "/" in wanted:
            return None
        path = self._path(wanted) or self._path(f"{wanted.partition('@')[0]}@{END}" if "@" in wanted else "")
        if path is None:
            return None
        real = path.resolve()
        if real == Path("/dev/null"):
            return Unit(wanted, real, {})
        called = wanted if "@" in wanted else real.name
        drop_ins = tuple(self._drop_ins(called))
        texts = [file.read_text(errors="replace") for file in (real, *drop_ins)]
        return Unit(called, real, parse(texts), drop_ins)

    def get(self, name: str) -> Unit:
        """Like `find`; UnitError as systemctl says it."""
        unit = self.find(name)
        if unit is None:
            raise UnitError(f"Unit {full(name)} not found.", NO_UNIT)
        return unit

    def units(self) -> list[Unit]:
        """Every service that has a file of its own, templates left out, by name."""
        files = {path.name for folder in self.folders for path in folder.glob(f"*{END}")}
        found = (self.find(name) for name in files if not name.endswith(f"@{END}"))
        return sorted({unit.name: unit for unit in found if unit}.values(), key=lambda unit: unit.name)

    def _path(self, name: str) -> Path | None:
        places = (folder / name for folder in self.folders if name)
        return next((path for path in places if path.is_symlink() or path.is_file()), None)

    def _drop_ins(self, name: str) -> Iterator[Path]:
        """By file name, the first folder's own before the same name in a later one."""
        chosen: dict[str, Path] = {}
        for folder in reversed(self.folders):
            chosen |= {path.name: path for path in (folder / f"{name}.d").glob("*.conf")}
        yield from (chosen[name] for name in sorted(chosen))
