"""The queues of a print server, as it tells them itself: there, ready, described, for the right people."""

import json
from collections.abc import Mapping
from typing import Annotated, cast

from pydantic import AfterValidator, ValidationInfo

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Verdict, failed, passed
from ccp3lab.problem import near
from tasks.printing_queues import Found, Seen, seen
from tasks.printing_section import PrintingSection, QueueEntry
from tasks.programs import text

SOCKET = "/run/cups/cups.sock"
PATIENCE = 10.0
"""Seconds for the print server's own word."""


def entry(place: Place, queue: str) -> QueueEntry:
    """What the company asks of QUEUE."""
    return cast("PrintingSection", place.company.section("printing")).queues[queue]


def _known(name: str, info: ValidationInfo) -> str:
    if isinstance(info.context, Place):
        data = info.context.company.asked("printing", PrintingSection)
        names = [key for key, one in data.queues.items() if one.printer in info.context.company.devices] if data else []
        if name not in names:
            raise ValueError(f"there is no queue `{name}` in this lab; {near(name, names)}")
    return name


QueueRef = Annotated[str, AfterValidator(_known)]
"""A queue of the section `printing` whose printer takes part in the lab."""


class Queued(Check):
    """A question about one queue to the print server on which the check looks."""

    queue: QueueRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Its queues, by its own socket."""
        argument = json.dumps({"at": SOCKET})
        run = Run(("python3", "-I", "-S", "-c", text("queues"), argument), PATIENCE, f"IPP : {SOCKET}")
        return {"queues": place.here(run)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The queue must be there; then it is judged."""
        expected, there = self.expected(place), told(seen["queues"])
        if there.problem:
            look = f"systemctl status cups et journalctl -u cups sur {place.device.name}"
            return failed(expected, f"cups ne répond pas ({one_line(there.problem, 60)})", look)
        found = there.queues.get(self.queue)
        return self.judged(expected, found, place) if found else absent(expected, self.queue, there, place)

    def expected(self, place: Place) -> str:
        """What is expected, in French."""
        raise NotImplementedError

    def judged(self, expected: str, found: Found, place: Place) -> Verdict:
        """The verdict on the queue as FOUND."""
        raise NotImplementedError


def told(answer: Observation) -> Seen:
    """What the program says of a server's queues; Unreadable when it says nothing of them."""
    try:
        return seen(answer.text)
    except ValueError:
        raise Unreadable(f"IPP : {one_line(answer.text) or 'réponse vide'}") from None


def absent(expected: str, queue: str, there: Seen, place: Place) -> Verdict:
    """There are other queues, or none."""
    others = ", ".join(one_line(name, 40) for name in sorted(there.queues)[:5])
    found = f"pas de file {queue} ({'il y a : ' + others if others else 'aucune file'})"
    return failed(expected, found, f"lpstat -v sur {place.device.name} ; le nom, à la lettre près")


@check("printing.queue")
class Queue(Queued):
    """A print server has a queue that prints what it is given.

        - {check: printing.queue, device: imprimante-1, with: {queue: COMPTA}}

    failed: no such queue, stopped, or refusing jobs.  undetermined: its answer cannot be read.
    """

    def expected(self, place: Place) -> str:
        """What is expected."""
        return f"{place.device.name} a une file {self.queue}, en service"

    def judged(self, expected: str, found: Found, place: Place) -> Verdict:
        """Running and accepting."""
        if not found.running:
            return failed(expected, "elle est arrêtée", f"lpstat -p {self.queue} dit depuis quand, et pourquoi")
        if not found.accepting:
            return failed(expected, "elle refuse les travaux", f"lpstat -a {self.queue} sur {place.device.name}")
        return passed(expected, "elle accepte les travaux et les imprime")


@check("printing.described")
class Described(Queued):
    """A queue tells what it is and where, in the words of the company.

        - {check: printing.described, device: imprimante-1, with: {queue: COMPTA}}

    failed: no such queue, another description or location.  undetermined: its answer cannot be read.
    """

    def expected(self, place: Place) -> str:
        """What is expected."""
        wanted = entry(place, self.queue)
        return f"file {self.queue} : « {wanted.description} », « {wanted.location} »"

    def judged(self, expected: str, found: Found, place: Place) -> Verdict:
        """Both texts."""
        wanted = entry(place, self.queue)
        said = f"« {one_line(found.description, 60) or 'rien'} », « {one_line(found.location, 60) or 'rien'} »"
        if (found.description.strip(), found.location.strip()) == (wanted.description, wanted.location):
            return passed(expected, said)
        return failed(expected, said, "description et emplacement sont deux réglages de la file (lpadmin(8))")


@check("printing.allowed")
class Allowed(Queued):
    """Who may print is said by groups of the domain, those that the company has for it, and by no name of a person.

        - {check: printing.allowed, device: imprimante-1, with: {queue: COMPTA}}

    failed: no such queue; everybody, a person, another group, or not all of them.  undetermined: unreadable.
    """

    def expected(self, place: Place) -> str:
        """What is expected."""
        return f"impression sur {self.queue} permise à {_people(_wanted(self, place))}"

    def judged(self, expected: str, found: Found, place: Place) -> Verdict:
        """The same groups; a directory takes upper and lower case as the same."""
        wanted, allowed = _wanted(self, place), found.allowed
        if found.denied:
            refused = f"refusée à {_people(found.denied)}"
            return failed(expected, refused, "une liste de refus laisse entrer tous les autres : lpstat -l -p")
        if {name.casefold() for name in allowed} == {name.casefold() for name in wanted}:
            return passed(expected, f"permise à {_people(allowed)}")
        look = "lpstat -l -p montre la liste ; AGDLP : quel groupe porte le droit, qui en est membre ?"
        return failed(expected, f"permise à {_people(allowed) if allowed else 'tout le monde'}", look)


def _wanted(asked: Queued, place: Place) -> frozenset[str]:
    return frozenset(f"@{group}" for group in entry(place, asked.queue).allowed)


def _people(names: frozenset[str]) -> str:
    return ", ".join(one_line(name, 60) for name in sorted(names)[:6])
