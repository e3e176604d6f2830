"""services.yml: sections in the shape that their services register, rules with file and line, all errors at once."""

from collections.abc import Callable, Iterator
from typing import Annotated

import pytest
from pydantic import Field

from ccp3lab.company import Company, load_company
from ccp3lab.company.services import altered, merged
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House
from ccp3lab.model import Model
from ccp3lab.problem import Problem, near
from ccp3lab.sections import SECTIONS, Section
from ccp3lab.services import SERVICES
from ccp3lab.source import read
from tests.conftest import Edit

Refused = Callable[[Callable[[], object]], list[str]]

SERVICES_FILE = "inventories/garage/services.yml"
WRITTEN = """\
alarm:
  panel: sw1
  rooms: {bureau: 30, garage: 10}
lights:
  on: [pc-bureau]
"""


class Alarm(Model):
    """Which device holds the alarm, how many seconds each VLAN has to leave."""

    panel: str
    rooms: dict[str, Annotated[int, Field(strict=True, ge=1)]]
    code: str | None = None


class Lights(Model):
    on: tuple[str, ...] = ()


def alarm_rules(data: Alarm, company: Company) -> Iterator[Problem]:
    if data.panel not in company.devices:
        yield Problem(("panel",), f"there is no device `{data.panel}`", near(data.panel, company.devices))
    for room in data.rooms:
        if room not in company.plan.vlans:
            yield Problem(("rooms", room), f"the plan has no VLAN `{room}`", near(room, company.plan.vlans))


def lights_rules(data: Lights, company: Company) -> Iterator[Problem]:
    """They must not be where the alarm's panel is: a rule may look at another section."""
    alarm = company.asked("alarm", Alarm)
    for number, name in enumerate(data.on):
        if alarm and name == alarm.panel:
            yield Problem(("on", number), f"`{name}` is the panel of the alarm", "choose another device")


@pytest.fixture(autouse=True)
def two_services(monkeypatch: pytest.MonkeyPatch) -> None:
    list(SECTIONS.items())  # the room is loaded: what it registers must not land in ours
    known = {"alarm": Section(Alarm, alarm_rules), "lights": Section(Lights, lights_rules)}
    monkeypatch.setattr(SECTIONS, "_entries", known)


@pytest.fixture
def garage(house: House) -> House:
    (house.root / SERVICES_FILE).write_text(WRITTEN, encoding="utf-8")
    return house


def test_sections_are_typed(garage: House) -> None:
    company = load_company(garage, "garage")
    assert company.asked("alarm", Alarm) == Alarm(panel="sw1", rooms={"bureau": 30, "garage": 10})
    assert company.section("lights") == Lights(on=("pc-bureau",))
    with pytest.raises(TypeError, match="section alarm is a Alarm, not a Lights"):
        company.asked("alarm", Lights)


def test_a_company_may_do_without(house: House) -> None:
    company = load_company(house, "garage")
    assert company.asked("alarm", Alarm) is None
    with pytest.raises(DefinitionError, match="no service `alarm` is in play here; there is none"):
        company.section("alarm")


def test_an_empty_file_is_no_mistake(garage: House) -> None:
    (garage.root / SERVICES_FILE).write_text("# later\n", encoding="utf-8")
    assert load_company(garage, "garage").sections == {}


def test_a_lab_has_the_sections_in_play(garage: House) -> None:
    company = load_company(garage, "garage")
    assert company.only(["sw1"]).sections == {}
    part = company.only(["sw1"], ["lights"])
    assert (part.asked("alarm", Alarm), part.asked("lights", Lights)) == (None, Lights(on=("pc-bureau",)))
    assert part.written == {"lights": {"on": ["pc-bureau"]}}


PLANTED = {
    "unknown section": ("lights:", "light:", 4, "there is no service `light` with data; did you mean `lights`?"),
    "unknown key": ("panel: sw1", "pannel: sw1", 2, "unknown key `pannel`; did you mean `panel`?"),
    "missing key": ("  panel: sw1\n", "", 1, "`panel` is missing; add `panel:`"),
    "wrong value": ("garage: 10", "garage: soon", 3, "`garage`: 'soon' is not allowed; expected a whole number"),
    "wrong value deep in a list": ("[pc-bureau]", "[pc-bureau, 5]", 5, "entry 2 of `on`: 5 is not allowed"),
    "no section": ("  on: [pc-bureau]\n", "", 4, "an empty value is not allowed; expected keys with values"),
    "a rule": ("panel: sw1", "panel: sw9", 2, "there is no device `sw9`; did you mean `sw2`?"),
    "a rule about the plan": ("garage: 10", "garagee: 10", 3, "the plan has no VLAN `garagee`; did you mean `garage`?"),
    "a rule about another section": ("[pc-bureau]", "[sw2, sw1]", 5, "`sw1` is the panel of the alarm; choose"),
    "broken YAML": ("panel: sw1", "panel: [sw1", 3, "broken YAML"),
    "a key twice": ("lights:", "alarm:", 4, "`alarm` is there twice (first on line 1)"),
}


@pytest.mark.parametrize(("old", "new", "line", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(garage: House, edit: Edit, refused: Refused, old: str, new: str, line: int, said: str) -> None:
    edit(SERVICES_FILE, old, new)
    lines = refused(lambda: load_company(garage, "garage"))
    assert any(told.startswith(f"{SERVICES_FILE}:{line}: ") and said in told for told in lines), lines


@pytest.mark.parametrize("text", ["- alarm\n", "alarm\n", "5\n"])
def test_a_file_of_something_else(garage: House, refused: Refused, text: str) -> None:
    (garage.root / SERVICES_FILE).write_text(text, encoding="utf-8")
    assert refused(lambda: load_company(garage, "garage")) == [
        f"{SERVICES_FILE}:1: the file holds no sections; write `NAME:` of a service, and its keys below"
    ]


def test_three_files_one_error(garage: House, edit: Edit, refused: Refused) -> None:
    edit("inventories/garage/plan.yml", "id: 10", "id: 5000")
    edit("inventories/garage/devices.yml", "access: garage", "access: garaje")
    edit(SERVICES_FILE, "garage: 10", "garage: 0")
    assert [line.split(":")[0] for line in refused(lambda: load_company(garage, "garage"))] == [
        "inventories/garage/devices.yml",
        "inventories/garage/plan.yml",
        SERVICES_FILE,
    ]


def test_shapes_of_three_files_in_one_error(garage: House, edit: Edit, refused: Refused) -> None:
    edit("inventories/garage/plan.yml", "site: 1\n", "sites: 1\n")
    edit("inventories/garage/devices.yml", "image: switch, groups", "imgae: switch, groups")
    edit(SERVICES_FILE, "garage: 10", "garage: 0")
    named = {line.split(":")[0].rpartition("/")[2] for line in refused(lambda: load_company(garage, "garage"))}
    assert named == {"plan.yml", "devices.yml", "services.yml"}


MERGED = {
    "a value": ({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}}, {"a": {"b": 1, "c": 3}}),
    "a new key": ({"a": {"b": 1}}, {"a": {"c": {"d": 2}}}, {"a": {"b": 1, "c": {"d": 2}}}),
    "null takes away": ({"a": {"b": 1, "c": 2}}, {"a": {"b": None}}, {"a": {"c": 2}}),
    "null takes a section": ({"a": {"b": 1}, "c": {}}, {"a": None}, {"c": {}}),
    "null of what is not there": ({"a": {"b": 1}}, {"a": {"c": None}, "d": None}, {"a": {"b": 1}}),
    "lists are replaced": ({"a": {"b": [1, 2]}}, {"a": {"b": [3]}}, {"a": {"b": [3]}}),
    "a mapping over a word": ({"a": "x"}, {"a": {"b": 1, "c": None}}, {"a": {"b": 1}}),
    "a word over a mapping": ({"a": {"b": 1}}, {"a": "x"}, {"a": "x"}),
    "nothing": ({"a": {"b": 1}}, {}, {"a": {"b": 1}}),
}


@pytest.mark.parametrize(("old", "new", "both"), MERGED.values(), ids=MERGED)
def test_merged(old: object, new: object, both: object) -> None:
    assert merged(old, new) == both


def test_altered_tells_the_lines_of_the_change(garage: House) -> None:
    company = load_company(garage, "garage")
    path = garage.root / "change.yml"
    path.write_text("alarm:\n  rooms:\n    garage: null\n  panel: sw2\n", encoding="utf-8")
    changed, found = altered(company, read(path, garage.root))
    assert found == []
    assert changed.asked("alarm", Alarm) == Alarm(panel="sw2", rooms={"bureau": 30})
    assert changed.asked("lights", Lights) == company.asked("lights", Lights)
    path.write_text("alarm:\n  rooms:\n    cave: 3\nlights: {on: [sw1]}\n", encoding="utf-8")
    _, found = altered(company, read(path, garage.root))
    assert [(source.at(problem.loc), problem.message) for source, problem in found] == [
        ("change.yml:3", "the plan has no VLAN `cave`"),
        ("change.yml:4", "`sw1` is the panel of the alarm"),
    ]
    path.write_text("alarm: {rooms: {garage: 0}, colour: red}\n", encoding="utf-8")
    _, found = altered(company, read(path, garage.root))
    assert {problem.message for _, problem in found} == {"`garage`: 0 is not allowed", "unknown key `colour`"}


def test_every_section_of_the_house_belongs_to_a_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    services = {name for name, _ in SERVICES.items()}
    assert {name for name, _ in SECTIONS.items()} <= services
