"""Binding a lab's checks: every wrong name or input of every check at once, each with file, line and remedy."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from ccp3lab.company import Company, load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.grading import fingerprint, rubric
from ccp3lab.house import here
from ccp3lab.lab import CheckSpec, Lab
from ccp3lab.source import read

GOOD = """\
checks:
  - {id: a, check: switching.vlan, device: sw1, with: {vlan: compta}, points: 2, title: "VLAN {{ vlan.compta.name }}"}
  - {id: b, check: switching.trunk, device: sw1, with: {to: sw2}, points: 1, title: B, after: [a], wait: 3s, hint: voir}
  - {id: c, check: reach.isolated, device: pc-compta-1, points: 1, title: C,
     with: {to: pc-atelier-1, control: pc-compta-2}}
  - {id: d, check: switching.saved, device: sw2, points: 1, title: D}
"""
DEVICES = ("sw1", "sw2", "pc-compta-1", "pc-compta-2", "pc-atelier-1")


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo")


@pytest.fixture
def bind(tmp_path: Path, company: Company):
    def bound(text: str = GOOD, devices: tuple[str, ...] = DEVICES):
        path = tmp_path / "lab.yml"
        path.write_text(text)
        source = read(path, tmp_path)
        checks = TypeAdapter(tuple[CheckSpec, ...]).validate_python(source.data["checks"])
        lab = Lab("essai", "E", company.key, "C1", 5, 5, 0, devices, (), checks, {}, path, source)
        return rubric(lab, company)

    return bound


@pytest.fixture
def refused(bind):
    def message(old: str, new: str) -> str:
        assert old in GOOD
        with pytest.raises(DefinitionError) as caught:
            bind(GOOD.replace(old, new))
        return str(caught.value)

    return message


def test_checks_are_bound_in_order(bind) -> None:
    a, b, c, d = bind()
    assert (a.id, a.name, a.points, a.title) == ("a", "switching.vlan", 2, "VLAN compta")
    assert (b.after, b.wait, b.hint) == (("a",), 3.0, "voir")
    assert c.place.device.name == "pc-compta-1"
    assert (d.after, d.wait, d.hint) == ((), 0.0, "")


def test_a_place_knows_the_labs_devices_only(bind) -> None:
    assert set(bind()[0].place.company.devices) == set(DEVICES)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("switching.vlan", "switching.vlam", 2, "there is no check `switching.vlam`; did you mean `switching.vlan`?"),
        ("switching.vlan", "foo", 2, "there is no check `foo`; there is: "),
        ("device: sw1, with: {vlan", "device: sw3, with: {vlan", 2, "there is no device `sw3`; did you mean `sw"),
        ("{vlan: compta}", "{vlan: compat}", 2, "there is no VLAN `compat`; did you mean `compta`?"),
        ("{vlan: compta}", "{vlam: compta}", 2, "unknown key `vlam` in `with`; did you mean `vlan`?"),
        ("{vlan: compta}", "{}", 2, "`vlan` is missing in `with`; add `vlan:`"),
        ("{vlan: compta}", "{vlan: 10}", 2, "`vlan`: '10' is not allowed; expected"),
        ("{to: sw2}", "{to: pc-compta-1}", 3, "there is no trunk of this device to `pc-compta-1`"),
        ("{to: sw2}", "{to: sw1}", 3, "there is no trunk of this device to `sw1`; did you mean `sw2`?"),
        (
            "pc-atelier-1, c",
            "pc-atelier-2, c",
            5,
            "there is no workstation or server of this lab `pc-atelier-2`; did you mean `pc-a",
        ),
        ("pc-atelier-1, c", "sw1, c", 5, "there is no workstation or server of this lab `sw1`"),
        ("device: sw2, points", "device: sw2, with: {to: sw1}, points", 6, "unknown key `to` in `with`; there is none"),
    ],
)
def test_each_mistake_has_its_line_and_remedy(refused, old, new, line, message) -> None:
    told = refused(old, new)
    assert any(row.startswith(f"lab.yml:{line}: {message}") for row in told.splitlines()), told


def test_all_mistakes_come_at_once(bind) -> None:
    broken = GOOD.replace("{to: sw2}", "{too: sw2}").replace("compta}", "compat}").replace("saved", "savd")
    with pytest.raises(DefinitionError) as caught:
        bind(broken)
    lines = str(caught.value).splitlines()
    assert [line.split(":")[1] for line in lines] == ["2", "3", "3", "6"]


def test_another_source_gives_its_lines(bind, company, tmp_path) -> None:
    path = tmp_path / "other.yml"
    path.write_text("# moved\n" + GOOD.replace("compta}", "compat}"))
    source = read(path, tmp_path)
    checks = TypeAdapter(tuple[CheckSpec, ...]).validate_python(source.data["checks"])
    lab = Lab("e", "E", company.key, "C1", 5, 5, 0, DEVICES, (), checks, {}, path, source)
    with pytest.raises(DefinitionError, match=r"other\.yml:3: there is no VLAN"):
        rubric(replace(lab), company, source)


def test_a_fingerprint_is_about_what_is_asked(bind) -> None:
    same, reworded = bind(), bind(GOOD.replace("title: B", "title: Autre").replace("hint: voir", "hint: autre"))
    assert fingerprint(same) == fingerprint(bind()) == fingerprint(reworded)
    for old, new in [("points: 2", "points: 3"), ("vlan: compta", "vlan: atelier"), ("3s", "4s"), (", after: [a]", "")]:
        assert fingerprint(bind(GOOD.replace(old, new))) != fingerprint(same)


def test_the_projects_own_lab_binds() -> None:
    from ccp3lab.lab import load_lab

    lab = load_lab(here(), "vlan-trunk")
    bound = rubric(lab, load_company(here(), lab.company), lab.source)
    assert sum(check.points for check in bound) == lab.points == 20
