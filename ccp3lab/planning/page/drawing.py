"""Maps and bars as HTML: what a rectangle is called, where it stands, in percent."""

from collections.abc import Mapping
from fractions import Fraction
from xml.etree import ElementTree as ET

from ccp3lab.planning.exports.words import KINDS, ROLES, plural, thousands
from ccp3lab.planning.page.elements import element
from ccp3lab.planning.page.maps import Box, Map
from ccp3lab.planning.spans import Span, spans
from ccp3lab.planning.subnets import Kind, Subnet

CLASSES: Mapping[Kind, str] = {
    Kind.VLAN: "vlan",
    Kind.TRANSIT: "transit",
    Kind.POOL: "pool",
    Kind.PUBLIC: "public",
    Kind.RESERVED: "reserved",
}
"""The class that gives each kind of subnet its looks."""
_NARROW = Fraction(1, 8)
"""A box that is narrower has no room for a whole address: its place tells it, and the words that a pointer shows."""


def drawn(one: Map, caption: str) -> ET.Element:
    """A map with the first address of each row before it; a list, for who cannot see it."""
    rows = (
        element("li", str(row.network_address), style=f"top: {percent(Fraction(number, one.rows))}")
        for number, row in enumerate(one.starts)
    )
    return element(
        "figure",
        element("figcaption", caption),
        element("div", element("ol", *rows, class_="rows", aria_hidden="true"), _boxes(one), class_="map"),
        style=f"--rows: {one.rows}",
    )


def bar(subnet: Subnet) -> ET.Element:
    """The addresses of SUBNET from first to last, to scale; the same in words below."""
    found, size = spans(subnet), subnet.network.num_addresses
    first = int(subnet.network[0])
    parts = (
        element("li", class_=f"span {span.role.name.lower()}", style=_across(span, first, size), title=_span(span))
        for span in found
    )
    return element(
        "section",
        element("h4", f"{named(subnet)} : {subnet.network}"),
        element("ul", *parts, class_="bar", aria_hidden="true"),
        element("ul", *(element("li", _span(span)) for span in found), class_="words"),
        class_="subnet",
    )


def named(subnet: Subnet) -> str:
    """What SUBNET is: `VLAN 20 atelier`, `liaison siege-agence`."""
    number = f" {subnet.vlan.id}" if subnet.vlan else ""
    return f"{KINDS[subnet.kind]}{number} {subnet.name}"


def percent(share: Fraction) -> str:
    """SHARE of a whole as CSS wants it."""
    return f"{float(100 * share):.6g}%"


def _boxes(one: Map) -> ET.Element:
    return element("ul", *(_box(box) for box in one.boxes), class_="boxes")


def _box(box: Box) -> ET.Element:
    place = {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
    style = "; ".join(f"{name}: {percent(share)}" for name, share in place.items())
    short, name, kind = _called(box)
    size = plural(box.network.num_addresses, "adresse")
    narrow = box.width < _NARROW
    text = element("b", short if narrow else name)
    where = element("span", f"/{box.network.prefixlen}" if narrow else str(box.network))
    return element("li", text, where, class_=f"box {kind}", style=style, title=f"{name} : {box.network}, {size}")


def _called(box: Box) -> tuple[str, str, str]:
    """What BOX is in one word, what it is in full, the class of its looks."""
    if not box.subnets:
        return "libre", "libre", "free"
    if box.crowded:
        return f"↓ {len(box.subnets)}", plural(len(box.subnets), "sous-réseau", "x"), "crowded"
    subnet = box.subnets[0]
    return subnet.name, named(subnet), CLASSES[subnet.kind]


def _across(span: Span, first: int, size: int) -> str:
    left, width = Fraction(int(span.first) - first, size), Fraction(span.size, size)
    return f"left: {percent(left)}; width: {percent(width)}"


def _span(span: Span) -> str:
    """A span in words: `plage DHCP : 10.1.10.50 à 10.1.10.199 (150)`."""
    what = f"{ROLES[span.role]} {span.name}".strip()
    more = f" à {span.last} ({thousands(span.size)})" if span.size > 1 else ""
    return f"{what} : {span.first}{more}"
