"""HTML elements as trees: what is written out is escaped by the writer, never by hand."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ccp3lab.planning.exports.words import plain


def element(name: str, /, *inside: "ET.Element | str | None", **attributes: str) -> ET.Element:
    """An element NAME with texts and elements INSIDE (None: nothing); `class_` is the attribute class."""
    made = ET.Element(name, {key.rstrip("_").replace("_", "-"): plain(value) for key, value in attributes.items()})
    for part in inside:
        if isinstance(part, ET.Element):
            made.append(part)
        elif part is not None:
            _say(made, plain(part))
    return made


def table(headers: Iterable[str], rows: Iterable[Iterable[object]]) -> ET.Element:
    """A table with a head, as wide as it must be: it scrolls by itself on a small screen."""
    head = element("tr", *(element("th", header, scope="col") for header in headers))
    body = (element("tr", *(element("td", str(cell)) for cell in row)) for row in rows)
    return element("div", element("table", element("thead", head), element("tbody", *body)), class_="wide")


def document(title: str, style: str, body: Iterable[ET.Element]) -> str:
    """A whole page in French that fetches nothing; STYLE is ours and holds no `<`."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
    )
    sheet = ET.SubElement(head, "style")
    sheet.text = style
    root = element("html", head, element("body", *body), lang="fr")
    return "<!DOCTYPE html>\n" + ET.tostring(root, encoding="unicode", method="html") + "\n"


def _say(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
