"""Every error that can be planted in lab.yml: refused with its line, what is wrong, and what to do."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import House
from ccp3lab.lab import filled, load_lab
from ccp3lab.model import Model
from ccp3lab.sections import SECTIONS, Section
from tests.conftest import Edit

Refused = Callable[[Callable[[], object]], list[str]]

LAB = "labs/essai/lab.yml"
TEXT = "this text cannot be filled in"
REMEDY = "write `{{ vlan.NAME.id }}` with plan names"

# name: (what stands in the sound file, what is put in its place, line, what the message says)
PLANTED = {
    # structure
    "unknown key": ("minutes: 30", "minuts: 30", 4, "unknown key `minuts`; did you mean `minutes`?"),
    "unknown key of a check": ("wait: 20s", "waitt: 20s", 30, "unknown key `waitt`; did you mean `wait`?"),
    "unknown key of a fault": ("loses: [trunk]", "lose: [trunk]", 42, "unknown key `lose`; did you mean `loses`?"),
    "check without device": ("    device: sw2\n", "", 24, "`device` is missing; add `device:`"),
    "no checks": (
        "checks:\n",
        "checks: []\nchekcs:\n",
        9,
        "`checks`: a list is not allowed; expected at least 1 of them",
    ),
    "unknown competence": (
        "competence: C1",
        "competence: C4",
        3,
        "`competence`: 'C4' is not allowed; expected 'C1', 'C2' or 'C3'",
    ),
    "no time": ("minutes: 30", "minutes: 0", 4, "`minutes`: 0 is not allowed; expected"),
    "half a point": ("points: 1", "points: 0.5", 20, "`points`: 0.5 is not allowed; expected a whole number"),
    "no points": ("points: 1", "points: 0", 20, "`points`: 0 is not allowed; expected"),
    "wait without a unit": (
        "wait: 20s",
        "wait: 20 minutes",
        30,
        "`wait`: '20 minutes' is not allowed; expected a duration in seconds, as in 20s",
    ),
    "wait backwards": ("wait: 20s", "wait: -3", 30, "`wait`: -3 is not allowed; expected"),
    "with is a word": ("with: {vlan: bureau}", "with: bureau", 13, "`with`: 'bureau' is not allowed; expected"),
    # company and devices
    "unknown company": (
        "company: garage",
        "company: garaje",
        2,
        "there is no company `garaje`; did you mean `garage`?",
    ),
    "unknown device": (
        "[sw1, sw2, pc-bureau]",
        "[sw1, sw2, pc-buro]",
        7,
        "garage has no device `pc-buro`; did you mean `pc-bureau`?",
    ),
    "device twice": ("[sw1, sw2, pc-bureau]", "[sw1, sw2, pc-bureau, sw1]", 7, "device `sw1` is listed twice"),
    "check on a device that is not in the lab": (
        "    device: sw2",
        "    device: pc-garage",
        26,
        "the lab has no device `pc-garage`; there is: pc-bureau, sw1, sw2",
    ),
    "fault on a device that is not in the lab": (
        "    on: sw2",
        "    on: sw3",
        40,
        "the lab has no device `sw3`; did you mean `sw2`?",
    ),
    "no devices and no sheet": (
        "devices: [sw1, sw2, pc-bureau]",
        "devices: []",
        7,
        "the lab has neither devices nor a sheet; name devices, or add `sheet:`",
    ),
    # services
    "service that the company has no data for": (
        "learner_does:",
        "services: [dchp]\nlearner_does:",
        8,
        "garage has no service `dchp` in services.yml; did you mean `dhcp`?",
    ),
    "service twice": (
        "learner_does:",
        "services: [dhcp, dhcp]\nlearner_does:",
        8,
        "service `dhcp` is listed twice; keep one of them",
    ),
    "the learner does a service that takes no part": (
        "learner_does: [switching]",
        "learner_does: [switching, dhcp]",
        8,
        "service `dhcp` takes no part in this lab; add it to `services:`, or leave it out here",
    ),
    "title that names a service that takes no part": (
        "title: VLAN {{ vlan.bureau.id }}",
        "title: bail de {{ service.dhcp.lease }}",
        15,
        f"{TEXT}: no service `dhcp` is in play here; there is none; {REMEDY}",
    ),
    # ids and what comes after what
    "id twice": ("id: trunk", "id: port", 24, "check `port` is there twice; give each check its own id"),
    "id with a space": (
        "id: trunk",
        "id: le trunk",
        24,
        "`le trunk` is no id; use lower-case letters, digits and hyphens",
    ),
    "after an unknown check": (
        "after: [vlan, port]",
        "after: [vlan, prot]",
        29,
        "there is no check `prot` in this lab; did you mean `port`?",
    ),
    "after the same check twice": ("after: [vlan, port]", "after: [vlan, vlan]", 29, "`vlan` is named 2 times"),
    "after itself": (
        "after: [vlan, port]",
        "after: [trunk]",
        29,
        "`after` makes a loop: trunk -> trunk; remove one of these `after`",
    ),
    "a loop of two": ("after: [vlan]", "after: [trunk]", None, "`after` makes a loop: "),
    # points
    "points that do not add up": (
        "points: 5",
        "points: 20",
        5,
        "the checks add up to 5 points, not 20; make them agree",
    ),
    "start over the total": (
        "start: 0",
        "start: 6",
        6,
        "an untouched lab cannot score 6 of 5; state its real score",
    ),
    # faults
    "fault that changes nothing": (
        '    lines: ["no vlan {{ vlan.bureau.id }}"]\n',
        "",
        33,
        "fault `sans-vlan` changes nothing; add `lines:`, `typed:`, `run:` or `data:`",
    ),
    "fault that loses nothing": (
        "loses: [vlan, port, trunk]",
        "loses: []",
        37,
        "fault `sans-vlan` loses no check; name each check it loses",
    ),
    "fault that loses an unknown check": (
        "loses: [vlan, port, trunk]",
        "loses: [vlan, prt, trunk]",
        37,
        "there is no check `prt` in this lab; did you mean `port`?",
    ),
    "fault with an odd name": (
        "  sans-vlan:",
        "  Sans VLAN:",
        33,
        "`Sans VLAN` is no name; use lower-case letters, digits and hyphens",
    ),
    # texts
    "title that names an unknown VLAN": (
        "title: VLAN {{ vlan.bureau.id }}",
        "title: VLAN {{ vlan.buro.id }}",
        15,
        f"{TEXT}: the plan has no VLAN `buro`; did you mean `bureau`?; {REMEDY}",
    ),
    "title that names an unknown value": (
        "title: VLAN {{ vlan.bureau.id }}",
        "title: VLAN {{ vlan.bureau.number }}",
        15,
        f"{TEXT}: ",
    ),
    "title with an unknown word": (
        "title: VLAN {{ vlan.bureau.id }}",
        "title: VLAN {{ vlna.bureau.id }}",
        15,
        f"{TEXT}: 'vlna' is undefined; {REMEDY}",
    ),
    "title with broken braces": (
        "title: VLAN {{ vlan.bureau.id }}",
        "title: VLAN {{ vlan.bureau.id }",
        15,
        f"{TEXT}: ",
    ),
    "hint that names an unknown cable": (
        'port("sw1", "pc-bureau")',
        'port("sw2", "pc-bureau")',
        23,
        f"{TEXT}: garage: no link joins `sw2` and `pc-bureau`",
    ),
    "fault line that names an unknown VLAN": (
        "no vlan {{ vlan.bureau.id }}",
        "no vlan {{ vlan.beaureau.id }}",
        36,
        f"{TEXT}: the plan has no VLAN `beaureau`; did you mean `bureau`?; {REMEDY}",
    ),
    "typed line that names a cable of another lab": (
        "port('sw2', 'sw1')",
        "port('sw2', 'pc-garage')",
        41,
        f"{TEXT}: garage: no link joins `sw2` and `pc-garage`",
    ),
}


class Dhcp(Model):
    lease: str = "8h"


@pytest.fixture(autouse=True)
def dhcp(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service with data in the company of the small house."""
    list(SECTIONS.items())  # the room is loaded: what it registers must not land in ours
    monkeypatch.setattr(SECTIONS, "_entries", {"dhcp": Section(Dhcp, lambda _data, _company: iter(()))})
    (house.inventories / "garage" / "services.yml").write_text("dhcp: {lease: 1h}\n", encoding="utf-8")


@pytest.mark.parametrize(("old", "new", "line", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(house: House, edit: Edit, refused: Refused, old: str, new: str, line: int | None, said: str) -> None:
    edit(LAB, old, new)
    lines = refused(lambda: load_lab(house, "essai"))
    begin = f"{LAB}:{line}: {said}" if line else f"{LAB}:"
    assert any(told.startswith(begin) and said in told for told in lines), lines


def test_a_service_that_takes_part(house: House, edit: Edit) -> None:
    edit(LAB, "learner_does: [switching]", "services: [dhcp]\nlearner_does: [switching, dhcp]")
    edit(LAB, "title: VLAN {{ vlan.bureau.id }}", "title: bail de {{ service.dhcp.lease }}")
    lab = load_lab(house, "essai")
    assert lab.services == ("dhcp",)
    company = load_company(house, "garage")
    assert filled(lab, lab.within(company)).checks[0].title == "bail de 1h"
    assert lab.within(company).asked("dhcp", Dhcp) == Dhcp(lease="1h")


def test_a_loop_is_told_in_the_order_in_which_checks_wait(house: House, edit: Edit, refused: Refused) -> None:
    edit(LAB, "    points: 2\n    title: VLAN", "    points: 2\n    after: [trunk]\n    title: VLAN")
    edit(LAB, "after: [vlan, port]", "after: [port]")
    (line,) = refused(lambda: load_lab(house, "essai"))
    waits = {"vlan": "trunk", "port": "vlan", "trunk": "port"}
    chain = line.split("loop: ")[1].split("; ")[0].split(" -> ")
    assert len(chain) == 4
    assert all(waits[one] == other for one, other in pairwise(chain))


def test_all_at_once(house: House, edit: Edit, refused: Refused) -> None:
    edit(LAB, "points: 5", "points: 7")
    edit(LAB, "id: trunk", "id: port")
    edit(LAB, "    on: sw2", "    on: sw3")
    edit(LAB, "title: liaison", "title: liaison {{ vlan.x.id }}")
    lines = refused(lambda: load_lab(house, "essai"))
    assert [int(line.split(":")[1]) for line in lines] == sorted(int(line.split(":")[1]) for line in lines)
    assert {5, 24, 31, 40} <= {int(line.split(":")[1]) for line in lines}


def test_the_company_of_a_lab_is_looked_at_too(house: House, edit: Edit, refused: Refused) -> None:
    edit("inventories/garage/plan.yml", "id: 10", "id: 5000")
    (line,) = refused(lambda: load_lab(house, "essai"))
    assert line.startswith("inventories/garage/plan.yml:7: VLAN 5000 does not exist")


def test_unknown_lab(house: House, refused: Refused) -> None:
    assert refused(lambda: load_lab(house, "esai")) == ["there is no lab `esai`; did you mean `essai`?"]


@pytest.mark.parametrize("key", ["../labs/essai", "essai/", "", ".", "/etc/passwd"])
def test_a_lab_is_a_name_never_a_path(house: House, refused: Refused, key: str) -> None:
    (line,) = refused(lambda: load_lab(house, key))
    assert line.startswith(f"there is no lab `{key}`")


def test_a_lab_needs_its_statement(house: House, refused: Refused) -> None:
    (house.labs / "essai" / "enonce.md").unlink()
    assert refused(lambda: load_lab(house, "essai")) == [
        f"{LAB}:1: the lab has no statement; write enonce.md beside this file"
    ]
