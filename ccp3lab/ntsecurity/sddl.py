"""SDDL (MS-DTYP 2.5.1): entries and descriptors as text, for messages and diffs. Never compare these texts."""

from collections.abc import Iterable

from ccp3lab.ntsecurity.ace import Ace, Entry, Inherit, Kind
from ccp3lab.ntsecurity.descriptor import Control, Descriptor
from ccp3lab.ntsecurity.known import SDDL
from ccp3lab.ntsecurity.sid import Sid

_SHORT = {sid: letters for letters, sid in SDDL.items()}
_KINDS = {Kind.ALLOW: "A", Kind.DENY: "D"}
_FLAGS = {
    Inherit.FILES: "OI",
    Inherit.FOLDERS: "CI",
    Inherit.ONCE: "NP",
    Inherit.ONLY: "IO",
    Inherit.INHERITED: "ID",
    Inherit.SUCCESS: "SA",
    Inherit.FAILURE: "FA",
}
_MASKS = {0x1F01FF: "FA", 0x120089: "FR", 0x120116: "FW", 0x1200A0: "FX"}
_LISTS = {Control.PROTECTED: "P", Control.INHERIT_REQUIRED: "AR", Control.INHERITED: "AI"}

_SHOWN = 16


def text(descriptor: Descriptor) -> str:
    """DESCRIPTOR without its SACL, such as `O:BAD:P(A;OICI;FA;;;BA)`."""
    owner = f"O:{who(descriptor.owner)}" if descriptor.owner else ""
    group = f"G:{who(descriptor.group)}" if descriptor.group else ""
    marks = "".join(letters for bit, letters in _LISTS.items() if descriptor.control & bit)
    entries = "NO_ACCESS_CONTROL" if descriptor.dacl is None else "".join(map(entry_text, descriptor.dacl))
    return f"{owner}{group}D:{marks}{entries}"


def entry_text(entry: Entry) -> str:
    """One entry, such as `(D;OICI;0x1301bf;;;S-1-5-21-1-2-3-1104)`; of a foreign one, its type and first bytes."""
    flags = "".join(_named(entry.flags))
    if isinstance(entry, Ace):
        return f"({_KINDS[entry.kind]};{flags};{_MASKS.get(entry.mask, hex(entry.mask))};;;{who(entry.sid)})"
    more = "..." if len(entry.body) > _SHOWN else ""
    return f"({entry.kind:#x};{flags};{entry.body[:_SHOWN].hex()}{more})"


def who(sid: Sid) -> str:
    """The two letters of a well-known SID, else the SID."""
    return _SHORT.get(sid, str(sid))


def _named(flags: Inherit) -> Iterable[str]:
    return (letters for bit, letters in _FLAGS.items() if flags & bit)
