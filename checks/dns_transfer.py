"""Whole zones (AXFR, RFC 5936): refused to strangers, given to the secondary."""

import re
from collections.abc import Mapping

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.names import HostRef
from ccp3lab.grading.need import Need, Observation, Probe, Run
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from checks.dns import full, silent, told
from checks.dns_dig import NO_ANSWER, PATIENCE, answers, dig, unreadable
from checks.reach import state

_REFUSED = re.compile(r"^; Transfer failed\.$", re.M)
_CLOSED = re.compile(r"^;; (Connection to \S+ for \S+ failed|no servers could be reached|communications error)", re.M)
_SOA = re.compile(r"^(\S+)\s+\d+\s+IN\s+SOA\s", re.M)


@check("dns.transfer_refused")
class TransferRefused(Check):
    """A server gives its zone to no stranger: the device of the check asks for all of it and gets nothing.

        - {check: dns.transfer_refused, device: pc-compta-1, with: {server: srv1, secondary: srv2}}

    Controls: the server answers the device's questions, and the `secondary`, where one is named, gets the zone when it
    asks in its turn, with the keys of its configuration.
    failed: the zone is given.  undetermined: a control failed.
    """

    server: HostRef
    secondary: HostRef | None = None

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The transfer, and the controls."""
        plan = place.company.plan
        address = plan.host(self.server).address
        looked = {
            "transfer": place.here(transfer(address, plan.domain)),
            "control": place.here(dig(address, (full(self.server, place), "A"))),
        }
        return {**looked, "fetched": (self.secondary, fetch(address, plan.domain))} if self.secondary else looked

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The server: while it is down, its silence is nobody's mistake."""
        return {"there": state(place, self.server)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """A zone that is given is a failure, whatever the controls."""
        zone, me, question = place.company.plan.domain, place.device.name, (full(self.server, place), "A")
        expected = f"{self.server} refuse à {me} le transfert de la zone {zone}"
        given = transferred(seen["transfer"], zone)
        if given:
            return failed(expected, f"{me} reçoit la zone entière", "allow-transfer : quels serveurs peuvent la copier")
        known = answers(seen["control"], question).get(question, NO_ANSWER)
        if given is None or known is NO_ANSWER:
            return silent(expected, self.server)
        if not known.authoritative or not known.data("A"):
            found = f"{question[0]} n'a pas de réponse non plus ({told(known)}) : il n'y a pas de zone à refuser"
            return undetermined(expected, found, f"la zone {zone} sur {self.server} d'abord", Doubt.CONTROL)
        if self.secondary and not fetched(seen["fetched"]):
            found = f"{self.secondary}, qui doit la recevoir, ne l'obtient pas non plus"
            return undetermined(
                expected, found, f"allow-transfer sur {self.server} pour {self.secondary}", Doubt.CONTROL
            )
        return passed(expected, "transfert refusé" + (f", {self.secondary} reçoit la zone" if self.secondary else ""))


def transfer(server: object, zone: str) -> Probe:
    """Ask SERVER for the whole ZONE."""
    words = ("+tries=1", "+time=1", "+noall", "+answer", zone, "AXFR")
    return Probe(("timeout", str(PATIENCE), "dig", f"@{server}", *words), PATIENCE + 1)


def transferred(seen: Observation, zone: str) -> bool | None:
    """Whether the zone was given (True) or refused (False); None when nobody answers."""
    given = [owner.lower() for owner in _SOA.findall(seen.text)]
    if given == [f"{zone}."] * 2 and seen.code == 0:  # a transfer begins and ends with the SOA record
        return True
    if not given and _REFUSED.search(seen.text) and seen.code == 0:
        return False
    if not given and _CLOSED.search(seen.text) and seen.code in (9, 124):
        return None
    raise unreadable(seen)


def fetch(server: object, zone: str) -> Run:
    """On a secondary: ask SERVER for ZONE with each right that its configuration holds: its address, its keys (TSIG).

    A question changes nothing: `rndc retransfer` would mend a copy that is out of step, before anybody saw it.
    """
    lines = (
        f'ask() {{ dig @{server} +tries=1 +time=1 +noall +answer "$@" {zone} AXFR | grep -cw SOA; }}',
        "keys=$(named-checkconf -p | tr -d '\\042;' | awk '",
        '    $1 == "key" && $3 == "{" { name = $2 }',
        '    $1 == "algorithm" { kind = $2 }',
        """    $1 == "secret" { print kind ":" name ":" $2 }')""",
        'for key in "" $keys; do',
        '    [ "$(ask ${key:+-y "$key"})" = 2 ] && echo fetched && exit',
        "done",
        "echo refused",
    )
    return Run(("sh", "-c", "\n".join(lines)), PATIENCE)


def fetched(seen: Observation) -> bool:
    """What `fetch` found."""
    said = seen.text.strip().splitlines()
    if seen.code == 0 and said and said[-1] in ("fetched", "refused"):
        return said[-1] == "fetched"
    raise Unreadable(f"dig : {one_line(seen.text) or 'réponse vide'}")
