"""What a service asks of one device: parts, joined later into the device's whole configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Lines:
    """Configuration lines of a network device: a template of `templates/` and its values."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Unit:
    """A running service of a Linux device (the entry `services:` of the driver's candidate document).

    Commands are shell lines run as root on the device; `wait` and `settle` are seconds.
    """

    name: str
    unit: str | None = None
    process: str | None = None
    ready: str | None = None
    verify: str | None = None
    reload: str | None = None
    start: str | None = None
    stop: str | None = None
    log: str | None = None
    wait: float | None = None
    settle: float | None = None


@dataclass(frozen=True)
class ManagedFile:
    """A file of a Linux device: where it goes, what renders it, who checks it, which service reads it.

    `check` is a shell line in which `{}` stands for the staged copy; `mode` is octal text. `counter` is a pattern whose
    first group is a number that only grows: it goes on from the device's own when anything else changes (RFC 1982).
    """

    path: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    mode: str = "0644"
    owner: str = "root:root"
    secret: bool = False
    check: str | None = None
    service: Unit | None = None
    counter: str | None = None


@dataclass(frozen=True)
class Text:
    """A text that is ready, or a template as read; `name` is how messages call its file."""

    name: str
    text: str


Part = Lines | ManagedFile
