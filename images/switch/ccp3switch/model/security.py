"""Port-security and err-disable recovery, as far as they are configured. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.config.tree import Line
from ccp3switch.model import switching

KEY = "switchport port-security"
STICKY = f"{KEY} mac-address sticky"
CAUSES = ("bpduguard", "psecure-violation")
INTERVAL = 300


@dataclass(frozen=True)
class Secure:
    """A port with port-security. Addresses as `02:42:...`: `fixed` configured, `kept` learnt and kept (sticky).

    `aging` in minutes after which a learnt address is forgotten, 0 for never.
    """

    name: str
    maximum: int
    violation: str
    fixed: tuple[str, ...]
    sticky: bool
    kept: tuple[str, ...]
    aging: int

    @property
    def configured(self) -> tuple[str, ...]:
        """All addresses that stand in the configuration."""
        return (*self.fixed, *self.kept)


def secured(tree: Line) -> Iterator[Secure]:
    """The ports where port-security works, in order."""
    for port in switching.ports(tree):
        line = tree.lines[f"interface {port.name}"]
        if line.has(KEY) and port.group is None:
            yield settings(line)


def settings(line: Line) -> Secure:
    """What the section of a port says of port-security, whether it works or not."""
    macs = [one.text.split() for one in line.under(f"{KEY} mac-address ") if one.key != STICKY]
    return Secure(
        name=line.key.removeprefix("interface "),
        maximum=int(line.value(f"{KEY} maximum", "1")),
        violation=line.value(f"{KEY} violation", "shutdown"),
        fixed=tuple(names.colons(words[-1]) for words in macs if len(words) == 4),
        sticky=line.has(STICKY),
        kept=tuple(names.colons(words[-1]) for words in macs if len(words) == 5),
        aging=int(line.value(f"{KEY} aging time", "0")),
    )


def recovered(tree: Line) -> frozenset[str]:
    """Causes of err-disabled ports that come up again by themselves."""
    return frozenset(cause for cause in CAUSES if tree.has(f"errdisable recovery cause {cause}"))


def interval(tree: Line) -> int:
    """Seconds after which they do."""
    return int(tree.value("errdisable recovery interval", str(INTERVAL)))
