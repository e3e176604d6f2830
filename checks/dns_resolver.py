"""Whom a machine asks by itself, and what it then finds."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.names import HostRef
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.reach import state

PATIENCE = 8.0
"""Seconds for a name: the first server may be silent for five (resolv.conf(5), `timeout`) before the next is asked."""

_ADDRESS = re.compile(r"^(\d+(?:\.\d+){3})\s+(?:STREAM|DGRAM|RAW)\b", re.M)
_SERVER = re.compile(r"^\s*nameserver\s+(\S+)", re.M)


@check("dns.resolver")
class Resolver(Check):
    """A device finds a host by its short name without being told whom to ask, and knows the company's servers alone.

        - {check: dns.resolver, device: pc-compta-1, with: {servers: [srv1, srv2], name: srv2}}

    The name shows that servers and search domain are right (resolv.conf(5)); which servers, in which order, is read
    from the file: nothing else shows the one that is not asked while the first answers.
    failed: the name is not found, or another address; other servers, or another order.  undetermined: a server is down.
    """

    servers: Annotated[tuple[HostRef, ...], Field(min_length=1)]
    name: HostRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The short name by the system's own resolver, and its settings."""
        return {
            "found": place.here(Run(("timeout", str(PATIENCE), "getent", "ahostsv4", self.name), PATIENCE + 1)),
            "settings": place.here(Run(("cat", "/etc/resolv.conf"))),
        }

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The servers: while they are down, finding nothing is nobody's mistake."""
        return {server: state(place, server) for server in self.servers}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Settings first, then the name."""
        plan, me, settings, found = place.company.plan, place.device.name, seen["settings"], seen["found"]
        expected = f"{me} interroge {', puis '.join(self.servers)} et trouve « {self.name} » par son nom court"
        look = f"/etc/resolv.conf sur {me} : search et nameserver (man resolv.conf)"
        if settings.code not in (0, 1) or found.code not in (0, 2, 124):
            raise Unreadable(f"getent, cat : {one_line(found.text + settings.text) or 'réponse vide'}")
        asked, wanted = _SERVER.findall(settings.text), [str(plan.host(server).address) for server in self.servers]
        if asked != wanted:
            return failed(expected, f"serveurs réglés : {one_line(', '.join(asked)) or 'aucun'}", look)
        addresses = sorted(set(_ADDRESS.findall(found.text)))
        if found.code == 0 and not addresses:
            raise Unreadable(f"getent : {one_line(found.text) or 'réponse vide'}")
        if found.code or addresses != [str(plan.host(self.name).address)]:
            return failed(expected, f"{self.name} : {', '.join(addresses) or 'introuvable'}", look)
        return passed(expected, f"{self.name} : {addresses[0]}")
