"""Writes what bridges do with frames beyond ordinary switching, each bridge in one bundle."""

from __future__ import annotations

from ccp3switch.live import ovs
from ccp3switch.live.texts import port_numbers
from ccp3switch.state.flows import Program, Programs, lines
from ccp3switch.state.run import output
from ccp3switch.state.switching import BRIDGE

Done = tuple[Program, dict[str, str], str]  # what was written, for which ports by number, in which life of Open vSwitch


class FlowsHand:
    """Ports come and change their numbers: each time everything that speaks of them is written again."""

    def __init__(self) -> None:
        self._done: dict[str, Done] = {}

    def apply(self, old: Programs | None, new: Programs) -> None:
        """From what was written; None: a former life may have left flows on any bridge."""
        if old is None:
            self._done.clear()
        self.settle(new)

    def settle(self, now: Programs) -> None:
        """By the ports that there are. Raises ApplyError."""
        shown, life = ovs.call("dpif/show"), ovs.life()
        for bridge, program in now.items():
            numbers = port_numbers(shown, bridge)
            if numbers:
                self._write(bridge, program.among(frozenset(numbers.values())), numbers, life)
        self._done = {bridge: done for bridge, done in self._done.items() if bridge in now}

    def _write(self, bridge: str, program: Program, numbers: dict[str, str], life: str) -> None:
        spoken = {number: port for number, port in numbers.items() if port in program.ports}
        before = self._done.pop(bridge, None)
        same = before is not None and before[1:] == (spoken, life)
        text = lines(before[0] if before and same else None, program)
        if text:
            output(["ovs-ofctl", "-O", "OpenFlow15", "bundle", bridge, "-"], "\n".join(text) + "\n")
        self._done[bridge] = (program, spoken, life)


def forward(device: str, frame: bytes) -> None:
    """Switch a frame that came in by a port as if it came now. Raises ApplyError."""
    text = f"in_port={device} packet={frame.hex()} actions=NORMAL"
    output(["ovs-ofctl", "packet-out", BRIDGE, text])
