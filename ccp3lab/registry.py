"""Rooms announce what they offer; the core finds it without importing them by name."""

import difflib
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """What the modules of one package (a room) registered, by name."""

    def __init__(self, room: str) -> None:
        """ROOM is the package whose modules register themselves when they are imported."""
        self.room = room
        self._entries: dict[str, T] = {}
        self._loaded = False

    def add(self, name: str) -> Callable[[T], T]:
        """Decorator: register the decorated object under NAME (a second one of that name is a defect)."""

        def register(entry: T) -> T:
            if name in self._entries:
                raise ValueError(f"{self.room}: {name} is registered twice")
            self._entries[name] = entry
            return entry

        return register

    def get(self, name: str) -> T | None:
        """The entry called NAME, None if no module of the room offers it."""
        self._load()
        return self._entries.get(name)

    def near(self, name: str) -> str | None:
        """The registered name that looks most like NAME."""
        self._load()
        return next(iter(difflib.get_close_matches(name, self._entries, n=1)), None)

    def items(self) -> Iterator[tuple[str, T]]:
        """All entries, in the order of their names."""
        self._load()
        yield from sorted(self._entries.items())

    def _load(self) -> None:
        if not self._loaded:
            package = importlib.import_module(self.room)
            for module in pkgutil.iter_modules(package.__path__, f"{self.room}."):
                importlib.import_module(module.name)
            self._loaded = True
