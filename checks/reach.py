"""What passes and what does not between devices, seen from a Linux device."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.names import DeviceRef, HostRef, StationRef, own_port
from ccp3lab.grading.need import Need, Observation, Probe, Show
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined

_COUNTS = re.compile(r"^(\d+) packets transmitted, (\d+) received\b", re.MULTILINE)
_NO_ROUTE = re.compile(r"(Network is unreachable|No route to host)")
_WAY = re.compile(r"^(?:\w+ )?[\d.]+ (?:via [\d.]+ )?dev (\S+)")
_NO_CABLE = {"lo": "l'équipement lui-même", "eth0": "le réseau d'administration"}
_PROBES = re.compile(r"^Sent (\d+) probes", re.MULTILINE)
_REPLIES = re.compile(r"^Received (\d+) response", re.MULTILINE)


def ping(address: object) -> Probe:
    """Send echo requests for one second, over at the first answer: `-c` with `-w`, as iputils has it.

    Before that the kernel tells which way they will go: an address that somebody gave to the device itself answers.
    """
    echo = f"ping -n -c 1 -i 0.3 -w 1 {address}"
    return Probe(("sh", "-c", f"ip route get {address} && exec {echo}"), called=echo)


def probe(port: str, address: object) -> Probe:
    """An ARP probe (RFC 5227) for ADDRESS on PORT: needs no address of the asker's, crosses no router.

    Half a second, a hundred times what an answer takes: arping counts in whole seconds, so it is interrupted, and then
    ends with its counts and its own exit code.
    """
    patience = ("timeout", "--signal=INT", "--preserve-status", "0.5")
    return Probe((*patience, "arping", "-D", "-c", "2", "-w", "1", "-I", port, str(address)))


def state(place: Place, host: str) -> tuple[str, Need]:
    """What shows that HOST is there: its port on a Linux device, its table of ports on a switch."""
    port = own_port(Place(place.company, place.company.device(host)))
    linux = port.startswith("eth")
    return host, Probe(("ip", "-j", "address", "show", "dev", port)) if linux else Show("show interfaces status")


@check("reach.ping")
class Ping(Check):
    """A device gets an answer from a host at its planned address (ICMP echo).

        - {check: reach.ping, device: pc-compta, with: {to: srv1, by: [sw1]}, wait: 10s}

    `by` names the routers on the way, if any: while one is down, silence is nobody's mistake.
    failed: no answer, no route.  undetermined: ping could not run.
    """

    to: HostRef
    by: tuple[DeviceRef, ...] = ()

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One ping."""
        return {"ping": place.here(ping(place.company.plan.host(self.to).address))}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The host and the routers: while one is down, silence is nobody's mistake."""
        return {f"there {name}": state(place, name) for name in (self.to, *self.by)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """An answer is an answer; ping's own counts and exit code must agree."""
        answer, address = seen["ping"], place.company.plan.host(self.to).address
        expected = f"{self.to} ({address}) répond au ping de {place.device.name}"
        if answered(answer):
            return passed(expected, "réponse reçue")
        found = "pas de route vers cette adresse" if answer.code == 2 else "aucune réponse"
        return failed(
            expected, found, f"l'adresse de chaque poste (ip addr), puis le chemin de {place.device.name} à {self.to}"
        )


def answered(answer: Observation) -> bool:
    """Whether a ping got an answer over a cable.

    Raises Unreadable where its counts and its exit code disagree, and where it would not have left by a cable: then
    neither an answer nor silence says anything of the network.
    """
    if answer.code == 2 and _NO_ROUTE.search(answer.text):
        return False
    counts, way = _COUNTS.search(answer.text), _WAY.match(answer.text)
    if way and way[1] in _NO_CABLE:
        raise Unreadable(f"la route vers cette adresse passe par {_NO_CABLE[way[1]]}, et par aucun câble")
    if way is None or counts is None or (answer.code == 0) != (int(counts[2]) > 0) or answer.code not in (0, 1):
        raise Unreadable(f"ping : {one_line(answer.text) or 'réponse vide'}")
    return answer.code == 0


@check("reach.isolated")
class Isolated(Check):
    """A device shares no network segment with a host: an ARP probe for its planned address finds nobody.

        - {check: reach.isolated, device: pc-compta, with: {to: pc-atelier, control: pc-compta2}}

    Silence proves something only if the asker can be heard and the host can answer: `control`, in the same VLAN, must
    answer the same probe, and `to` must have its address and its link up.
    failed: `to` answers.  undetermined: a control failed.
    """

    to: StationRef
    control: HostRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Both probes, and the state of the host that must stay silent."""
        plan, port = place.company.plan, own_port(place)
        return {
            "to": place.here(probe(port, plan.host(self.to).address)),
            "control": place.here(probe(port, plan.host(self.control).address)),
            "there": state(place, self.to),
        }

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The control: while it is down, its silence says nothing of the path."""
        return {"control there": state(place, self.control)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """An answer is a failure, whatever the controls; silence counts only with both controls."""
        me, address = place.device.name, place.company.plan.host(self.to).address
        expected = f"{self.to} ({address}) n'est pas joignable en direct depuis {me}"
        if _replied(seen["to"]):
            look = f"le VLAN des ports de {me} et de {self.to}, et les VLAN natifs des trunks"
            return failed(expected, f"{self.to} répond", look)
        silence = Silence(self.to, self.control, expected)
        if not ready(seen["there"], str(address)):
            return silence.nobody_there(f"ip addr sur {self.to}, et le port où il est branché")
        if not _replied(seen["control"]):
            return silence.nobody_heard(f"la liaison de {me} à {self.control} d'abord")
        return silence.believed()


@dataclass(frozen=True)
class Silence:
    """What the silence of TO is worth, beside that of the CONTROL: verdicts for the learner, who EXPECTED it."""

    to: str
    control: str
    expected: str

    def nobody_there(self, look: str) -> Verdict:
        """TO could not have answered anybody."""
        found = f"{self.to} n'a pas son adresse ou son lien : son silence ne prouve rien"
        return undetermined(self.expected, found, look, Doubt.CONTROL)

    def nobody_heard(self, look: str) -> Verdict:
        """The control is silent as well."""
        found = f"le témoin {self.control} ne répond pas non plus : le silence de {self.to} ne prouve rien"
        return undetermined(self.expected, found, look, Doubt.CONTROL)

    def believed(self) -> Verdict:
        """Both controls hold."""
        return passed(self.expected, f"{self.to} se tait, le témoin {self.control} répond")


def _replied(answer: Observation) -> bool:
    """Whether an ARP probe found somebody.

    With `-D`, exit code 0 of iputils means no reply and 1 a reply, but 1 also a wrong argument: its counts must agree.
    """
    sent, replies = _PROBES.search(answer.text), _REPLIES.search(answer.text)
    if not (sent and replies) or answer.code not in (0, 1) or (answer.code == 1) != (int(replies[1]) > 0):
        raise Unreadable(f"arping : {one_line(answer.text) or 'réponse vide'}")
    return answer.code == 1


def ready(answer: Observation, address: str) -> bool:
    """Whether `ip -j address` shows ADDRESS on an interface that is up with a carrier."""
    try:
        (link,) = json.loads(answer.text)
        held = {entry["local"] for entry in link["addr_info"] if entry["family"] == "inet"}
        return address in held and "LOWER_UP" in link["flags"]
    except (ValueError, TypeError, KeyError):
        raise Unreadable(f"ip address : {one_line(answer.text) or 'réponse vide'}") from None
