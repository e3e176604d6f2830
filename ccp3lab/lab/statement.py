"""The statement that a learner reads: enonce.md filled in from the plan and the links."""

from ccp3lab.company import Company
from ccp3lab.errors import DefinitionError
from ccp3lab.lab.filled import filled
from ccp3lab.lab.lab import Lab
from ccp3lab.lab.text import TextError, fill
from ccp3lab.sheet import networks
from ccp3lab.source import read_text


def statement(lab: Lab, company: Company) -> str:
    """The statement of LAB in COMPANY (Markdown, French).

    Beside the words of every text it may name `lab` (its titles filled in), `switches`, and `networks`, what a
    sheet asks for; raises DefinitionError with
    the line of a name that does not exist.
    """
    present = lab.within(company)
    name = _name(lab)
    words = {"lab": filled(lab, present), "switches": _switches(present), "networks": networks(present.plan)}
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
