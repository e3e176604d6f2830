"""Who listens and speaks on guarded ports: from lines to frames, and ears as links come and go."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.frames.bpf import Watch
from ccp3switch.frames.stp import GROUP, Speaker, question
from ccp3switch.state import hands
from ccp3switch.state.apply_guards import GuardsHand
from ccp3switch.state.desired import Facts, State, desired
from ccp3switch.state.guards import Guards

PAIR = "interface range gi1/0/1 - 2\nswitchport mode trunk\nchannel-group 1 mode active\n"


def state(text: str) -> State:
    reading = read(GRAMMAR, text, blank(GRAMMAR, 4))
    assert reading.refused == []
    return desired(reading.tree, Facts("02:42:64:00:00:01"))


class FakeEar:
    """An ear that only remembers."""

    def __init__(self, _device: str, watch: Watch, _heard: object) -> None:
        self.watch = watch
        self.said: list[bytes] = []
        self.closed = False

    def listen(self, watch: Watch) -> None:
        self.watch = watch

    def say(self, frame: bytes) -> None:
        self.said.append(frame)

    def close(self) -> None:
        self.closed = True


@dataclass
class Ears:
    """A guards' hand, the ears that it opened, and eth1 in a fake /sys."""

    sys: Path
    made: list[FakeEar] = field(default_factory=list)

    def hand(self) -> GuardsHand:
        return GuardsHand(lambda _device, _frame: None, self._opening)  # type: ignore[arg-type]

    def _opening(self, device: str, watch: Watch, heard: object) -> FakeEar:
        self.made.append(FakeEar(device, watch, heard))
        return self.made[-1]

    def link(self, index: int, carrier: int) -> None:
        (self.sys / "eth1").mkdir(exist_ok=True)
        (self.sys / "eth1" / "ifindex").write_text(str(index))
        (self.sys / "eth1" / "carrier").write_text(str(carrier))


@pytest.fixture
def ears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ears:
    made = Ears(tmp_path)
    monkeypatch.setattr(hands, "SYS", tmp_path)
    return made


LLDP, ASKED = b"here", b"who"


@pytest.mark.parametrize(
    ("before", "guarded"),
    [
        (Guards(), Guards({"eth1": Watch(bpdu=True)}, {"eth1": (ASKED,)})),
        (Guards({"eth1": Watch(lldp=True)}, {"eth1": (LLDP,)}), Guards({"eth1": Watch(bpdu=True)}, {"eth1": (ASKED,)})),
    ],
)
def test_who_is_there_is_asked_when_a_link_that_is_up_becomes_guarded(
    ears: Ears, before: Guards, guarded: Guards
) -> None:
    hand = ears.hand()
    ears.link(5, 1)
    hand.apply(None, before)
    hand.apply(before, guarded)
    assert (ears.made[0].said[-1], ears.made[0].watch) == (ASKED, Watch(bpdu=True)), "and who asks listens"
    asked = len(ears.made[0].said)
    hand.settle(guarded)
    assert len(ears.made[0].said) == asked, "once"


def test_who_is_there_is_asked_of_each_link_that_comes_up_on_a_guarded_port(ears: Ears) -> None:
    hand, guarded = ears.hand(), Guards({"eth1": Watch(bpdu=True)}, {"eth1": (ASKED,)})
    hand.apply(None, guarded)
    for carrier in (0, 1, 0, 1):
        ears.link(5, carrier)
        hand.settle(guarded)
    assert ears.made[0].said == [ASKED] * 2
    ears.link(6, 1)
    hand.settle(guarded)
    assert ears.made[1].said == [ASKED], "another link under its name"


GUARD = "interface gi1/0/{}\nspanning-tree bpduguard enable\n"
QUESTIONS = [
    ("", {}),
    (GUARD.format(2), {"eth2": (128, 2)}),
    (GUARD.format(2) + "spanning-tree port-priority 64", {"eth2": (64, 2)}),
    (GUARD.format(2) + "no switchport", {}),
    (PAIR + "interface po1\nspanning-tree bpduguard enable", {"eth1": (128, 65), "eth2": (128, 65)}),
]


@pytest.mark.parametrize(("lines", "asked"), QUESTIONS)
@pytest.mark.parametrize("priority", [32768, 4096])
def test_the_question_is_in_the_name_of_what_the_tree_knows(
    lines: str, asked: dict[str, tuple[int, int]], priority: int
) -> None:
    found = state(f"spanning-tree vlan 1 priority {priority}\n{lines}")
    speakers = {device: Speaker("02:42:64:00:00:01", priority, *port) for device, port in asked.items()}
    assert found.guards.said == {device: (question(speaker),) for device, speaker in speakers.items()}
    assert {device for device, watch in found.guards.watches.items() if watch.bpdu} == asked.keys()


def test_a_port_both_tells_and_asks() -> None:
    told, asked = state("lldp run\n" + GUARD.format(2)).guards.said["eth2"]
    assert (told[12:14], asked[:6]) == (b"\x88\xcc", GROUP)


def test_ears_open_on_links_that_exist_and_speak_to_those_that_are_up(ears: Ears) -> None:
    link, made, hand = ears.link, ears.made, ears.hand()
    wanted = Guards({"eth1": Watch(lldp=True)}, {"eth1": (LLDP,)})
    hand.apply(None, wanted)
    assert made == []
    link(5, 0)
    hand.settle(wanted)
    assert made[0].said == []
    link(5, 1)
    hand.settle(wanted)
    hand.settle(wanted)
    assert made[0].said == [LLDP]
    hand.speak()
    assert made[0].said == [LLDP] * 2
    hand.apply(wanted, Guards({"eth1": Watch(bpdu=True)}, {}))
    assert made[0].watch == Watch(bpdu=True)
    link(6, 1)
    hand.settle(wanted)
    assert (made[0].closed, len(made)) == (True, 2)
    hand.apply(wanted, Guards())
    assert made[1].closed
