"""What a file server was found to share, and the rights on its folders. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccp3lab.ntsecurity import Descriptor

Path = tuple[str, ...]
"""Names from the root of shares down."""


@dataclass(frozen=True)
class Node:
    """A folder or file with its rights; `below` is what a folder holds, by name."""

    security: Descriptor
    is_folder: bool = True
    below: Mapping[str, "Node"] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    r"""`shares`: the server's path (`C:\srv\compta`) and permissions by lower-case name; `folders`: those there."""

    shares: Mapping[str, tuple[str, Descriptor]]
    folders: Mapping[Path, Node]
