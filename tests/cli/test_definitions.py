"""Broken definitions: one message with file and line, what to do, exit 2, nothing half done."""

import re
from dataclasses import dataclass

import pytest

from ccp3lab.house import House
from tests.cli.conftest import DEVICES_FILE, LAB_FILE, PLAN_FILE, Ccp3
from tests.conftest import Edit
from tests.providers.conftest import Engine

# ruff: noqa: E501 - a table reads as rows


@dataclass(frozen=True)
class Break:
    """OLD becomes NEW in FILE; the message names a line that holds AT, and says WORDS."""

    file: str
    old: str
    new: str
    at: str
    words: str


BREAKS = {
    "broken YAML": Break(LAB_FILE, "points: 20\n", "points: [20\n", "", r"YAML|expected"),
    "a tab in YAML": Break(PLAN_FILE, "site: 1\n", "site:\t- x\n\tb\n", "", r"YAML|character|mapping|found"),
    "a key twice": Break(LAB_FILE, "start: 0 ", "points: 20\nstart: 0 ", "points: 20", r"points.*twice|duplicate"),
    "an unknown key": Break(LAB_FILE, "minutes: 45\n", "minutos: 45\n", "", r"minutos.*minutes|minutes"),
    "an unknown key of a check": Break(LAB_FILE, "points: 1,\n", "points: 1, pionts: 1,\n", "pionts", r"pionts"),
    "an unknown key of a device": Break(DEVICES_FILE, "sw1: {image", "sw1: {imagge: x, image", "imagge", r"imagge.*image"),
    "VLAN 5000": Break(PLAN_FILE, "{id: 10,", "{id: 5000,", "5000", r"5000|4094"),
    "VLAN 0": Break(PLAN_FILE, "{id: 10,", "{id: 0,", "id: 0", r"\b0\b|1"),
    "a VLAN id twice": Break(PLAN_FILE, "{id: 20,", "{id: 10,", "id: 10", r"10.*compta|compta.*10"),
    "overlapping subnets": Break(PLAN_FILE, "10.{site}.20.0/24", "10.{site}.10.0/25", "10.0/25", r"overlap"),
    "two hosts with one address": Break(
        PLAN_FILE, "pc-compta-2:  {vlan: compta, address: 12}", "pc-compta-2:  {vlan: compta, address: 11}", "pc-compta", "pc-compta-[12]"
    ),
    "a gateway inside the DHCP range": Break(PLAN_FILE, "gateway: first, dhcp: {first: 50", "gateway: 60, dhcp: {first: 50", "60", "gateway"),
    "a link to an unknown port": Break(DEVICES_FILE, '"sw1:Gi1/0/1"', '"sw1:Gi1/0/25"', "Gi1/0/25", r"Gi1/0/25"),
    "a link to an unknown device": Break(DEVICES_FILE, '"sw1:Gi1/0/1"', '"sw3:Gi1/0/1"', "sw3", r"sw3.*`sw\d`"),
    "a port used twice": Break(DEVICES_FILE, '"sw1:Gi1/0/2"', '"sw1:Gi1/0/1"', "Gi1/0/1", r"twice|already|two"),
    "an unknown VLAN of a link": Break(DEVICES_FILE, "access: compta", "access: comta", "comta", r"comta.*`compta`"),
    "an unknown image": Break(DEVICES_FILE, "sw1: {image: switch", "sw1: {image: swich", "swich", r"swich.*`switch`"),
    "an unknown company": Break(LAB_FILE, "company: atelier-velo", "company: atelier-vlo", "atelier-vlo", r"`atelier-velo`"),
    "an unknown check": Break(LAB_FILE, "check: switching.vlan,", "check: switching.vlans,", "switching.vlans", r"`switching\.vlan`"),
    "an unknown input of a check": Break(LAB_FILE, "with: {vlan: compta}", "with: {vlann: compta}", "vlann", r"vlan"),
    "an unknown VLAN of a check": Break(LAB_FILE, "with: {vlan: compta}", "with: {vlan: comta}", "comta", r"`compta`"),
    "a check on an unknown device": Break(LAB_FILE, "device: sw1, with", "device: sw9, with", "sw9", r"sw9"),
    "an `after` loop": Break(
        LAB_FILE, "with: {to: pc-compta-1}, points: 1,", "with: {to: pc-compta-1}, points: 1, after: [ping-compta],", "after", r"loop: .* -> "
    ),
    "an unknown `after`": Break(LAB_FILE, "after: [ping-compta]", "after: [ping-comta]", "ping-comta", r"`ping-compta`"),
    "points that do not add up": Break(LAB_FILE, "points: 20\n", "points: 21\n", "points: 21", r"20 points, not 21"),
    "points of a check as text": Break(LAB_FILE, "points: 1,\n", 'points: "1",\n', '"1"', r"points"),
    "a fault that loses an unknown check": Break(LAB_FILE, "loses: [natif-sw2]", "loses: [natif]", "natif]", r"`natif`"),
    "a text with an unknown name": Break(LAB_FILE, "Le VLAN {{ vlan.compta.id }}", "Le VLAN {{ vlan.comta.id }}", "comta", r"comta"),
}  # fmt: skip


@pytest.mark.parametrize("case", BREAKS.values(), ids=BREAKS)
def test_it_is_told_with_file_line_and_what_to_do(
    ccp3: Ccp3, edit: Edit, house: House, engine: Engine, case: Break
) -> None:
    edit(case.file, case.old, case.new)
    said = ccp3("up", "vlan-trunk")
    assert said.code == 2
    first = said.message.splitlines()[0]
    found = re.match(r"([\w./-]+):(\d+): (.+)", first)
    assert found, first
    assert found[1] == case.file
    assert case.at in (house.root / case.file).read_text().splitlines()[int(found[2]) - 1]
    assert re.search(case.words, said.message), said.message
    assert not house.home.exists()
    assert engine.calls() == []


@pytest.mark.parametrize("command", ["check", "push", "connect", "selftest", "labs"])
def test_every_command_that_reads_the_lab_tells_it_alike(ccp3: Ccp3, edit: Edit, command: str) -> None:
    edit(LAB_FILE, "points: 20\n", "points: 21\n")
    words = {"connect": ["vlan-trunk", "sw1"], "labs": []}.get(command, ["vlan-trunk"])
    said = ccp3(command, *words)
    assert said.code == 2
    assert said.message.startswith(f"{LAB_FILE}:")


def test_several_mistakes_are_told_at_once(ccp3: Ccp3, edit: Edit) -> None:
    edit(LAB_FILE, "points: 20\n", "points: 21\n")
    edit(LAB_FILE, "after: [ping-compta]", "after: [ping-comta]")
    lines = ccp3("up", "vlan-trunk").message.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{LAB_FILE}:") for line in lines)


def test_a_lab_without_a_statement(ccp3: Ccp3, house: House) -> None:
    (house.labs / "vlan-trunk" / "enonce.md").unlink()
    assert "enonce.md" in ccp3("up", "vlan-trunk").message


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- a list\n", b"42\n", b"null\n"])
def test_a_file_that_is_no_lab_at_all(ccp3: Ccp3, house: House, content: bytes) -> None:
    (house.root / LAB_FILE).write_bytes(content)
    said = ccp3("up", "vlan-trunk")
    assert said.code == 2
    assert said.message.startswith(LAB_FILE)
