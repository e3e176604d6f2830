"""The HTML page as a browser takes it: well-formed, to scale, escaped, alone."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given

from ccp3lab.plan import Plan
from ccp3lab.planning.areas import areas
from ccp3lab.planning.exports.html import count, files
from ccp3lab.planning.exports.words import KINDS, ROLES
from ccp3lab.planning.page.drawing import CLASSES
from ccp3lab.planning.page.elements import element
from ccp3lab.planning.page.style import SHEET
from ccp3lab.planning.spans import Role
from tests.planning.conftest import examples, hostile, plans

VOID = {"meta"}


class Page(HTMLParser):
    """The elements of a page: (tag, attributes, texts inside it); `open` are those not closed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self.stack: list[int] = []
        self.source = files(plan)["plan.html"].decode()
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}, []))
        if tag not in VOID:
            self.open.append(tag)
            self.stack.append(len(self.found) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        for at in self.stack:
            self.found[at][2].append(data)

    def of(self, name: str) -> list[dict[str, str]]:
        """The attributes of every element that has class NAME."""
        return [attrs for _, attrs, _ in self.found if name in attrs.get("class", "").split()]

    def texts(self, tag: str) -> list[str]:
        return ["".join(texts) for name, _, texts in self.found if name == tag]


def style(attrs: dict[str, str]) -> dict[str, float]:
    return {key: float(value) for key, value in re.findall(r"([\w-]+): ([\d.e-]+)%", attrs["style"])}


@pytest.fixture
def page(plan: Plan) -> Page:
    return Page(plan)


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []
    assert page.source.startswith('<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">')
    assert page.source.endswith("</body></html>\n")


def test_nothing_is_fetched_and_nothing_runs(page: Page) -> None:
    assert not {"script", "link", "img", "iframe", "a"} & {tag for tag, _, _ in page.found}
    assert not re.search(r"https?:|url\(|@import", page.source)


def test_the_heads_say_which_block(page: Page) -> None:
    assert page.texts("h1") == ["Plan d'adressage : Garage"]
    assert page.texts("h2") == [
        "Site siège : 10.1.0.0/16",
        "Site agence de Lyon : 10.2.0.0/22",
        "Hors site, autour de 203.0.113.0/29",
        "Tableaux",
    ]
    assert page.texts("h3") == ["Réseaux", "Machines", "Espace libre"]


def test_how_much_is_taken_is_told_in_figures(page: Page) -> None:
    text = page.source.replace("\N{NO-BREAK SPACE}", " ")
    assert "Domaine garage.lan. 2 sites, 3 VLAN, 3 machines." in text
    assert "65 536 adresses, dont 6,7 % réparties et 93,3 % libres." in text
    assert "1 024 adresses, dont 6,2 % réparties et 93,8 % libres." in text


def test_the_boxes_of_a_map_are_those_of_its_block(page: Page) -> None:
    titles = [attrs["title"].replace("\N{NO-BREAK SPACE}", " ") for attrs in page.of("box") if "title" in attrs]
    assert "VLAN 10 compta : 10.1.10.0/24, 256 adresses" in titles
    assert "libre : 10.1.144.0/20, 4 096 adresses" in titles
    assert "1 sous-réseau : 10.1.250.0/24, 256 adresses" in titles
    assert "plage de clients vpn : 10.1.250.0/28, 16 adresses" in titles
    assert "libre : 10.2.2.0/23, 512 adresses" in titles


def test_the_boxes_of_every_map_add_up(page: Page) -> None:
    areas_ = [style(attrs) for attrs in page.of("box") if "title" in attrs]
    whole = sum(box["width"] * box["height"] / 10_000 for box in areas_)
    assert whole == pytest.approx(len(page.of("map")))
    assert len(page.of("map")) == 5  # siège, two parts of it enlarged; agence; public side


def test_the_spans_of_a_bar_follow_each_other(page: Page) -> None:
    """Each bar begins at 0 % and ends at 100 %, without a gap."""
    spans = [style(attrs) for attrs in page.of("span") if "title" in attrs]
    ends = 100.0
    for span in spans:
        assert span["left"] == pytest.approx(ends % 100, abs=0.01)
        ends = span["left"] + span["width"]
    assert ends == pytest.approx(100, abs=0.01)
    assert sum(span["width"] for span in spans) == pytest.approx(100 * len(page.of("bar")), abs=0.1)


def test_a_bar_is_told_in_words_too(page: Page) -> None:
    items = page.texts("li")
    for words in (
        "adresse de réseau : 10.1.10.0",
        "passerelle : 10.1.10.1",
        "machine pc-1 : 10.1.10.11",
        "plage DHCP : 10.1.10.50 à 10.1.10.199 (150)",
        "libre : 10.1.10.200 à 10.1.10.254 (55)",
        "diffusion : 10.1.10.255",
        "réservé : 10.1.128.0 à 10.1.143.255 (4\N{NO-BREAK SPACE}096)",
    ):
        assert words in items


def test_no_kind_is_told_by_its_colour_alone() -> None:
    """Each class of boxes has a border or a pattern that no other class has."""
    looks = {}
    for name in (*CLASSES.values(), "free", "crowded"):
        (rule,) = re.findall(rf"^\.{name} {{ (.*?) }}$", SHEET, re.M | re.S)
        border = re.search(r"border: \d+px (\w+)", rule)
        pattern = re.search(r"gradient\((\d+deg)", rule)
        looks[name] = (border and border[1], pattern and pattern[1])
    assert len(set(looks.values())) == len(looks), looks


def test_every_kind_and_role_that_is_drawn_has_looks_and_a_word_in_the_legend(page: Page) -> None:
    (legend,) = ["".join(texts) for _, attrs, texts in page.found if attrs.get("class") == "legend"]
    assert all(word in legend for word in KINDS.values())
    for role in (Role.GATEWAY, Role.HOST, Role.DHCP, Role.CLIENT):
        assert ROLES[role] in legend
        assert f".span.{role.name.lower()}" in SHEET


def test_it_is_printed_as_it_is_seen() -> None:
    assert "@media print" in SHEET
    assert "print-color-adjust: exact" in SHEET
    assert "<" not in SHEET


def test_a_table_holds_every_machine(page: Page) -> None:
    cells = page.texts("td")
    assert {"pc-1", "srv-1", "pc-2", "10.1.10.11", "fd00:cc:1:10::11", "02:42:0a:01:0a:0b"} <= set(cells)


def test_hostile_titles_stay_text() -> None:
    page = Page(hostile())
    assert page.open == []
    assert "script" not in {tag for tag, _, _ in page.found}
    assert "<script" not in page.source
    assert "\x07" not in page.source
    assert any("<script>alert(1)</script>" in head for head in page.texts("h2"))
    assert all(set(attrs) <= {"class", "style", "title", "aria-hidden", "charset", "name", "content", "lang", "scope"} for _, attrs, _ in page.found)  # fmt: skip  # noqa: E501


@examples
@given(plans())
def test_any_plan_makes_a_page(plan: Plan) -> None:
    page = Page(plan)
    assert page.open == []
    assert len(page.of("subnet")) == sum(len(area.subnets) for area in areas(plan))


@pytest.mark.parametrize(
    ("number", "word", "said"), [(1, "site", "1 site"), (2, "site", "2 sites"), (2, "VLAN", "2 VLAN")]
)
def test_an_acronym_takes_no_s(number: int, word: str, said: str) -> None:
    assert count(number, word) == said


def test_texts_and_elements_keep_their_order() -> None:
    made = element("p", "a", element("b", "c"), None, "d", "e", element("i"), "f", class_="x", aria_hidden="true")
    assert (made.text, made[0].tail, made[1].tail) == ("a", "de", "f")
    assert made.attrib == {"class": "x", "aria-hidden": "true"}
