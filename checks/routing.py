"""Layer 3 between networks: gateways that answer, the link between two routers, the routers on a way."""

import re
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Address
from typing import Annotated

from pydantic import Field

from ccp3lab.company import Company
from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.ios.echo import answers
from ccp3lab.grading.names import DeviceRef, HostRef, RouterRef
from ccp3lab.grading.need import Need, Observation, Probe, Show
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.reach import answered, ping, state

_HEAD = re.compile(r"^traceroute to ", re.MULTILINE)
_HOP = re.compile(r"^ *(\d+) +(?:(\d{1,3}(?:\.\d{1,3}){3}) +[\d.]+ ms(?: +(!\S*))?|(\*)) *$", re.MULTILINE)


@check("routing.gateway")
class Gateway(Check):
    """The gateway that the plan gives the network of a workstation answers it (ICMP echo).

        - {check: routing.gateway, device: pc-compta-1, with: {on: sw1}, wait: 5s}

    `on` is the router that should have this address, whichever of its interfaces holds it.
    failed: no answer.  undetermined: ping could not run, or the router is down.
    """

    on: DeviceRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One ping."""
        return {"ping": place.here(ping(gateway(place.company, place.device.name)))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The router: while it is down, its silence is nobody's mistake."""
        return {"router": state(place, self.on)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """An answer is an answer."""
        me, address = place.device.name, gateway(place.company, place.device.name)
        expected = f"la passerelle {address} répond au ping de {me}"
        if answered(seen["ping"]):
            return passed(expected, "réponse reçue")
        look = f"show ip interface brief sur {self.on} : adresse, masque, état de l'interface"
        return failed(expected, "aucune réponse", look)


@check("routing.transit")
class Transit(Check):
    """A router gets an answer from the next one, at its planned address on the cable between them.

        - {check: routing.transit, device: sw1, with: {to: r1}, wait: 5s}

    failed: no answer (an address, a mask, a port that is shut or still carries VLANs).  undetermined: ping could not
    run, or the other router is down.
    """

    to: RouterRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Three echoes: the first may be lost to ARP."""
        address = transit_address(place.company, self.to, place.device.name)
        return {"ping": place.here(Show(f"ping {address} repeat 3 timeout 1"))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The other router."""
        return {"there": state(place, self.to)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """One answer is enough."""
        address = transit_address(place.company, self.to, place.device.name)
        expected = f"{self.to} ({address}) répond au ping de {place.device.name}"
        if answers(seen["ping"].text):
            return passed(expected, "réponse reçue")
        look = f"show ip interface brief sur {place.device.name} et sur {self.to}, aux deux bouts du câble"
        return failed(expected, "aucune réponse", look)


@check("routing.path")
class Path(Check):
    """Packets to a host cross the planned routers, in this order, and no other (traceroute(8)).

        - {check: routing.path, device: pc-compta-1, with: {to: pc-agence-1, through: [sw1, r1]}, wait: 5s}

    The first router answers as the gateway of the asker's network, each other one at its end of the cable from the one
    before. failed: another router, one too many or too few, no arrival.  undetermined: traceroute could not run, or a
    router or the host is down.
    """

    to: HostRef
    through: Annotated[tuple[DeviceRef, ...], Field(min_length=1)]

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One echo for each distance, all at once; the answer of the host is not rationed as "port unreachable" is."""
        argv = ("traceroute", "-n", "-I", "-q", "1", "-w", "1", "-m", str(len(self.through) + 3))
        return {"trace": place.here(Probe((*argv, str(place.company.plan.host(self.to).address))))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Everybody on the way."""
        return {f"there {name}": state(place, name) for name in (*self.through, self.to)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Hop by hop."""
        planned = [*self._routers(place), str(place.company.plan.host(self.to).address)]
        expected = f"de {place.device.name} à {self.to} par {', '.join(self.through)} ({_arrow(planned)})"
        found = hops(seen["trace"])
        if found == planned:
            return passed(expected, _arrow(found))
        wrong = next((n for n, hop in enumerate(found) if n >= len(planned) or hop != planned[n]), len(found))
        names = (place.device.name, *self.through)
        look = f"la table de routage (show ip route) de {names[max(1, min(wrong, len(names) - 1))]}"
        return failed(expected, _arrow(found), look)

    def _routers(self, place: Place) -> Iterator[str]:
        yield str(gateway(place.company, place.device.name))
        for before, router in zip(self.through, self.through[1:], strict=False):
            yield str(transit_address(place.company, router, before))


def hops(answer: Observation) -> list[str]:
    """The addresses that answered a traceroute, in order, `*` for silence; what repeats at its end stands once.

    Raises Unreadable when the distances do not count from 1 up.
    """
    lines = _HOP.findall(answer.text)
    if (
        answer.code != 0
        or not _HEAD.search(answer.text)
        or [int(line[0]) for line in lines] != [*range(1, len(lines) + 1)]
    ):
        raise Unreadable(f"traceroute : {one_line(answer.text) or 'réponse vide'}")
    found = [f"{address} {mark}".rstrip() if address else "*" for _, address, mark, _ in lines]
    while len(found) > 1 and found[-1] == found[-2] == "*":
        found.pop()
    if not found:
        raise Unreadable("traceroute : aucune ligne")
    return found


def gateway(company: Company, host: str) -> IPv4Address:
    """The gateway of the network of HOST; raises Unreadable where the plan has none."""
    vlan = company.plan.vlan(company.plan.host(host).vlan)
    if vlan.gateway is None:
        raise Unreadable(f"le VLAN {vlan.name} n'a pas de passerelle dans le plan")
    return vlan.gateway


def transit_address(company: Company, router: str, peer: str) -> IPv4Address:
    """The address of ROUTER on its transit to PEER; raises Unreadable when no such cable joins them."""
    for own, link, far in company.ports(router):
        if link.transit and far.device == peer:
            ends = company.plan.transits[link.transit].ends.values()
            return next(held.ip for end, held in zip(link.ends, ends, strict=True) if end == own)
    raise Unreadable(f"aucune liaison routée ne joint {router} et {peer}")


def _arrow(hops: list[str]) -> str:
    return " → ".join(hops)
