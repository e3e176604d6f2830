"""What a name server of the company answers: names, addresses, and both the same."""

from collections.abc import Iterator, Mapping

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.names import HostRef
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from ccp3lab.plan import Host
from checks.dns_dig import NO_ANSWER, Answer, Answers, Question, answers, dig
from checks.reach import state


class Asked(Check):
    """Questions from the device of the check to one server; `server` is a host of the plan."""

    server: HostRef

    def questions(self, place: Place) -> tuple[Question, ...]:
        """What is asked."""
        raise NotImplementedError

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """All questions in one dig."""
        address = place.company.plan.host(self.server).address
        return {"answers": place.here(dig(address, *self.questions(place)))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The server: while it is down, its silence is nobody's mistake."""
        return {"there": state(place, self.server)}

    def heard(self, seen: Mapping[str, Observation], place: Place) -> Answers:
        """The answers, by question; none from a server that is silent."""
        return answers(seen["answers"], *self.questions(place))


def silent(expected: str, server: str) -> Verdict:
    """SERVER did not answer."""
    look = f"systemctl status named sur {server}, puis journalctl -u named ; ss -lnup montre où il écoute"
    return failed(expected, f"{server} ne répond pas aux requêtes DNS", look)


def told(answer: Answer) -> str:
    """ANSWER in a few words."""
    return answer.said + ("" if answer.authoritative or answer is NO_ANSWER else " (sans autorité)")


def full(name: str, place: Place) -> str:
    """NAME in the company's domain."""
    return f"{name}.{place.company.plan.domain}"


def _judged(wrong: Iterator[str], expected: str, found: str, look: str) -> Verdict:
    """Failed with the first of WRONG and how many more there are; passed when there is none."""
    every = list(wrong)
    more = f" ({len(every) - 1} autre(s) nom(s) en défaut)" if len(every) > 1 else ""
    return failed(expected, every[0] + more, look) if every else passed(expected, found)


@check("dns.hosts")
class Hosts(Asked):
    """A server answers with authority the planned address of every host of the plan (A, RFC 1035).

        - {check: dns.hosts, device: pc-compta-1, with: {server: srv1}}

    failed: no answer, no such name, another or a further address, no authority.  undetermined: dig could not ask.
    """

    def questions(self, place: Place) -> tuple[Question, ...]:
        """The address of each host."""
        return tuple((full(name, place), "A") for name in place.company.plan.hosts)

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Host by host."""
        hosts, heard = place.company.plan.hosts, self.heard(seen, place)
        expected = f"{self.server} donne l'adresse de chacune des {len(hosts)} machines du plan, avec autorité"
        if not heard:
            return silent(expected, self.server)
        look = "la zone directe : une ligne A par machine du plan, puis named-checkzone"
        return _judged(self._wrong(hosts, heard, place), expected, f"{len(hosts)} adresses justes", look)

    def _wrong(self, hosts: Mapping[str, Host], heard: Answers, place: Place) -> Iterator[str]:
        for name, host in hosts.items():
            answer = heard.get((full(name, place), "A"), NO_ANSWER)
            if answer.data("A") != (str(host.address),) or not answer.authoritative:
                yield f"{full(name, place)} : {told(answer)}"


@check("dns.reverse")
class Reverse(Asked):
    """A server gives back, with authority, the name of every address of the plan (PTR, RFC 1035, section 3.5).

        - {check: dns.reverse, device: pc-compta-1, with: {server: srv1}}

    failed: no answer, no such name, another or a further name, no authority.  undetermined: dig could not ask.
    """

    def questions(self, place: Place) -> tuple[Question, ...]:
        """The name at each address."""
        return tuple((host.address.reverse_pointer, "PTR") for host in place.company.plan.hosts.values())

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Address by address."""
        hosts, heard = place.company.plan.hosts, self.heard(seen, place)
        expected = f"{self.server} donne le nom de chacune des {len(hosts)} adresses du plan, avec autorité"
        if not heard:
            return silent(expected, self.server)
        look = "les zones inverses : leur nom, une ligne PTR par machine, et le point final des noms"
        return _judged(self._wrong(hosts, heard, place), expected, f"{len(hosts)} noms justes", look)

    def _wrong(self, hosts: Mapping[str, Host], heard: Answers, place: Place) -> Iterator[str]:
        for name, host in hosts.items():
            answer = heard.get((host.address.reverse_pointer, "PTR"), NO_ANSWER)
            if answer.data("PTR") != (f"{full(name, place)}.",) or not answer.authoritative:
                yield f"{host.address} : {told(answer)}"
