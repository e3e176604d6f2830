"""EtherChannels: which ports each bundles, and how it speaks to the other side. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch import names
from ccp3switch.config.tree import Line
from ccp3switch.model import switching
from ccp3switch.model.switching import Port


@dataclass(frozen=True)
class Channel:
    """A Port-channel with its member ports.

    `mode` is `active` when one member starts LACP, `passive` when all wait for the other side, `on` without LACP,
    empty without any member. `suspended` are the members whose VLANs differ from the channel's own: they carry nothing.
    """

    port: Port
    mode: str
    members: tuple[Port, ...]
    suspended: tuple[Port, ...]

    @property
    def number(self) -> int:
        """Its number."""
        return names.number(self.port.name)

    @property
    def lacp(self) -> bool:
        """Whether it speaks LACP (IEEE 802.1AX)."""
        return self.port.lacp


def channels(tree: Line) -> Iterator[Channel]:
    """The channels in order."""
    ports = list(switching.ports(tree))
    for port in switching.channels(tree):
        joined = [one for one in ports if one.group == names.number(port.name)]
        modes = {switching.mode_of(tree, one.name) for one in joined}
        mode = next((mode for mode in ("active", "passive", "on") if mode in modes), "")
        members = tuple(one for one in joined if one.device in port.members)
        yield Channel(port, mode, members, tuple(one for one in joined if one not in members))


def balance(tree: Line) -> str:
    """What chooses the member for a frame: `src-mac` unless configured otherwise."""
    return tree.value("port-channel load-balance", "src-mac")
