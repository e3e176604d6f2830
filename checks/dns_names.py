"""What else a zone holds: aliases, mail servers; and what it does not."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from ccp3lab.grading.check import Place, check
from ccp3lab.grading.names import PlannedRef
from ccp3lab.grading.need import Observation
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from checks.dns import Asked, full, silent, told
from checks.dns_dig import NO_ANSWER, Question

Label = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
"""A name in the company's domain, without it (RFC 1123)."""

ABSENT = "machine-qui-n-existe-pas"


@check("dns.alias")
class Alias(Asked):
    """A name is an alias (CNAME, RFC 1034, section 3.6.2) of a host, and leads to its address.

        - {check: dns.alias, device: pc-compta-1, with: {server: srv1, name: www, of: srv1}}

    failed: no answer, no alias, one of another name, one that leads nowhere.  undetermined: dig could not ask.
    """

    name: Label
    of: PlannedRef

    def questions(self, place: Place) -> tuple[Question, ...]:
        """The address of the alias: the answer shows the way to it."""
        return ((full(self.name, place), "A"),)

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The alias, then the address it leads to."""
        alias, target = full(self.name, place), full(self.of, place)
        expected = f"{alias} est un alias (CNAME) de {target}, et mène à son adresse"
        heard = self.heard(seen, place)
        if not heard:
            return silent(expected, self.server)
        answer = heard[alias, "A"]
        if (f"{alias}.", "CNAME", f"{target}.") not in answer.records:
            look = f"la ligne CNAME de {self.name} ; un nom sans point final est complété par celui de la zone"
            return failed(expected, told(answer), look)
        if answer.data("A") != (str(place.company.plan.host(self.of).address),):
            return failed(expected, told(answer), f"la ligne A de {self.of}")
        return passed(expected, told(answer))


@check("dns.mail")
class Mail(Asked):
    """The domain has one mail server: a name with an address record, a planned host's, and this preference (MX).

        - {check: dns.mail, device: pc-compta-1, with: {server: srv1, name: courrier, of: srv1, preference: 10}}

    failed: no answer, no such MX or a further one, an MX whose name is an alias (RFC 2181, section 10.3) or leads
    nowhere.  undetermined: dig could not ask.
    """

    name: Label
    of: PlannedRef
    preference: Annotated[int, Field(strict=True, ge=0, le=65535)]

    def questions(self, place: Place) -> tuple[Question, ...]:
        """The mail servers of the domain, and what the name of ours is."""
        return ((place.company.plan.domain, "MX"), (full(self.name, place), "A"))

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The MX record, then the record of its name."""
        name, address = full(self.name, place), str(place.company.plan.host(self.of).address)
        expected = f"le courrier du domaine va à {name} (préférence {self.preference}), dont l'adresse est {address}"
        heard = self.heard(seen, place)
        if not heard:
            return silent(expected, self.server)
        mail, held = (heard.get(question, NO_ANSWER) for question in self.questions(place))
        if mail.data("MX") != (f"{self.preference} {name}.",):
            return failed(expected, told(mail), "la ligne MX de la zone : préférence, nom, point final")
        if held.data("CNAME"):
            return failed(expected, f"{name} est un alias", f"un MX nomme une machine : une ligne A pour {self.name}")
        if held.data("A") != (address,):
            return failed(expected, f"{name} : {told(held)}", f"la ligne A de {self.name}")
        return passed(expected, told(mail))


@check("dns.absent")
class Absent(Asked):
    """A name that nobody planned does not exist (NXDOMAIN, RFC 2308), with authority.

        - {check: dns.absent, device: pc-compta-1, with: {server: srv1}}

    The server's own name, asked beside it, is the control: who knows no name at all proves nothing.
    failed: the name has an answer, or not with authority.  undetermined: the control failed.
    """

    def questions(self, place: Place) -> tuple[Question, ...]:
        """A name that is not there, one that is."""
        return ((full(ABSENT, place), "A"), (full(self.server, place), "A"))

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """An answer is a failure, whatever the control."""
        absent, control = self.questions(place)
        expected = f"{absent[0]} n'existe pas (NXDOMAIN, avec autorité)"
        heard = self.heard(seen, place)
        if not heard:
            return silent(expected, self.server)
        answer, known = (heard.get(question, NO_ANSWER) for question in (absent, control))
        if answer.records:
            return failed(expected, told(answer), "une ligne « * » dans la zone répond pour tous les noms")
        if known.data("A") != (str(place.company.plan.host(self.server).address),):
            found = f"le témoin {control[0]} n'a pas de réponse non plus"
            return undetermined(expected, found, "la zone directe d'abord", Doubt.CONTROL)
        if answer.status != "NXDOMAIN" or not answer.authoritative:
            return failed(expected, told(answer), f"la zone {place.company.plan.domain} sur {self.server}")
        return passed(expected, "NXDOMAIN")
