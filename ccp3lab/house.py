"""Where the rooms of the project are: the only place that knows folders."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class House:
    """A checkout of the project and the folder that holds its instances."""

    root: Path
    home: Path

    @property
    def labs(self) -> Path:
        """One folder a lab."""
        return self.root / "labs"

    @property
    def inventories(self) -> Path:
        """One folder a company; beside them the Nornir groups and defaults."""
        return self.root / "inventories"

    @property
    def templates(self) -> Path:
        """Jinja templates, one folder a service."""
        return self.root / "templates"

    @property
    def images(self) -> Path:
        """One folder a device image."""
        return self.root / "images"

    def shown(self, path: Path) -> str:
        """PATH as a person reads it: relative to the checkout where it lies inside."""
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)


def here() -> House:
    """The checkout that this code belongs to; `CCP3_HOME` moves the instances' folder."""
    root = Path(__file__).resolve().parents[1]
    return House(root, Path(os.environ.get("CCP3_HOME") or root / ".ccp3").resolve())
