"""Listens and speaks on the data ports."""

from __future__ import annotations

from collections.abc import Callable

from ccp3switch.frames.bpf import Watch
from ccp3switch.live.ears import Ear, Heard
from ccp3switch.state import hands
from ccp3switch.state.guards import Guards

Opening = Callable[[str, Watch, Heard], Ear]


class GuardsHand:
    """An open ear on every port that exists and is listened on, or spoken on."""

    def __init__(self, heard: Heard, opening: Opening = Ear) -> None:
        self._heard = heard
        self._opening = opening
        self._ears: dict[str, tuple[Ear, str, Watch]] = {}
        self._said: dict[str, tuple[bytes, ...]] = {}

    def apply(self, old: Guards | None, new: Guards) -> None:
        """An ear costs nothing while nothing is heard."""
        if old != new:
            self.settle(new)

    def settle(self, now: Guards) -> None:
        """Ears on the links that are there; then who is up and was not told or asked yet is, at once."""
        wanted = {device: now.watches.get(device, Watch()) for device in (*now.watches, *now.said)}
        for device in self._ears.keys() - wanted.keys():
            self._ears.pop(device)[0].close()
        for device, watch in wanted.items():
            self._open(device, watch)
        up = {device: frames for device, frames in now.said.items() if _read(device, "carrier") == "1"}
        for device in [device for device, frames in up.items() if self._said.get(device) != frames]:
            self._say(device, up[device])
        self._said = up

    def speak(self) -> None:
        """Say and ask again, on all links that are up."""
        for device, frames in self._said.items():
            self._say(device, frames)

    def _say(self, device: str, frames: tuple[bytes, ...]) -> None:
        for frame in frames if device in self._ears else ():
            self._ears[device][0].say(frame)

    def _open(self, device: str, watch: Watch) -> None:
        """A link that came anew under its name needs a new ear, and nobody at its other end was told anything yet."""
        index = _read(device, "ifindex")
        ear, known, heard = self._ears.get(device, (None, "", Watch()))
        if ear and known != index:
            ear.close()
            del self._ears[device]
            self._said.pop(device, None)
            ear = None
        if ear and heard != watch:
            ear.listen(watch)
        if index:
            try:
                self._ears[device] = (ear or self._opening(device, watch, self._heard), index, watch)
            except OSError:  # it went meanwhile: there will be news of it
                return


def _read(device: str, file: str) -> str:
    try:
        return (hands.SYS / device / file).read_text().strip()
    except OSError:
        return ""
