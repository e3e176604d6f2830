"""Every interface of the switch in the order of IOS's pages: SVIs, ports with their subinterfaces, loopbacks. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3switch.errors import InvalidInputError
from ccp3switch.model import layer3, switching
from ccp3switch.show.links import interface_words, port_words
from ccp3switch.show.view import View


@dataclass(frozen=True)
class Shown:
    """An interface: a physical port, something that may hold an address, or both (a routed port)."""

    port: switching.Port | None
    routed: layer3.Interface | None
    state: str
    protocol: str

    @property
    def name(self) -> str:
        """Its full name."""
        return self._known.name

    @property
    def description(self) -> str:
        """Its description, empty when it has none."""
        return self._known.description

    @property
    def _known(self) -> switching.Port | layer3.Interface:
        known = self.port or self.routed
        assert known is not None  # noqa: S101 - it is made of one at least
        return known


def asked(view: View) -> list[Shown]:
    """The interface that was named, else all. Raises InvalidInputError for one that the switch does not have."""
    name = view.asked.values.get("interface")
    found = [one for one in every(view) if name in (None, one.name)]
    if not found:
        raise InvalidInputError(view.asked.columns[view.asked.words.index(str(name))])
    return found


def every(view: View) -> Iterator[Shown]:
    """All of them."""
    yield from (_routed(view, one) for one in layer3.svis(view.tree))
    routed = list(layer3.routed(view.tree))
    for port in switching.physical(view.tree):
        own = next((one for one in routed if one.name == port.name), None)
        yield Shown(port, own, *port_words(view.live, port))
        yield from (_routed(view, one) for one in routed if one.name.startswith(f"{port.name}."))
    yield from (Shown(port, None, *port_words(view.live, port)) for port in switching.channels(view.tree))
    yield from (_routed(view, one) for one in layer3.loopbacks(view.tree))


def _routed(view: View, one: layer3.Interface) -> Shown:
    return Shown(None, one, *interface_words(view, one))
