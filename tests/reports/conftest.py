"""One grade with every kind of verdict."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ccp3lab.company import Company, Device
from ccp3lab.grading import BoundCheck, Check, Doubt, Evidence, Grade, Place, Result, Status, Verdict
from ccp3lab.grading.verdict import failed, passed, undetermined
from ccp3lab.plan import Plan
from ccp3lab.reports import Header

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def head() -> Header:
    return Header("vlan-trunk", "VLAN et liaison trunk", "C1", "atelier-velo", "Zoé", 7, "3f9a12c4")


@pytest.fixture
def result() -> Callable[..., Result]:
    def make(
        name: str, verdict: Verdict, points: int = 2, title: str = "", device: str = "sw1", **more: object
    ) -> Result:
        box = Device(device, "switch", device)
        place = Place(Company("e", "E", Plan("E", "e.lan", 1, {}, {}), {device: box}), box)
        check = BoundCheck(
            name, "fake.check", title or f"Contrôle {name}", points, Check(), place, hint="voir le cours"
        )
        return Result(check, verdict, seconds=1.23456, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def grade(result) -> Grade:
    silent = undetermined("", "sw2 : ne répond pas", "sw2 est-il démarré et joignable ? (ccp3 status)", Doubt.UNSEEN)
    seen = Evidence("sw1", "show vlan brief", "1 default\n10 compta", None)
    results = (
        result(
            "a",
            passed("VLAN 10", "VLAN 10"),
            5,
            "Le VLAN 10 existe sur sw1 et porte le nom « compta »",
            evidence=(seen,),
        ),
        result("b", failed("VLAN natif 99", "VLAN natif 1", "switchport trunk native vlan"), 3),
        result("c", silent, 4, device="sw2"),
        result("d", silent, 3, device="sw2"),
        result("e", Verdict(Status.BLOCKED, "", "dépend de : Contrôle b", "ce contrôle-là d'abord"), 5),
    )
    return Grade(results, START, START + timedelta(seconds=3.25))
