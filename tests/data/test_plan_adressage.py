"""The lab plan-adressage as written: its statement tells what is asked for, its rules are refused when broken."""

import re
import shutil
from collections.abc import Callable

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import House, here
from ccp3lab.lab import load_lab, statement
from ccp3lab.sheet import networks

LAB = load_lab(here(), "plan-adressage")
COMPANY = load_company(here(), LAB.company)


def test_the_statement_tells_every_need_and_block_and_no_answer() -> None:
    text = statement(LAB, COMPANY)
    for one in networks(COMPANY.plan):
        dhcp = "oui" if one.has_dhcp else "non"
        assert f"| {one.id} | {one.title} | {one.hosts} | {dhcp} |" in text
        assert f"bloc {one.block}" in text
        assert str(one.planned.subnet) not in text
    assert set(re.findall(r"\d+\.\d+\.\d+\.\d+/\d+", text)) == {str(s.block) for s in COMPANY.plan.sites.values()}


def test_the_need_has_its_traps() -> None:
    """A gateway that makes a network twice as large, networks of several sizes, with and without DHCP."""
    asked = networks(COMPANY.plan)
    assert any((one.hosts + 1).bit_length() < (one.hosts + 2).bit_length() for one in asked)
    assert len({one.length for one in asked}) >= 4
    assert {one.has_dhcp for one in asked} == {True, False}
    assert len({one.site for one in asked}) == 3


@pytest.fixture
def paper(tmp_path, monkeypatch) -> Callable[[str, str], House]:
    """paper(OLD, NEW): a house with this lab alone, OLD replaced by NEW in its lab.yml."""

    def make(old: str, new: str) -> House:
        for name in ("labs/plan-adressage", "inventories/cidrerie"):
            shutil.copytree(here().root / name, tmp_path / name)
        file = tmp_path / "labs/plan-adressage/lab.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return House(tmp_path, tmp_path / ".ccp3")

    return make


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("sheet: {file: plan-adressage}", "", "unknown key `order`"),
        ("sheet: {file: plan-adressage}", "sheet: {file: Mon Plan}", "`Mon Plan` is no name"),
        ("sheet: {file: plan-adressage}", "sheet: {file: a}\nlearner_does: [switching]", "has no devices"),
        ("device: feuille", "device: sw1", "the lab has no device `sw1`"),
        ("on: feuille", "on: sw1", "the lab has no device `sw1`"),
        ("cells: {gestion:", "cells: {gestoin:", "the sheet has no line `gestoin`; did you mean `gestion`?"),
        ("gestion: {subnet:", "gestion: {subnets:", "the sheet has no column `subnets`; did you mean `subnet`?"),
        ('cells: {gestion: {subnet: ""}}', "lines: [x]", "nothing is typed into a sheet"),
        ('cells: {gestion: {subnet: ""}}', "typed: []", "changes nothing; add `cells:`"),
        ("vlan.cameras.subnet.hostmask", "vlan.camera.subnet.hostmask", "did you mean `cameras`?"),
        ("order: smallest", "order: random", "expected 'largest' or 'smallest'"),
    ],
)
def test_a_broken_lab_is_refused_with_its_line(paper, refused, old: str, new: str, why: str) -> None:
    house = paper(old, new)
    lines = refused(lambda: load_lab(house, "plan-adressage"))
    assert any(re.match(r"labs/plan-adressage/lab\.yml:\d+: ", line) and why in line for line in lines), lines


def test_an_alternative_is_no_state_of_another_kind(paper, refused) -> None:
    from ccp3lab.operations.scene import scene

    house = paper("petits-dabord:", "solved:")
    assert "is the name of another state" in refused(lambda: scene(house, "plan-adressage", "demo"))[0]
