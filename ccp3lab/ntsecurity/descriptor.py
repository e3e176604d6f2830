"""Security descriptors (MS-DTYP 2.4.6): an owner, and the lists of entries of a file, a folder or a share."""

from dataclasses import dataclass
from enum import IntFlag

from ccp3lab.ntsecurity.ace import Entry
from ccp3lab.ntsecurity.sid import Sid


class Control(IntFlag):
    """What is said of the lists as a whole (MS-DTYP 2.4.6). Presence and form are not said here: fields tell them."""

    DACL_DEFAULTED = 0x0008
    """The list came from nobody's choice."""
    INHERIT_REQUIRED = 0x0100
    """AR: asks the server to mark what children inherit."""
    INHERITED = 0x0400
    """AI: the list went through automatic inheritance."""
    PROTECTED = 0x1000
    """P: nothing comes from the folder above ("héritage désactivé")."""


PLAIN = Control(0)
"""Nothing is said."""


@dataclass(frozen=True)
class Descriptor:
    """A security descriptor. `dacl` None is a NULL list, which gives everything to everyone; `()` gives nothing."""

    dacl: tuple[Entry, ...] | None
    owner: Sid | None = None
    group: Sid | None = None
    sacl: tuple[Entry, ...] | None = None
    control: Control = PLAIN

    @property
    def protected(self) -> bool:
        """Whether the list takes nothing from the folder above."""
        return bool(self.control & Control.PROTECTED)
