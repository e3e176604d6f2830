"""docs/labs.md: every key is told, every example is accepted, every word can be filled in."""

import re
from pathlib import Path

import pytest

from ccp3lab.company import load_company
from ccp3lab.company.file import DeviceEntry, DevicesFile, LinkEntry
from ccp3lab.house import here
from ccp3lab.lab import CheckSpec, fill
from ccp3lab.lab.file import AlternativeEntry, FaultEntry, LabFile
from ccp3lab.lab.statement import HIDDEN
from ccp3lab.lab.text import words
from ccp3lab.lab.words import WORDS
from ccp3lab.model import Model
from ccp3lab.plan import PlanFile, problems
from ccp3lab.plan.file import HostEntry, PoolEntry, PublicEntry, ReservedEntry, SiteEntry, TransitEntry, VlanEntry
from ccp3lab.services import SERVICES
from ccp3lab.source import build, read
from ccp3lab.source.document import parse
from tasks.directory_section import DirectorySection
from tasks.dns_section import DnsSection

PAGE = (here().root / "docs" / "labs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
BEFORE = {  # the heading or table head that a model's keys stand below
    LabFile: "## labs/&lt;lab&gt;/lab.yml",
    CheckSpec: "### checks",
    FaultEntry: "### faults",
    AlternativeEntry: "### alternatives",
    PlanFile: "## inventories/&lt;company&gt;/plan.yml",
    VlanEntry: "| key of a VLAN |",
    HostEntry: "| key of a host |",
    SiteEntry: "| key of a site |",
    TransitEntry: "| key of a transit |",
    PoolEntry: "| key of a pool |",
    PublicEntry: "| key of a public side |",
    ReservedEntry: "| key of a reserved range |",
    DeviceEntry: "| key of a device |",
    LinkEntry: "| key of a link |",
    DirectorySection: "| key of the directory |",
    DnsSection: "### dns\n",
}


def keys_told(start: str) -> set[str]:
    """The first column of the first table below START."""
    below = PAGE.split(f"\n{start}")[1]
    table = re.search(r"\|[- |]+\|\n((?:\|.*\n)+)", below)
    assert table
    return set(re.findall(r"^\| `(\w+)` \|", table[1], re.M))


@pytest.mark.parametrize("model", BEFORE, ids=lambda model: model.__name__)
def test_every_key_is_told_and_no_other(model: type[Model]) -> None:
    real = {field.alias or name for name, field in model.model_fields.items()}
    assert keys_told(BEFORE[model]) == real


class ChecksAlone(Model):
    checks: tuple[CheckSpec, ...]


class FaultsAlone(Model):
    faults: dict[str, FaultEntry]


class AlternativesAlone(Model):
    alternatives: dict[str, AlternativeEntry]


@pytest.mark.parametrize(
    ("key", "model"),
    [
        ("checks", ChecksAlone),
        ("faults", FaultsAlone),
        ("alternatives", AlternativesAlone),
        ("company", PlanFile),
        ("devices", DevicesFile),
    ],
)
def test_the_examples_are_accepted(key: str, model: type[Model], tmp_path: Path) -> None:
    """Read as the project reads its files: `on` is a word there, not the YAML of 2005's `true`."""
    file = tmp_path / "example.yml"
    file.write_text(next(text for text in EXAMPLES if text.startswith(f"{key}:")), encoding="utf-8")
    assert build(model, read(file, tmp_path))


def test_the_example_of_a_plan_is_sound() -> None:
    text = next(text for text in EXAMPLES if text.startswith("company:"))
    assert problems(PlanFile.model_validate(parse(text).data)) == []


@pytest.mark.parametrize("text", re.findall(r"`(\{\{ \w.*?\}\})`", PAGE.split("\n## Words\n")[1].split("\n## ")[0]))
def test_every_example_of_a_word_can_be_filled_in(text: str) -> None:
    company = load_company(here(), "atelier-velo")
    more = {"lab": {"minutes": 45}, "switches": ("sw1", "sw2"), "networks": ()}  # what statements add
    more |= {"initial": HIDDEN.initial, "administrator": HIDDEN.administrator}
    assert fill(text.replace("\\|", "|"), company, more)


def test_every_word_is_told() -> None:
    section = PAGE.split("\n## Words\n")[1].split("\n## ")[0]
    told = set(re.findall(r"^\| `(\w+)` \|", section, re.M))
    assert told == {
        *words(load_company(here(), "atelier-velo")),
        *(name for name, _ in WORDS.items()),
        "lab",
        "networks",
        "switches",
        "initial",
        "administrator",
    }


def test_every_service_is_told() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `learner_does` |"))
    assert [name for name, _ in SERVICES.items() if f"`{name}`" not in row] == []
