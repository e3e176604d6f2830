"""An addressing plan in a spreadsheet: the values of each line are those of its subnet."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network
from typing import Literal

from ccp3lab.grading.check import check
from ccp3lab.plan import Range
from ccp3lab.sheet import Answer, Answers, Column
from ccp3lab.sheet.answer import Written
from ccp3lab.sheet.spelling import SpellingError, address, nothing, span
from checks.sheet import Mistake, SheetCheck

_HIGHEST = 2**32 - 1


def usable(net: IPv4Network) -> Range:
    """The addresses that machines of NET may have; first after last where there is none (/31, /32)."""
    size = max(net.num_addresses, 2)
    first = int(net.network_address)
    return Range(IPv4Address(min(first + 1, _HIGHEST)), IPv4Address(max(first + size - 2, 0)))


def stray(answer: Written, column: Column, right: IPv4Address) -> str | None:
    """What is wrong with the cell of COLUMN, which has to be RIGHT; the right value is not told."""
    text = answer.row.text(column)
    if nothing(text):
        return "case vide"
    try:
        found = address(text)
    except SpellingError as error:
        return str(error)
    return None if found == right else f"{found} ne va pas avec {answer.net}"


@check("sheet.aligned")
class Aligned(SheetCheck):
    """Each network address is the first address of a subnet of that size: its host bits are zero.

        - {check: sheet.aligned, device: feuille}

    failed: one is an address inside the subnet.
    undetermined: there is no sheet that can be read.
    """

    expected = "chaque adresse réseau a tous ses bits d'hôte à 0"
    look = "l'adresse réseau est un multiple de la taille du réseau"

    def mistake(self, answer: Answer) -> str | None:
        """A host's address."""
        net, base = answer.net, answer.base
        return None if base == net.network_address else f"{base} n'est pas l'adresse d'un réseau en /{net.prefixlen}"


@check("sheet.mask")
class Mask(SheetCheck):
    """Prefix and mask of each line are right and agree; one of them is enough.

        - {check: sheet.mask, device: feuille}

    `/26`, `26` and the dotted mask mean the same, in either column. A wildcard (inverse) mask is no mask.
    failed: they contradict each other, one is no mask.
    undetermined: there is no sheet that can be read.
    """

    expected = "le masque et le préfixe de chaque ligne disent la même taille"
    look = "le préfixe compte les bits à 1 du masque"

    def mistake(self, answer: Answer) -> str | None:
        """One that cannot be read, else two that differ."""
        said = answer.lengths
        for place, length in said.items():
            if isinstance(length, SpellingError):
                return f"{place} : {length}"
        told = ", ".join(f"{place} /{length}" for place, length in said.items())
        return None if len(set(said.values())) == 1 else f"tailles différentes ({told})"


@check("sheet.usable")
class Usable(SheetCheck):
    """First and last usable address of each subnet.

        - {check: sheet.usable, device: feuille}

    In two columns, or as one range. failed: one is another address.
    undetermined: there is no sheet that can be read.
    """

    expected = "première et dernière adresses utilisables de chaque réseau"
    look = "juste après l'adresse réseau, juste avant la diffusion"

    def mistake(self, answer: Answer) -> str | None:
        """The first, then the last."""
        hosts, text = usable(answer.net), answer.row.text(Column.USABLE)
        if text and not (answer.row.text(Column.FIRST) or answer.row.text(Column.LAST)):
            return _range_mistake(text, hosts, answer.net)
        wrong = {
            "première": stray(answer, Column.FIRST, hosts.first),
            "dernière": stray(answer, Column.LAST, hosts.last),
        }
        return next((f"{place} : {what}" for place, what in wrong.items() if what), None)


def _range_mistake(text: str, right: Range, net: IPv4Network) -> str | None:
    try:
        found = span(text)
    except SpellingError as error:
        return str(error)
    return None if found == right else f"{found.first} - {found.last} ne va pas avec {net}"


@check("sheet.broadcast")
class Broadcast(SheetCheck):
    """The broadcast address of each subnet (RFC 919): its last one.

        - {check: sheet.broadcast, device: feuille}

    failed: another address.
    undetermined: there is no sheet that can be read.
    """

    expected = "l'adresse de diffusion de chaque réseau est sa dernière"
    look = "tous les bits d'hôte à 1 : juste avant l'adresse du réseau suivant"

    def mistake(self, answer: Answer) -> str | None:
        """Another address."""
        return stray(answer, Column.BROADCAST, answer.net.broadcast_address)


@check("sheet.gateway")
class Gateway(SheetCheck):
    """Each gateway is where the rule wants it.

        - {check: sheet.gateway, device: feuille, with: {rule: ends}}

    The rule: `first` or `last` usable address, `ends` either of the two, `any` every usable one.
    failed: another address, none, one of another network.
    undetermined: there is no sheet that can be read.
    """

    rule: Literal["first", "last", "ends", "any"]

    expected = "la passerelle de chaque réseau respecte la règle de l'énoncé"
    look = "la règle des passerelles dans l'énoncé, et les adresses utilisables du réseau"

    def mistake(self, answer: Answer) -> str | None:
        """Unreadable, outside, or against the rule."""
        text, hosts = answer.row.text(Column.GATEWAY), usable(answer.net)
        if nothing(text):
            return "case vide"
        try:
            found = address(text)
        except SpellingError as error:
            return str(error)
        if found not in hosts:
            return f"{found} n'est pas une adresse utilisable de {answer.net}"
        allowed = {"first": (hosts.first,), "last": (hosts.last,), "ends": (hosts.first, hosts.last)}
        return None if found in allowed.get(self.rule, hosts) else f"{found} ne suit pas la règle"


@check("sheet.dhcp")
class Dhcp(SheetCheck):
    """Each DHCP range lies among the usable addresses and leaves the gateway out; none where none is asked for.

        - {check: sheet.dhcp, device: feuille}

    failed: a range reaches outside, holds the gateway, ends before it begins, is missing, or is there unasked.
    undetermined: there is no sheet that can be read.
    """

    expected = "chaque plage DHCP est dans son réseau, sans la passerelle ; aucune là où il n'en faut pas"
    look = "première et dernière adresses utilisables, adresse de la passerelle"

    def mistake(self, answer: Answer) -> str | None:
        """Asked or not, then the range itself."""
        text = _range_text(answer)
        if nothing(text):
            return "pas de plage" if answer.asked.has_dhcp else None
        if not answer.asked.has_dhcp:
            return "aucune plage n'est demandée ici"
        try:
            return _misplaced(span(text), answer)
        except SpellingError as error:
            return str(error)


def _range_text(answer: Answer) -> str:
    """The range of the one column, or of the two (first and last)."""
    one = answer.row.text(Column.DHCP)
    two = [answer.row.text(column) for column in (Column.DHCP_FIRST, Column.DHCP_LAST)]
    return one or ("" if all(map(nothing, two)) else " - ".join(two))


def _misplaced(found: Range, answer: Answer) -> str | None:
    hosts, said, gateway = usable(answer.net), f"{found.first} - {found.last}", _gateway(answer)
    if found.first > found.last:
        return f"{said} : la fin est avant le début"
    if found.first not in hosts or found.last not in hosts:
        return f"{said} sort des adresses utilisables de {answer.net}"
    return f"{said} contient la passerelle" if gateway and gateway in found else None


def _gateway(answer: Answer) -> IPv4Address | None:
    """The gateway that the line names; None where it cannot be read (another check says so)."""
    try:
        return address(answer.row.text(Column.GATEWAY))
    except SpellingError:
        return None


@check("sheet.summary")
class Summary(SheetCheck):
    """Each site has one route that covers all its subnets and nothing outside its block.

        - {check: sheet.summary, device: feuille}

    It may be the block itself or the smallest network that covers them. Subnets outside the block are another check's.
    failed: no line, a subnet is left out, the route reaches beyond the block, its address is not that of a network.
    undetermined: there is no sheet that can be read.
    """

    expected = "une route par site, qui couvre tous ses réseaux et ne sort pas de son bloc"
    look = "le plus grand préfixe commun à tous les réseaux du site"

    def mistakes(self, sheet: Answers) -> Iterator[Mistake]:
        """Site by site."""
        for site, title in {one.site: one.site_title for one in sheet.asked}.items():
            given = sheet.summaries.get(site)
            what = _uncovered(given, site, sheet) if given else "pas de ligne remplie"
            if what:
                yield Mistake(f"résumé {title}", what)


def _uncovered(given: Written, site: str, sheet: Answers) -> str | None:
    if why := given.mistake():
        return why
    if given.base != given.net.network_address:
        return f"{given.base} n'est pas l'adresse d'un réseau en /{given.net.prefixlen}"
    block = next(one.block for one in sheet.asked if one.site == site)
    if not given.net.subnet_of(block):
        return f"{given.net} sort du bloc {block}"
    inside = (answer for answer in sheet.given if answer.asked.site == site and answer.net.subnet_of(block))
    left = next((answer for answer in inside if not answer.net.subnet_of(given.net)), None)
    return f"{given.net} laisse dehors {left.asked.title} ({left.net})" if left else None
