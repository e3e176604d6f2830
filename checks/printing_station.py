"""Printing as a station sees it: the print server on the network, the default queue."""

import re
from collections.abc import Mapping

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.printing import PATIENCE, QueueRef, absent, entry, told
from checks.programs import python
from checks.reach import state
from tasks.programs import text

PORT = 631
"""IPP (RFC 8010, section 4.1)."""

_DEFAULT = re.compile(r"^system default destination: (\S+)$", re.M)
_NONE = re.compile(r"^(no system default destination|lpstat: .*)$", re.M)


@check("printing.offered")
class Offered(Check):
    """A queue is offered to the network: asked from a station, the print server tells it among those that it shares.

        - {check: printing.offered, device: pc-compta-1, with: {queue: COMPTA}}

    failed: the server does not answer on port 631, refuses, or does not tell the queue.
    undetermined: the server is down, or its answer cannot be read.
    """

    queue: QueueRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """What the server tells whoever asks from there."""
        address = place.company.plan.host(entry(place, self.queue).printer).address
        return {"queues": place.here(python("queues", text("queues"), f'{{"at": "{address}:{PORT}"}}', PATIENCE))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The printer: while it is down, its silence is nobody's mistake."""
        return {"there": state(place, entry(place, self.queue).printer)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Told among the shared ones."""
        printer = entry(place, self.queue).printer
        expected, there = f"{printer} propose la file {self.queue} sur le réseau", told(seen["queues"])
        if there.problem:
            found = f"vu de {place.device.name}, {printer} ne répond pas en IPP ({one_line(there.problem, 60)})"
            return failed(expected, found, f"ss -ltn sur {printer} : sur quelles adresses cupsd écoute-t-il ? cupsctl")
        if self.queue not in there.queues:
            return absent(expected, self.queue, there, Place(place.company, place.company.device(printer)))
        return passed(expected, f"vue de {place.device.name}")


@check("printing.default")
class Default(Check):
    """For everybody on a station, this is the default queue.

        - {check: printing.default, device: pc-compta-1, with: {queue: COMPTA}}

    failed: no default queue, or another.  undetermined: the print server is down, lpstat's answer cannot be read.
    """

    queue: QueueRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Asked by an account without any setting of its own."""
        return {"default": place.here(Run(("runuser", "-u", "nobody", "--", "lpstat", "-d"), PATIENCE))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The printer, which may be the one that tells it."""
        return {"there": state(place, entry(place, self.queue).printer)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Its name."""
        expected, answer = f"{self.queue} est la file par défaut sur {place.device.name}", seen["default"].text
        if found := _DEFAULT.search(answer):
            name = one_line(found[1], 60)
            look = "lpstat -d, puis /etc/cups/lpoptions et /etc/cups/client.conf du poste"
            return passed(expected, name) if name == self.queue else failed(expected, name, look)
        if not _NONE.search(answer):
            raise Unreadable(f"lpstat : {one_line(answer) or 'réponse vide'}")
        look = (
            "lpstat -p -d sur le poste : connaît-il son serveur (client.conf(5)), une file par défaut (lpoptions(1)) ?"
        )
        return failed(expected, one_line(answer), look)
