"""What servers do beside answering for their zone: they ask others, and a secondary follows its primary."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.names import DeviceRef, HostRef
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.dns import Asked, full, silent, told
from checks.dns_dig import NO_ANSWER, Answer, Question, answers, dig
from checks.reach import state

Foreign = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
"""A name that is not the company's, in full."""


@check("dns.forwarding")
class Forwarding(Asked):
    """A server finds a name of somebody else for the device, as the one who knows answers it.

        - {check: dns.forwarding, device: pc-compta-1, with: {server: srv1, name: www.example.com, known_by: internet}}

    `known_by` is a device that is not the company's; what it answers itself is the control.
    failed: no answer, or another one.  undetermined: the control does not know the name.
    """

    name: Foreign
    known_by: DeviceRef

    def questions(self, place: Place) -> tuple[Question, ...]:  # noqa: ARG002
        """The address of the name."""
        return ((self.name, "A"),)

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The question to the server, and to the one who knows."""
        return {**super().needs(place), "known": (self.known_by, dig("127.0.0.1", *self.questions(place)))}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Both must say the same."""
        (question,) = self.questions(place)
        expected = f"{self.server} trouve l'adresse de {self.name}"
        known = answers(seen["known"], question).get(question, NO_ANSWER)
        if not known.data("A"):
            raise Unreadable(f"{self.known_by} ne connaît pas {self.name} : {told(known)}")
        answer = self.heard(seen, place).get(question, NO_ANSWER)
        if answer.data("A") != known.data("A"):
            look = "forwarders, recursion, et dnssec-validation (rien n'est signé ici) dans named.conf.options"
            return failed(expected, answer.said, look)
        return passed(expected, ", ".join(answer.data("A")))


@check("dns.secondary")
class Secondary(Check):
    """A second server answers with authority for every host what the first answers, from the same serial of the zone.

        - {check: dns.secondary, device: pc-compta-1, with: {primary: srv1, server: srv2}}

    failed: one of both does not answer, it answers something else than the primary, or another serial.
    undetermined: a server is down, or dig could not ask.
    """

    primary: HostRef
    server: HostRef

    def questions(self, place: Place) -> tuple[Question, ...]:
        """The state of the zone, then every host forward and reverse."""
        hosts = place.company.plan.hosts.values()
        forward = ((full(host.name, place), "A") for host in hosts)
        return (
            (place.company.plan.domain, "SOA"),
            *forward,
            *((host.address.reverse_pointer, "PTR") for host in hosts),
        )

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The same questions to both."""
        plan, questions = place.company.plan, self.questions(place)
        return {name: place.here(dig(plan.host(name).address, *questions)) for name in (self.primary, self.server)}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Both servers: while one is down, its silence is nobody's mistake."""
        return {"primary there": state(place, self.primary), "there": state(place, self.server)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Serial first, then name by name."""
        zone, *rest = self.questions(place)
        expected = f"{self.server} répond comme {self.primary}, avec autorité, depuis la même version de la zone"
        ours, theirs = (answers(seen[name], zone, *rest) for name in (self.primary, self.server))
        for name, heard in ((self.primary, ours), (self.server, theirs)):
            if not heard:
                return silent(expected, name)
        first, second = (serial(heard.get(zone, Answer(""))) for heard in (ours, theirs))
        look = "le numéro de série à augmenter à chaque changement, l'enregistrement NS de chaque serveur, notify"
        if not second or not theirs[zone].authoritative:
            return failed(
                expected, f"{self.server} ne sert pas la zone {zone[0]}", f"journalctl -u named sur {self.server}"
            )
        if first != second:
            return failed(expected, f"série {first or 'absente'} sur {self.primary}, {second} sur {self.server}", look)
        for question in rest:
            one, other = (heard.get(question, NO_ANSWER) for heard in (ours, theirs))
            if {*one.records} != {*other.records} or not other.authoritative:
                found = f"{question[0]} : {told(one)} sur {self.primary}, {told(other)} sur {self.server}"
                return failed(expected, found, look)
        return passed(expected, f"série {second} sur les deux")


def serial(answer: Answer) -> str:
    """The serial number of an SOA record (RFC 1035, section 3.3.13), "" without one."""
    fields = (answer.data("SOA") or ("",))[0].split()
    return fields[2] if len(fields) == 7 else ""
