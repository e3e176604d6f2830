"""HTML elements: texts in their order, escaped, whatever they hold."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.planning.page.elements import document, element, table
from tests.planning.conftest import examples


def written(made: ET.Element) -> str:
    return ET.tostring(made, encoding="unicode", method="html")


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (element("p"), "<p></p>"),
        (element("p", "a", None, "b"), "<p>ab</p>"),
        (element("p", "a", element("b", "c"), "d"), "<p>a<b>c</b>d</p>"),
        (element("i", class_="x y"), '<i class="x y"></i>'),
        (element("ol", aria_hidden="true"), '<ol aria-hidden="true"></ol>'),
        (element("meta", name="viewport"), '<meta name="viewport">'),
        (element("p", "<script>&"), "<p>&lt;script&gt;&amp;</p>"),
        (element("p", title='"><b>'), '<p title="&quot;&gt;<b&gt;"></p>'),  # a `<` in an attribute is text in HTML
        (element("p", "a\nb\x07"), "<p>a b</p>"),
    ],
)
def test_an_element(made: ET.Element, text: str) -> None:
    assert written(made) == text


@examples
@given(st.text())
def test_no_text_ends_its_element(text: str) -> None:
    inside = written(element("p", text)).removeprefix("<p>").removesuffix("</p>")
    assert "<" not in inside
    assert ">" not in inside


@examples
@given(st.text())
def test_no_value_ends_its_attribute(text: str) -> None:
    assert written(element("p", title=text)).count('"') == 2


def test_a_table_has_a_head_and_rows() -> None:
    text = written(table(["a", "b"], [[1, None], ["<", "x"]]))
    assert text == (
        '<div class="wide"><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        "<tbody><tr><td>1</td><td>None</td></tr><tr><td>&lt;</td><td>x</td></tr></tbody></table></div>"
    )


def test_a_document_is_a_whole_page() -> None:
    text = document("T & t", "b { color: red; }", [element("h1", "é")])
    assert text.startswith('<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">')
    assert "<title>T &amp; t</title><style>b { color: red; }</style></head><body><h1>é</h1></body></html>\n" in text
