"""One page that stands alone: the maps of all blocks, the bars of all subnets, the tables."""

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from ccp3lab.plan import Plan
from ccp3lab.planning.areas import Area, areas
from ccp3lab.planning.exports.tables import tables
from ccp3lab.planning.exports.words import KINDS, ROLES, percent, plural
from ccp3lab.planning.page.drawing import CLASSES, bar, drawn
from ccp3lab.planning.page.elements import document, element, table
from ccp3lab.planning.page.maps import Map, maps
from ccp3lab.planning.page.style import SHEET
from ccp3lab.planning.spans import Role


def files(plan: Plan) -> Mapping[str, bytes]:
    """PLAN as plan.html."""
    return {"plan.html": document(f"Plan d'adressage : {plan.company}", SHEET, _body(plan)).encode()}


def _body(plan: Plan) -> Iterator[ET.Element]:
    yield element("h1", f"Plan d'adressage : {plan.company}")
    yield element("p", f"Domaine {plan.domain}. {_counts(plan)}.")
    yield _legend()
    for area in areas(plan):
        yield from _area(area)
    yield element("h2", "Tableaux")
    for one in tables(plan):
        yield element("h3", one.title)
        yield table(one.headers, ([row[header] for header in one.headers] for row in one.rows))


def _counts(plan: Plan) -> str:
    counts = {"site": len(plan.sites), "VLAN": len(plan.vlans), "machine": len(plan.hosts)}
    return ", ".join(count(number, word) for word, number in counts.items() if number)


def count(number: int, word: str) -> str:
    """NUMBER of WORD; VLAN, an acronym, takes no s."""
    return plural(number, word, "" if word.isupper() else "s")


def _legend() -> ET.Element:
    boxes = {CLASSES[kind]: word for kind, word in KINDS.items()}
    boxes |= {"free": "libre", "crowded": "sous-réseaux trop petits ici (↓), agrandis plus bas"}
    spans = {role.name.lower(): ROLES[role] for role in (Role.GATEWAY, Role.HOST, Role.DHCP, Role.CLIENT)}
    spans["network"] = "adresses de réseau et de diffusion"
    signs = [_sign(f"box {name}", word) for name, word in boxes.items()]
    return element("ul", *signs, *(_sign(f"span {name}", word) for name, word in spans.items()), class_="legend")


def _sign(name: str, word: str) -> ET.Element:
    return element("li", element("i", class_=name), word)


def _area(area: Area) -> Iterator[ET.Element]:
    yield element("h2", _title(area))
    if area.name:
        yield element("p", _filled(area))
    first, *enlarged = maps(area.block, area.subnets)
    yield drawn(first, _caption(first))
    for one in enlarged:
        yield drawn(one, f"Agrandissement de {_caption(one)}")
    yield from map(bar, area.subnets)


def _caption(one: Map) -> str:
    rows = f" ; chaque ligne est un /{one.starts[0].prefixlen}" if one.rows > 1 else ""
    return f"{one.block}{rows} ; les adresses se lisent de gauche à droite"


def _title(area: Area) -> str:
    return f"Site {area.title} : {area.block}" if area.name else f"Hors site, autour de {area.block}"


def _filled(area: Area) -> str:
    every, taken = area.block.num_addresses, area.taken
    return (
        f"{plural(every, 'adresse')}, dont {percent(taken, every)} réparties et {percent(every - taken, every)} libres."
    )
