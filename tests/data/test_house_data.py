"""The data that is shipped: companies and labs are sound, values stand in the plan alone, statements are complete."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from ccp3lab.company import companies, load_company
from ccp3lab.house import here
from ccp3lab.lab import labs, load_lab, statement
from ccp3lab.plan import PlanFile, Values, drawn, written
from ccp3lab.source import build, read

HOUSE = here()
ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
Choice = Callable[[PlanFile], Values]
VARIANTS: tuple[Choice, ...] = (
    written,
    *(partial(written, site=site) for site in (2, 99, 200)),
    *(partial(drawn, seed=seed) for seed in (b"agnes", b"bruno", b"chloe")),
)


def _texts(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("folder", [HOUSE.labs, HOUSE.templates], ids=["labs", "templates"])
def test_no_literal_address(folder: Path) -> None:
    found = [
        f"{HOUSE.shown(path)}:{number}: {line.strip()}"
        for path in _texts(folder)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any(not NOBODYS.fullmatch(address) for address in ADDRESS.findall(line))
    ]
    assert found == []


# loopback, "any" and "this host" in a route or an ACL: no addresses of a plan
NOBODYS = re.compile(r"127\..*|0\.0\.0\.0|255\.255\.255\.255")

VLAN_WORDS = re.compile(r"\bvlans?\s+(\d[\d,-]*)", re.IGNORECASE)


@pytest.mark.parametrize("folder", [HOUSE.labs, HOUSE.templates], ids=["labs", "templates"])
def test_no_literal_vlan_id(folder: Path) -> None:
    found = [
        f"{HOUSE.shown(path)}: vlan {number}"
        for path in _texts(folder)
        for number in VLAN_WORDS.findall(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("text", ["10.1.10.5", "via 192.168.0.1/24", "(172.16.0.1)"])
def test_an_address_would_be_seen(text: str) -> None:
    assert ADDRESS.search(text)


@pytest.mark.parametrize("text", ["1.2.3", "version 1.2.3.4.5", "v0.79.0"])
def test_a_version_is_no_address(text: str) -> None:
    assert not ADDRESS.search(text)


def test_a_vlan_id_would_be_seen() -> None:
    assert VLAN_WORDS.findall("no vlan 20\nswitchport trunk allowed vlan 10,20\nLe VLAN 10") == ["20", "10,20", "10"]


@pytest.mark.parametrize("key", companies(HOUSE))
def test_a_company_is_sound_for_every_site_of_its_variant(key: str) -> None:
    raw = build(PlanFile, read(HOUSE.inventories / key / "plan.yml", HOUSE.root))
    assert raw.variant
    assert raw.variant.site
    sites = range(raw.variant.site.first, raw.variant.site.last + 1)
    assert all(load_plan_site(key, site) == site for site in {*list(sites)[:3], *list(sites)[-3:]})


def load_plan_site(key: str, site: int) -> int:
    """The site of the plan of company KEY, loaded for SITE."""
    return load_company(HOUSE, key, partial(written, site=site)).plan.site


@pytest.mark.parametrize("key", companies(HOUSE))
def test_names_of_computers_fit_netbios(key: str) -> None:
    """15 characters (MS-NBTE): a workstation must be able to join a domain under its own name."""
    assert [name for name in load_company(HOUSE, key).devices if len(name) > 15] == []


@pytest.mark.parametrize("choose", VARIANTS)
@pytest.mark.parametrize("key", labs(HOUSE))
def test_a_statement_is_complete_and_holds_the_values_of_its_plan(key: str, choose: Choice) -> None:
    lab = load_lab(HOUSE, key)
    company = load_company(HOUSE, lab.company, choose)
    text = statement(lab, company)
    assert not re.search(r"\{\{|\{%|\}\}|%\}|None|<.*object", text)
    shown = lab.within(company)
    used = {name for link in shown.links for name in link.carried}
    for name in used:
        vlan = company.plan.vlan(name)
        assert str(vlan.id) in text
        assert f"`{vlan.name}`" in text
        assert vlan.subnet is None or str(vlan.subnet) in text
    for link in shown.links:
        assert all(end.device in text and end.port in text for end in link.ends[: 1 if link.access else 2])
        host = company.plan.hosts.get(link.ends[1].device)
        assert not (link.access and host) or str(host.address if host.mac else host.interface) in text


@pytest.mark.parametrize("key", labs(HOUSE))
def test_statements_of_two_variants_differ(key: str) -> None:
    lab = load_lab(HOUSE, key)
    texts = {statement(lab, load_company(HOUSE, lab.company, choose)) for choose in VARIANTS}
    assert len(texts) == len(VARIANTS)


@pytest.mark.parametrize("key", labs(HOUSE))
def test_a_statement_tells_every_check_and_its_points(key: str) -> None:
    lab = load_lab(HOUSE, key)
    text = statement(lab, load_company(HOUSE, lab.company))
    rows = re.findall(r"^\| (?!Contrôle|\*\*|---)(.+) \| (\d+) \|$", text, re.MULTILINE)
    assert len(rows) == len(lab.checks)
    assert sum(int(points) for _, points in rows) == lab.points
    assert f"{lab.minutes} minutes" in text


@pytest.mark.parametrize("key", labs(HOUSE))
def test_every_check_has_a_hint_and_a_title_of_its_own(key: str) -> None:
    lab = load_lab(HOUSE, key)
    assert all(check.hint for check in lab.checks)
    assert len({check.title for check in lab.checks}) == len(lab.checks)
