"""The checks of a sheet: what is right in any spelling passes, each mistake fails its own check and says why."""

from collections.abc import Callable
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.company import Device, load_company
from ccp3lab.grading import CHECKS, Observation, Place, Sheet, Status, Verdict
from ccp3lab.house import here
from ccp3lab.sheet import networks
from ccp3lab.sheet.column import TITLES, Column
from ccp3lab.sheet.fill import Lines, grid, solved
from ccp3lab.sheet.place import Way, place
from ccp3lab.sheet.table import joined

COMPANY = load_company(here(), "cidrerie")
PLACE = Place(COMPANY, Device("feuille", "", "la feuille"))
ASKED = networks(COMPANY.plan)
BY_KEY = {one.key: one for one in ASKED}
RULES = {"sheet.gateway": {"rule": "ends"}}
NAMES = [name for name, _ in CHECKS.items() if name.startswith("sheet.")]
WAYS = [Way(*parts) for parts in product(("largest", "smallest"), ("bottom", "top"), ("first", "last"))]


@cache
def right(way: Way = WAYS[0]) -> Lines:
    return solved(ASKED, place(ASKED, way), way)


def judged(name: str, text: str, **given: str) -> Verdict:
    kind = CHECKS.get(name)
    assert kind
    check = kind.model_validate(given or RULES.get(name, {}))
    assert check.needs(PLACE) == {"sheet": ("feuille", Sheet())}
    return check.evaluate({"sheet": Observation(text)}, PLACE)


def sheet(change: Callable[[str, Column, str], str] = lambda key, column, text: text, way: Way = WAYS[0]) -> str:
    """The right sheet, each cell as CHANGE(line, column, text) writes it."""
    lines = {
        key: {column: change(key, column, text) for column, text in cells.items()} for key, cells in right(way).items()
    }
    return joined(grid(lines))


def edited(key: str, **cells: str) -> str:
    return sheet(lambda line, column, text: cells.get(column, text) if line == key else text)


def not_passed(text: str) -> set[str]:
    return {name for name in NAMES if judged(name, text).status is not Status.PASSED}


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_way_to_place_them_passes(way: Way) -> None:
    assert not_passed(sheet(way=way)) == set()


def _cells(**spelt: Callable[[str], str]) -> Callable[[str, Column, str], str]:
    return lambda _, column, text: spelt[column](text) if column in spelt else text


def _in_one_cell(key: str, column: Column, text: str) -> str:
    length = right()[key][Column.PREFIX]
    return f"{text}{length}" if column is Column.SUBNET else "" if column in (Column.PREFIX, Column.MASK) else text


@pytest.mark.parametrize(
    "spelt",
    [
        pytest.param(_cells(prefix=lambda _: ""), id="mask alone"),
        pytest.param(_cells(mask=lambda _: ""), id="prefix alone"),
        pytest.param(_cells(prefix=lambda text: text.strip("/")), id="number"),
        pytest.param(_cells(prefix=lambda text: f"{text.strip('/')}.0"), id="number of a spreadsheet"),
        pytest.param(_in_one_cell, id="all in one cell"),
        pytest.param(lambda *cell: f" \u00a0{cell[2]}\u202f", id="odd blanks"),
        pytest.param(lambda *cell: cell[2].upper(), id="capitals"),
        pytest.param(_cells(dhcp=lambda text: text.replace(" - ", " à ")), id="range in words"),
        pytest.param(_cells(dhcp=lambda text: "" if text == "aucune" else text), id="no range"),
        pytest.param(_cells(gateway=lambda text: f"{text}/26"), id="gateway with a prefix"),
        pytest.param(_cells(label=lambda text: text.split(" - ")[0]), id="VLAN numbers alone"),
        pytest.param(_cells(label=lambda text: text.split(" - ")[-1]), id="names alone"),
        pytest.param(_cells(hosts=lambda _: "?"), id="need not copied"),
    ],
)
def test_every_usual_spelling_passes(spelt: Callable[[str, Column, str], str]) -> None:
    assert not_passed(sheet(spelt)) == set()


def test_english_titles_pass() -> None:
    english = {
        Column.LABEL: "VLAN name",
        Column.HOSTS: "Hosts needed",
        Column.SUBNET: "Network address",
        Column.PREFIX: "Prefix",
        Column.MASK: "Subnet mask",
        Column.FIRST: "First host",
        Column.LAST: "Last host",
        Column.BROADCAST: "Broadcast",
        Column.GATEWAY: "Default gateway",
        Column.DHCP: "DHCP range",
    }
    text = sheet()
    for column, title in english.items():
        text = text.replace(TITLES[column], title, 1)
    assert not_passed(text) == set()


def test_one_usable_range_and_two_dhcp_columns_pass() -> None:
    rows = [["VLAN", "Adresse réseau", "Plage utilisable", "Broadcast", "Passerelle", "DHCP début", "DHCP fin"]]
    for cells in right().values():
        first, last = [*cells.get(Column.DHCP, "").split(" - "), ""][:2]
        hosts = f"{cells.get(Column.FIRST, '')} - {cells.get(Column.LAST, '')}"
        subnet = cells[Column.SUBNET] + cells[Column.PREFIX]
        rows.append(
            [
                cells[Column.LABEL],
                subnet,
                hosts,
                cells.get(Column.BROADCAST, ""),
                cells.get(Column.GATEWAY, ""),
                first,
                last,
            ]
        )
    assert not_passed(joined(rows)) == set()


def test_a_summary_may_be_the_block_itself() -> None:
    blocks = {one.site: one.block for one in ASKED}
    text = joined(
        [*grid({k: c for k, c in right().items() if k not in blocks})]
        + [[f"Résumé {site}", "", str(block)] for site, block in blocks.items()]
    )
    assert judged("sheet.summary", text).status is Status.PASSED


BUREAUX = BY_KEY["bureaux"]
NET = place(ASKED, WAYS[0])["bureaux"]


@pytest.mark.parametrize(
    ("cells", "name", "said"),
    [
        ({"subnet": ""}, "sheet.rows", "bureaux : pas de ligne remplie"),
        ({"subnet": "dix"}, "sheet.rows", "n'est pas une adresse"),
        ({"prefix": "", "mask": ""}, "sheet.rows", "ni préfixe ni masque"),
        ({"subnet": str(NET[10])}, "sheet.aligned", "n'est pas l'adresse d'un réseau"),
        ({"mask": str(NET.hostmask)}, "sheet.mask", "masque inversé"),
        ({"mask": "255.255.255.0"}, "sheet.mask", "tailles différentes"),
        ({"mask": "255.0.255.0"}, "sheet.mask", "ne se suivent pas"),
        ({"prefix": "vingt-cinq"}, "sheet.mask", "préfixe"),
        ({"first": str(NET[0])}, "sheet.usable", "première"),
        ({"last": str(NET[-1])}, "sheet.usable", "dernière"),
        ({"last": ""}, "sheet.usable", "case vide"),
        ({"broadcast": str(NET[-2])}, "sheet.broadcast", "ne va pas avec"),
        ({"broadcast": "?!"}, "sheet.broadcast", "n'est pas une adresse"),
        ({"gateway": str(NET[5]), "dhcp": f"{NET[6]} - {NET[9]}"}, "sheet.gateway", "ne suit pas la règle"),
        ({"gateway": str(NET[0])}, "sheet.gateway", "n'est pas une adresse utilisable"),
        ({"gateway": "", "dhcp": f"{NET[2]} - {NET[-2]}"}, "sheet.gateway", "case vide"),
        ({"gateway": "moi"}, "sheet.gateway", "n'est pas une adresse"),
        ({"dhcp": f"{NET[1]} - {NET[-2]}"}, "sheet.dhcp", "contient la passerelle"),
        ({"dhcp": f"{NET[2]} - {NET[-1]}"}, "sheet.dhcp", "sort des adresses utilisables"),
        ({"dhcp": f"{NET[9]} - {NET[3]}"}, "sheet.dhcp", "la fin est avant le début"),
        ({"dhcp": ""}, "sheet.dhcp", "pas de plage"),
        ({"dhcp": "toutes"}, "sheet.dhcp", "n'est pas une plage"),
    ],
)
def test_a_mistake_costs_its_own_check_and_says_why(cells: dict[str, str], name: str, said: str) -> None:
    text = edited("bureaux", **cells)
    assert not_passed(text) == {name}
    verdict = judged(name, text)
    assert verdict.status is Status.FAILED
    assert said in verdict.found
    assert "bureaux" in verdict.found
    assert verdict.look


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"subnet": ""}, "pas de ligne remplie"),
        ({"prefix": "", "mask": ""}, "ni préfixe"),
        ({"prefix": "/22", "mask": "255.255.252.0"}, "sort du bloc|n'est pas l'adresse"),
        ({"prefix": "/27", "mask": "255.255.255.224"}, "laisse dehors"),
        ({"subnet": "10.20.0.1"}, "n'est pas l'adresse d'un réseau"),
    ],
)
def test_a_summary_that_is_wrong(cells: dict[str, str], said: str) -> None:
    text = edited("siege", **cells)
    assert not_passed(text) == {"sheet.summary"}
    assert any(part in judged("sheet.summary", text).found for part in said.split("|"))


def test_a_range_where_none_is_asked_for() -> None:
    text = edited("serveurs", dhcp=f"{NET[2]} - {NET[3]}")
    assert "aucune plage n'est demandée" in judged("sheet.dhcp", text).found


@pytest.mark.parametrize(
    ("rule", "position", "status"),
    [
        ("first", 1, Status.PASSED),
        ("first", -2, Status.FAILED),
        ("last", -2, Status.PASSED),
        ("last", 1, Status.FAILED),
        ("ends", -2, Status.PASSED),
        ("ends", 7, Status.FAILED),
        ("any", 7, Status.PASSED),
        ("any", -1, Status.FAILED),
    ],
)
def test_the_rule_of_the_gateways(rule: str, position: int, status: Status) -> None:
    way = WAYS[0] if rule != "last" else WAYS[1]
    lines = {
        k: {**c, **({Column.GATEWAY: str(NET[position])} if k == "bureaux" else {})} for k, c in right(way).items()
    }
    assert judged("sheet.gateway", joined(grid(lines)), rule=rule).status is status


@pytest.mark.parametrize("length", ["/31", "/32"])
def test_a_subnet_without_room_is_too_small_and_breaks_nothing(length: str) -> None:
    text = edited("bureaux", prefix=length, mask="")
    assert "0 adresses, il en faut 121" in judged("sheet.fits", text).found
    assert {judged(name, text).status for name in NAMES} <= {Status.PASSED, Status.FAILED}


@pytest.mark.parametrize("at", ["0.0.0.0/32", "255.255.255.255/32", "0.0.0.0/0"])
def test_the_ends_of_all_addresses_break_nothing(at: str) -> None:
    text = edited("bureaux", subnet=at, prefix="", mask="")
    assert "sheet.block" in not_passed(text)


@pytest.mark.parametrize("text", ["", "\n", "bonjour\n", joined(grid({}))])
def test_an_empty_sheet_fails_all_and_says_so(text: str) -> None:
    assert not_passed(text) == set(NAMES)
    assert {judged(name, text).found for name in NAMES} == {"feuille vide, ou sans ligne de titres reconnue"}


def test_too_few_networks_earn_nothing_but_six_of_nine_are_not_seven() -> None:
    def first(count: int) -> str:
        kept = [one.key for one in ASKED[:count]]
        return sheet(
            lambda key, column, text: "" if column is Column.SUBNET and key in BY_KEY and key not in kept else text
        )

    assert not_passed(first(6)) == set(NAMES)
    assert not_passed(first(7)) == {"sheet.rows"}
    assert "au moins 7" in judged("sheet.fits", first(6)).expected


def test_many_mistakes_are_told_in_few_words() -> None:
    text = sheet(_cells(broadcast=lambda _: "x"))
    assert judged("sheet.broadcast", text).found.endswith("et 6 autres erreurs")


def test_the_right_value_is_never_told() -> None:
    assert str(NET[-1]) not in judged("sheet.broadcast", edited("bureaux", broadcast=str(NET[-2]))).message


@given(st.lists(st.lists(st.text(max_size=12), max_size=10), max_size=12))
def test_whatever_stands_below_the_titles_is_judged(rows: list[list[str]]) -> None:
    text = joined([*grid({}), *([["bureaux", "", *row] for row in rows])])
    assert {judged(name, text).status for name in NAMES} <= {Status.PASSED, Status.FAILED}
