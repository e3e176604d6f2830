"""What a state has that the right answer as the services make it has not. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from ccp3lab.parts import Text


@dataclass(frozen=True)
class Change:
    """Beyond the solved state: data over services.yml, and by device what is pushed, typed, replaced and run.

    `lines` come last in a switch's configuration; `typed` are typed afterwards and not saved; `files` replace managed
    files of a Linux device by their paths; `run` are shell lines that follow the push there.
    """

    data: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    run: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def by_hand(self) -> frozenset[str]:
        """The devices on which somebody works after the push: no text of ours says what they are then."""
        return frozenset(chain(self.typed, self.run))

    def devices(self) -> Iterable[tuple[str, str]]:
        """Each kind of change that names devices, with each of them: `("lines", "sw1")`."""
        for kind in ("lines", "typed", "files", "run"):
            yield from ((kind, name) for name in getattr(self, kind))


NOTHING = Change()
"""What `start` and `solved` have."""
