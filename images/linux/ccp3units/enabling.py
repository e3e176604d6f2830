"""Which units start with the device: links in the folders of targets, as [Install] says; masks."""

from __future__ import annotations

from pathlib import Path

from ccp3units.errors import UnitError
from ccp3units.library import END, Library, full
from ccp3units.unit import Unit


class Enabling:
    """`enable`, `disable`, `mask`, `unmask`, `is-enabled`; each change returns the lines that systemctl prints."""

    def __init__(self, library: Library) -> None:
        """Links are made in LIBRARY's own folder, /etc/systemd/system."""
        self._library = library

    def state(self, unit: Unit) -> str:
        """Like `systemctl is-enabled`: masked, enabled, disabled, or static for a unit that has no [Install]."""
        if unit.masked:
            return "masked"
        wanted = self._wanted(unit)
        if not wanted:
            return "static"
        return "enabled" if any(link.is_symlink() for link in wanted) else "disabled"

    def enable(self, unit: Unit) -> list[str]:
        """Link UNIT to what wants it, and give it its aliases."""
        if unit.masked:
            raise UnitError(f"Failed to enable unit: Unit {unit.name} is masked")
        made = []
        for link in (*self._wanted(unit), *self._aliases(unit)):
            if not link.is_symlink():
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(unit.path)
                made.append(f"Created symlink '{link}' → '{unit.path}'.")
        return made

    def disable(self, unit: Unit) -> list[str]:
        """Take the links away."""
        gone = []
        for link in (*self._wanted(unit), *self._aliases(unit)):
            if link.is_symlink():
                link.unlink()
                gone.append(f"Removed '{link}'.")
        return gone

    def mask(self, name: str) -> list[str]:
        """Nobody can start NAME any more."""
        link = self._library.own / full(name)
        if link.exists() and not link.is_symlink():
            raise UnitError(f"Failed to mask unit: File '{link}' already exists")
        link.unlink(missing_ok=True)
        link.symlink_to("/dev/null")
        return [f"Created symlink '{link}' → '/dev/null'."]

    def unmask(self, name: str) -> list[str]:
        """Undo `mask`."""
        link = self._library.own / full(name)
        if not link.is_symlink() or link.resolve() != Path("/dev/null"):
            return []
        link.unlink()
        return [f"Removed '{link}'."]

    def _wanted(self, unit: Unit) -> list[Path]:
        folders = [f"{target}.wants" for target in unit.words("Install", "WantedBy")]
        folders += [f"{target}.requires" for target in unit.words("Install", "RequiredBy")]
        return [self._library.own / folder / unit.name for folder in folders]

    def _aliases(self, unit: Unit) -> list[Path]:
        return [self._library.own / name for name in unit.words("Install", "Alias") if name.endswith(END)]
