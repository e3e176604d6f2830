"""The statement that a learner reads: enonce.md filled in from the plan and the links."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ccp3lab.company import Company
from ccp3lab.errors import DefinitionError
from ccp3lab.lab.filled import filled
from ccp3lab.lab.lab import Lab
from ccp3lab.lab.text import TextError, fill
from ccp3lab.lab.words import WORDS
from ccp3lab.sheet import networks
from ccp3lab.source import read_text


@dataclass(frozen=True)
class Told:
    """What a learner is told of secrets: the first password of a LOGIN, that of the domain's administrator."""

    initial: Callable[[str], str] = field(repr=False)
    administrator: Callable[[], str] = field(repr=False)


HIDDEN = Told("(mot de passe initial de {})".format, "(mot de passe de l'administrateur du domaine)".format)
"""Of no instance: there are none yet."""


def statement(lab: Lab, company: Company, told: Told = HIDDEN) -> str:
    """The statement of LAB in COMPANY (Markdown, French).

    Beside the words of every text it may name `lab` (its titles filled in), `switches`, `networks` (what a sheet asks
    for), what services say (`ccp3lab.lab.words`), `initial('LOGIN')` and `administrator()`, secrets of its instance as
    TOLD; raises DefinitionError with the line of a name that does not exist.
    """
    present = lab.within(company)
    name = _name(lab)
    words = {
        **{word: say(present) for word, say in WORDS.items()},
        "lab": filled(lab, present),
        "switches": _switches(present),
        "networks": networks(present.plan),
        "initial": told.initial,
        "administrator": told.administrator,
    }
    try:
        return fill(read_text(lab.enonce, name), present, words)
    except TextError as error:
        raise DefinitionError(f"{name}:{error.line}: {error}") from None


def _name(lab: Lab) -> str:
    return lab.source.name.removesuffix(lab.source.path.name) + lab.enonce.name


def _switches(company: Company) -> tuple[str, ...]:
    """The devices whose ports carry VLANs: ends of trunks, first ends of access links."""
    found = {end.device for link in company.links for end in (link.ends if link.trunk else link.ends[:1])}
    return tuple(name for name in company.devices if name in found)
