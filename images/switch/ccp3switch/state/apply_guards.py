"""Listens and speaks on the data ports."""

from __future__ import annotations

from collections.abc import Callable

from ccp3switch.frames.bpf import Watch
from ccp3switch.live.ears import Ear, Heard
from ccp3switch.state import hands
from ccp3switch.state.guards import Guards
from ccp3switch.state.run import ip

Opening = Callable[[str, Watch, Heard], Ear]


class GuardsHand:
    """An open ear on every port that exists and is listened on, or spoken on."""

    def __init__(self, heard: Heard, opening: Opening = Ear) -> None:
        self._heard = heard
        self._opening = opening
        self._ears: dict[str, tuple[Ear, str, Watch]] = {}
        self._said: dict[str, bytes] = {}

    def apply(self, old: Guards | None, new: Guards) -> None:
        """An ear costs nothing while nothing is heard."""
        if old != new:
            self._follow(new)

    def settle(self, now: Guards) -> None:
        """A link that came may have spoken before anybody listened: where BPDUs are waited for it begins again."""
        before = self._links()
        self._follow(now)
        come = (name for name, link in self._links().items() if before.get(name) != link and _guarded(now, name))
        up = [name for name in sorted(come) if _read(name, "carrier") == "1"]
        ip(tuple(f"link set dev {name} {way}" for name in up for way in ("down", "up")))

    def _links(self) -> dict[str, str]:
        return {name: index for name, (_, index, _) in self._ears.items()}

    def _follow(self, now: Guards) -> None:
        """Ears on the links that are there; who is up and was not told yet is told at once who is here."""
        wanted = {device: now.watches.get(device, Watch()) for device in (*now.watches, *now.said)}
        for device in self._ears.keys() - wanted.keys():
            self._ears.pop(device)[0].close()
        for device, watch in wanted.items():
            self._open(device, watch)
        up = {device: frame for device, frame in now.said.items() if _read(device, "carrier") == "1"}
        for device in [device for device, frame in up.items() if self._said.get(device) != frame]:
            self._say(device, up[device])
        self._said = up

    def speak(self) -> None:
        """Say again who is here, on all links that are up."""
        for device, frame in self._said.items():
            self._say(device, frame)

    def _say(self, device: str, frame: bytes) -> None:
        if device in self._ears:
            self._ears[device][0].say(frame)

    def _open(self, device: str, watch: Watch) -> None:
        """A link that came anew under its name needs a new ear."""
        index = _read(device, "ifindex")
        ear, known, heard = self._ears.get(device, (None, "", Watch()))
        if ear and known != index:
            ear.close()
            del self._ears[device]
            ear = None
        if ear and heard != watch:
            ear.listen(watch)
        if index:
            try:
                self._ears[device] = (ear or self._opening(device, watch, self._heard), index, watch)
            except OSError:  # it went meanwhile: there will be news of it
                return


def _guarded(now: Guards, device: str) -> bool:
    return now.watches.get(device, Watch()).bpdu


def _read(device: str, file: str) -> str:
    try:
        return (hands.SYS / device / file).read_text().strip()
    except OSError:
        return ""
