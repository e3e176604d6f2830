"""Tells of interfaces that come up or go down, as IOS does."""

from __future__ import annotations

from ccp3switch.grammar.parse import parse
from ccp3switch.show import every
from ccp3switch.show.view import View
from ccp3switch.switch import Switch


class LinkLog:
    """Remembers the state of every interface; the first look tells nothing."""

    def __init__(self, switch: Switch) -> None:
        self._switch = switch
        self._known: dict[str, tuple[str, str]] = {}

    def look(self) -> None:
        """Log what has changed since the last look."""
        seen = self._seen()
        for name, (state, protocol) in seen.items():
            before = self._known.get(name)
            if before is None:
                continue
            if state != before[0]:
                self._switch.log(_link(name, state))
            if protocol != before[1]:
                self._switch.log(f"%LINEPROTO-5-UPDOWN: Line protocol on Interface {name}, changed state to {protocol}")
        self._known = seen

    def _seen(self) -> dict[str, tuple[str, str]]:
        asked = parse(self._switch.grammar["exec"], "show interfaces description")
        found = every.asked(View(self._switch.effective, self._switch.live, asked))
        return {one.name: (one.state, one.protocol) for one in found}


def _link(name: str, state: str) -> str:
    mnemonic = "LINK-5-CHANGED" if state.startswith("admin") else "LINK-3-UPDOWN"
    return f"%{mnemonic}: Interface {name}, changed state to {state}"
