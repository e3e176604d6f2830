"""An addressing plan in a spreadsheet: its networks are there, of the right size, in their place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.need import Need, Observation, Sheet
from ccp3lab.grading.verdict import Verdict, failed, passed
from ccp3lab.sheet import Answer, Answers, answers, networks

_TOLD = 3
"""Mistakes that a verdict names one by one."""

_ENOUGH = 0.75
"""The share of the networks that must be there before their properties earn points."""


@dataclass(frozen=True)
class Mistake:
    """Something wrong in a sheet: the line that it is about, and what (French)."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where} : {self.what}"


class SheetCheck(Check):
    """What all checks of a sheet share: every line is looked at, the first mistakes are told."""

    expected: ClassVar[str]
    look: ClassVar[str]

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The cells of the sheet."""
        return {"sheet": place.here(Sheet())}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Passed when no line holds a mistake."""
        sheet = answers(seen["sheet"].text, networks(place.company.plan))
        if too_empty := self.unfit(sheet):
            return too_empty
        found = list(map(str, self.mistakes(sheet)))
        if not found:
            return passed(self.expected, f"juste pour {len(sheet.given)} réseaux")
        more = [f"et {len(found) - _TOLD} autres erreurs"] if len(found) > _TOLD + 1 else found[_TOLD:]
        return failed(self.expected, " ; ".join([*found[:_TOLD], *more]), self.look)

    def unfit(self, sheet: Answers) -> Verdict | None:
        """The failure of a sheet with too few networks: what is right of a quarter of a plan proves nothing."""
        if not sheet.rows:
            return untitled()
        enough = ceil(_ENOUGH * len(sheet.asked))
        if len(sheet.given) >= enough:
            return None
        expected = f"au moins {enough} réseaux lisibles sur {len(sheet.asked)}"
        look = "remplissez d'abord l'adresse et la taille de chaque ligne"
        return failed(expected, f"{len(sheet.given)} pour l'instant", look)

    def mistakes(self, sheet: Answers) -> Iterator[Mistake]:
        """What is wrong in SHEET, line by line."""
        for answer in sheet.given:
            if what := self.mistake(answer):
                yield Mistake(answer.name, what)

    def mistake(self, answer: Answer) -> str | None:
        """What is wrong with one line; None when nothing is."""
        raise NotImplementedError


def untitled() -> Verdict:
    """The failure of a sheet in which no line of titles was found."""
    expected = "une feuille avec une ligne de titres (« Réseau », « Adresse réseau », « Masque »...) et des lignes"
    return failed(expected, "feuille vide, ou sans ligne de titres reconnue", "repartez de la feuille fournie")


@check("sheet.rows")
class Rows(SheetCheck):
    """Every network that is asked for has one line, with a network address and a prefix or a mask that can be read.

        - {check: sheet.rows, device: feuille}

    A line is found by the VLAN's number or name, wherever it stands. The other checks of a sheet judge the lines that
    are there, if they are three quarters of what is asked for.
    failed: a network has no line, or two, or its address or its size cannot be read.  undetermined: there is no sheet,
    or it is no spreadsheet that can be read.
    """

    expected = "une ligne par réseau demandé, avec son adresse et son préfixe ou son masque"
    look = "les colonnes « Adresse réseau », « Préfixe » et « Masque » de ces lignes"

    def unfit(self, sheet: Answers) -> Verdict | None:
        """Only a sheet without lines is told as a whole."""
        return None if sheet.rows else untitled()

    def mistakes(self, sheet: Answers) -> Iterator[Mistake]:
        """Missing lines, then those that cannot be read, then those that are there twice."""
        titles = {one.key: one.title for one in sheet.asked}
        yield from (Mistake(one.title, "pas de ligne remplie") for one in sheet.missing)
        yield from (Mistake(titles[key], why) for key, why in sheet.unread.items())
        yield from (Mistake(titles[key], "deux lignes pour ce réseau") for key in sheet.twice)


@check("sheet.fits")
class Fits(SheetCheck):
    """Each subnet holds the machines that are asked for and their gateway.

        - {check: sheet.fits, device: feuille}

    failed: one is too small.
    undetermined: there is no sheet that can be read.
    """

    expected = "chaque réseau contient ses postes, plus la passerelle"
    look = "2 puissance (nombre de bits d'hôte), moins 2 : l'adresse réseau et la diffusion ne servent à personne"

    def mistake(self, answer: Answer) -> str | None:
        """Too small."""
        usable, needed = max(0, answer.net.num_addresses - 2), answer.asked.hosts + 1
        return f"/{answer.net.prefixlen} donne {usable} adresses, il en faut {needed}" if usable < needed else None


@check("sheet.waste")
class Waste(SheetCheck):
    """No subnet is larger than the next power of two above its need (VLSM, RFC 1878).

        - {check: sheet.waste, device: feuille}

    failed: one is twice as large as it has to be, or more.
    undetermined: there is no sheet that can be read.
    """

    expected = "aucun réseau n'est plus grand que nécessaire"
    look = "un bit d'hôte de moins suffirait-il encore ?"

    def mistake(self, answer: Answer) -> str | None:
        """Too large."""
        net, enough = answer.net, answer.asked.length
        if net.prefixlen >= enough:
            return None
        return f"/{net.prefixlen} pour {answer.asked.hosts} postes et la passerelle : /{enough} suffit"


@check("sheet.block")
class Block(SheetCheck):
    """Each subnet lies in the block of its site.

        - {check: sheet.block, device: feuille}

    failed: one is outside, or reaches beyond.
    undetermined: there is no sheet that can be read.
    """

    expected = "chaque réseau est dans le bloc de son site"
    look = "première et dernière adresse du bloc du site"

    def mistake(self, answer: Answer) -> str | None:
        """Outside."""
        block, site = answer.asked.block, answer.asked.site_title
        return None if answer.net.subnet_of(block) else f"{answer.net} n'est pas dans {block} ({site})"


@check("sheet.overlap")
class Overlap(SheetCheck):
    """No two subnets share an address.

        - {check: sheet.overlap, device: feuille}

    failed: two do.
    undetermined: there is no sheet that can be read.
    """

    expected = "aucune adresse n'est dans deux réseaux à la fois"
    look = "l'adresse de diffusion de l'un, puis l'adresse réseau du suivant"

    def mistakes(self, sheet: Answers) -> Iterator[Mistake]:
        """Every pair, told at the later line."""
        for number, answer in enumerate(sheet.given):
            for other in sheet.given[:number]:
                if answer.net.overlaps(other.net):
                    yield Mistake(answer.name, f"{answer.net} empiète sur {other.net} ({other.asked.title})")
