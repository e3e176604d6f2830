"""What must not pass between networks, seen from a Linux device."""

from collections.abc import Mapping

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.ios.addresses import held
from ccp3lab.grading.names import DeviceRef, HostRef
from ccp3lab.grading.need import Need, Observation, Show
from ccp3lab.grading.verdict import Verdict, failed
from checks.reach import Silence, answered, ping, ready, state

_ADDRESSES = Show("show ip interface brief")


@check("reach.denied")
class Denied(Check):
    """A host in another network does not answer a device (ICMP echo).

        - {check: reach.denied, device: pc-compta-1, with: {to: sw2, control: pc-atelier-1, by: [sw1]}}

    Silence proves something only if the asker's pings get through elsewhere and the host could answer: `control`, best
    one behind the same routers `by`, must answer, and `to` must have its address on an interface that is up.
    failed: `to` answers.  undetermined: a control failed.
    """

    to: HostRef
    control: HostRef
    by: tuple[DeviceRef, ...] = ()

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Both pings, and the state of the host that must stay silent."""
        plan = place.company.plan
        return {
            "to": place.here(ping(plan.host(self.to).address)),
            "control": place.here(ping(plan.host(self.control).address)),
            "there": _state(place, self.to),
        }

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The control and the routers: while one is down, silence says nothing of what is allowed."""
        return {f"there {name}": state(place, name) for name in (self.control, *self.by)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """An answer is a failure, whatever the controls; silence counts only with both controls."""
        me, address = place.device.name, place.company.plan.host(self.to).address
        expected = f"{self.to} ({address}) n'est pas joignable depuis {me}"
        if answered(seen["to"]):
            look = f"le chemin de {me} à {self.to} (traceroute), routeur par routeur"
            return failed(expected, f"{self.to} répond", look)
        silence = Silence(self.to, self.control, expected)
        if not _there(seen["there"], str(address)):
            return silence.nobody_there(f"l'adresse de {self.to} et l'état de son interface")
        if not answered(seen["control"]):
            return silence.nobody_heard(f"le chemin de {me} à {self.control} d'abord")
        return silence.believed()


def _state(place: Place, host: str) -> tuple[str, Need]:
    """What shows that HOST has its address: of a switch, not its ports, whose VLAN may be another."""
    device, need = state(place, host)
    return (device, _ADDRESSES) if isinstance(need, Show) else (device, need)


def _there(answer: Observation, address: str) -> bool:
    """A program has an exit code, a table of a switch has none."""
    return address in held(answer.text) if answer.code is None else ready(answer, address)
