"""One unit file with its drop-ins, as systemd.unit(5) and systemd.service(5) read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Settings = Mapping[tuple[str, str], tuple[str, ...]]

_SECONDS = {"": 1.0, "s": 1.0, "sec": 1.0, "ms": 0.001, "m": 60.0, "min": 60.0, "h": 3600.0}
_SPAN = re.compile(r"(\d+)\s*([a-z]*)")
_SPECIFIER = re.compile(r"%([%nNpitSCLH])")


def parse(texts: list[str]) -> Settings:
    """The settings of TEXTS, a unit file and its drop-ins in order; an empty value forgets those before it."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for text in texts:
        section = ""
        for line in _lines(text):
            if line.startswith("[") and line.endswith("]"):
                section = line[1:-1]
            elif "=" in line:
                key, _, value = (part.strip() for part in line.partition("="))
                found[section, key] = (*found.get((section, key), ()), value) if value else ()
    return found


def _lines(text: str) -> Iterator[str]:
    """Lines without comments, those that end in a backslash joined."""
    kept = (line for line in text.splitlines() if not line.lstrip().startswith(("#", ";")))
    begun = ""
    for line in kept:
        if line.endswith("\\"):
            begun += line[:-1] + " "
        else:
            yield (begun + line).strip()
            begun = ""


@dataclass(frozen=True)
class Unit:
    """A service by its full name (`named.service`), where its file is, and what that says."""

    name: str
    path: Path
    settings: Settings
    drop_ins: tuple[Path, ...] = ()

    @property
    def stem(self) -> str:
        """The name without `.service`."""
        return self.name.removesuffix(".service")

    @property
    def masked(self) -> bool:
        """Whether its file is a link to /dev/null."""
        return self.path == Path("/dev/null")

    @property
    def kind(self) -> str:
        """`Type=`; systemd's default is `simple`, `oneshot` for a unit without ExecStart."""
        return self.one("Service", "Type") or ("simple" if self.all("Service", "ExecStart") else "oneshot")

    @property
    def description(self) -> str:
        """`Description=`, or the name."""
        return self.one("Unit", "Description") or self.name

    def all(self, section: str, key: str) -> tuple[str, ...]:
        """Every value of a setting, specifiers replaced."""
        return tuple(self._specified(value) for value in self.settings.get((section, key), ()))

    def one(self, section: str, key: str) -> str:
        """The last value of a setting, nothing if it is not set."""
        return (self.all(section, key) or ("",))[-1]

    def words(self, section: str, key: str) -> tuple[str, ...]:
        """All values of a list setting, split."""
        return tuple(word for value in self.all(section, key) for word in value.split())

    def says_yes(self, key: str) -> bool:
        """Whether a setting of [Service] is switched on."""
        return self.one("Service", key).lower() in {"yes", "true", "on", "1"}

    def seconds(self, key: str, default: float) -> float:
        """A time span of [Service] in seconds (systemd.time(7)); `infinity` is DEFAULT, as nobody waits that long."""
        spans = _SPAN.findall(self.one("Service", key))
        return sum(int(number) * _SECONDS.get(unit, 1.0) for number, unit in spans) or default

    def _specified(self, value: str) -> str:
        prefix, _, instance = self.stem.partition("@")
        known = {"%": "%", "n": self.name, "N": self.stem, "p": prefix, "i": instance, "t": "/run"}
        known |= {"S": "/var/lib", "C": "/var/cache", "L": "/var/log", "H": _hostname()}
        return _SPECIFIER.sub(lambda found: known[found[1]], value)


def _hostname() -> str:
    return Path("/proc/sys/kernel/hostname").read_text().strip()
