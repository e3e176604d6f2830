"""What the task of a file server is told. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tasks.shares_intent import ROOT, Root, Wanted


@dataclass(frozen=True)
class FileServer:
    """What one server must share; `administrator()` is the password that makes it a member of its domain."""

    wanted: Wanted
    administrator: Callable[[], str] = field(repr=False)
    root: Root = ROOT
