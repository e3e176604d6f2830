"""What the world is told, asked from a device that is not the company's."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.names import HostRef, PublicRef
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from checks.dns import full, told
from checks.dns_dig import NO_ANSWER, Answers, Question, answers, dig
from checks.dns_names import Label
from checks.reach import state

Published = Annotated[dict[Label, PublicRef], Field(min_length=1)]


class Outside(Check):
    """Questions from the device of the check to a public address of the company, behind which `server` answers."""

    at: PublicRef
    server: HostRef
    names: Published

    def questions(self, place: Place) -> tuple[Question, ...]:
        """What is asked; the published names are in it."""
        return tuple((full(name, place), "A") for name in self.names)

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """All questions in one dig."""
        return {"answers": place.here(dig(public(self.at, place), *self.questions(place)))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The server: while it is down, its silence is nobody's mistake."""
        return {"there": state(place, self.server)}

    def heard(self, seen: Mapping[str, Observation], place: Place) -> Answers:
        """The answers, by question; none where nobody answers."""
        return answers(seen["answers"], *self.questions(place))

    def unanswered(self, heard: Answers, place: Place) -> str:
        """The first published name that is not answered with its address and authority, and what came; "" for none."""
        for name, held in self.names.items():
            answer = heard.get((full(name, place), "A"), NO_ANSWER)
            if answer.data("A") != (public(held, place),) or not answer.authoritative:
                return f"{full(name, place)} : {told(answer)}"
        return ""


def public(name: str, place: Place) -> str:
    """The public address that the plan calls NAME."""
    return next(str(side.hosts[name].ip) for side in place.company.plan.public.values() if name in side.hosts)


@check("dns.published")
class PublishedNames(Outside):
    """Names are answered outside with authority and a public address of the plan (the outer view).

        - {check: dns.published, device: internet, with: {at: web, server: srv1, names: {www: web}}}

    failed: nobody answers there, no such name, another address, no authority.  undetermined: dig could not ask.
    """

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Name by name."""
        expected = f"depuis Internet, {', '.join(self.names)} ont leur adresse publique, avec autorité"
        wrong = self.unanswered(self.heard(seen, place), place)
        look = "la vue externe : quels clients elle prend (match-clients), sa zone, et l'ordre des vues"
        return failed(expected, wrong, look) if wrong else passed(expected, f"{len(self.names)} noms justes")


@check("dns.hidden")
class Hidden(Outside):
    """No host of the plan is told outside by its name. The published `names` are the control.

        - {check: dns.hidden, device: internet, with: {at: web, server: srv1, names: {www: web}}}

    failed: an inner name has an answer, or a published one an inner address.  undetermined: the control failed.
    """

    def questions(self, place: Place) -> tuple[Question, ...]:
        """The control, then every host that is not published under its own name."""
        inner = (name for name in place.company.plan.hosts if name not in self.names)
        return (*super().questions(place), *((full(name, place), "A") for name in inner))

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """An inner address is a failure, whatever the control."""
        heard = self.heard(seen, place)
        expected = "aucune machine interne n'est visible depuis Internet"
        inner = {str(host.address) for host in place.company.plan.hosts.values()}
        for (name, _), answer in heard.items():
            if inner & set(answer.data("A")):
                return failed(expected, f"{name} : {told(answer)}", "les vues : laquelle répond à Internet, et sa zone")
        if wrong := self.unanswered(heard, place):
            found = f"les noms publiés, qui servent de témoin, ne répondent pas ({wrong})"
            return undetermined(expected, found, "la vue externe d'abord", Doubt.CONTROL)
        return passed(expected, "les noms publiés répondent, les autres n'existent pas")


@check("dns.recursion_refused")
class RecursionRefused(Outside):
    """Outside, a server does not resolve the names of others (RFC 5358). The published `names` are the control.

        - {check: dns.recursion_refused, device: internet,
           with: {at: web, server: srv1, names: {www: web}, foreign: www.example.com}}

    failed: it answers for `foreign`, or says that it would (RA).  undetermined: the control failed.
    """

    foreign: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]

    def questions(self, place: Place) -> tuple[Question, ...]:
        """The control, then a name that is somebody else's."""
        return (*super().questions(place), (self.foreign, "A"))

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """An answer is a failure, whatever the control."""
        heard = self.heard(seen, place)
        expected = f"depuis Internet, {self.server} refuse de chercher {self.foreign}"
        look = "recursion et allow-recursion de la vue externe : qui peut faire chercher le serveur à sa place"
        answer = heard.get((self.foreign, "A"), NO_ANSWER)
        if answer.records:
            return failed(expected, f"il répond : {told(answer)}", look)
        if wrong := self.unanswered(heard, place):
            found = f"les noms publiés, qui servent de témoin, ne répondent pas ({wrong})"
            return undetermined(expected, found, "la vue externe d'abord", Doubt.CONTROL)
        if "ra" in answer.flags:
            return failed(expected, f"il se dit prêt à chercher (drapeau ra, {answer.status})", look)
        return passed(expected, answer.status)
