"""Rubrics made of checks that say what a test wants, a clock that does not wait, a collector that follows a script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from ccp3lab.company import Company, Device
from ccp3lab.grading import BoundCheck, Check, Observation, Place, Show, Unreadable, Verdict
from ccp3lab.grading.need import Need
from ccp3lab.grading.verdict import failed, passed
from ccp3lab.plan import Plan

Key = tuple[str, Need]


class Says(Check):
    """Passes when its device says `yes`, breaks on `boom`, cannot read `garbage`, fails on anything else."""

    command: str = "show x"

    def needs(self, place: Place) -> Mapping[str, Key]:
        return {"answer": place.here(Show(self.command))}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        text = seen["answer"].text
        if text == "boom":
            raise ZeroDivisionError("a defect of the check")
        if text == "garbage":
            raise Unreadable("garbage")
        return passed("yes", text) if text == "yes" else failed("yes", text, "le câble")


@pytest.fixture
def company() -> Company:
    devices = {name: Device(name, "switch", name) for name in ("sw1", "sw2")}
    return Company("essai", "Essai", Plan("Essai", "essai.lan", 1, {}, {}), devices)


@dataclass
class FakeClock:
    """Time goes by only when somebody sleeps or a look takes `cost` seconds."""

    time: float = 100.0
    naps: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.time += seconds


@dataclass
class Script:
    """A collector: what each command of each device says, look after look (the last text stays)."""

    clock: FakeClock
    says: Mapping[tuple[str, str], list[str]]
    cost: float = 1.0
    asked: list[dict[str, frozenset[Need]]] = field(default_factory=list)

    def __call__(self, needs: Mapping[str, frozenset[Need]]) -> dict[Key, Observation]:
        self.asked.append(dict(needs))
        self.clock.time += self.cost
        return {(device, need): self._next(device, need) for device, wanted in needs.items() for need in wanted}

    def _next(self, device: str, need: Need) -> Observation:
        texts = self.says[device, str(need)]
        text = texts.pop(0) if len(texts) > 1 else texts[0]
        return Observation("", None, text[1:]) if text.startswith("!") else Observation(text)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def script(clock: FakeClock) -> Callable[..., Script]:
    return lambda says, **more: Script(clock, {key: list(texts) for key, texts in says.items()}, **more)


@pytest.fixture
def bound(company: Company) -> Callable[..., BoundCheck]:
    """One check on a device, asking `show <id>` unless told otherwise."""

    def make(name: str, device: str = "sw1", points: int = 1, command: str = "", **more: object) -> BoundCheck:
        place = Place(company, company.device(device))
        check = Says(command=command or f"show {name}")
        return BoundCheck(name, "fake.says", name.upper(), points, check, place, **more)  # type: ignore[arg-type]

    return make
