"""Layer 2 between switches: IEEE 802.1Q trunks, what they carry, their native VLAN."""

from collections.abc import Callable, Mapping

from ccp3lab.company import Link
from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.ios.switchport import Switchport, switchport
from ccp3lab.grading.ios.trunks import Trunk, trunks
from ccp3lab.grading.ios.vlans import said
from ccp3lab.grading.names import PeerRef, ports_to
from ccp3lab.grading.need import Need, Observation, Show
from ccp3lab.grading.verdict import Verdict, failed, passed, same, worst

TRUNKS = Show("show interfaces trunk")
SWITCHPORTS = Show("show interfaces switchport")

Judge = Callable[[Trunk, Link], Verdict]


class TrunkCheck(Check):
    """What all checks of a trunk share: the port to a peer, read in two tables that must agree."""

    to: PeerRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The trunk table, and the ports to confirm what it leaves out."""
        return {"trunks": place.here(TRUNKS), "switchports": place.here(SWITCHPORTS)}

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:  # noqa: ARG002
        """The peer: while it is down, no trunk of this device can work."""
        return {"peer": (self.to, SWITCHPORTS)}

    def judged(self, seen: Mapping[str, Observation], place: Place, expected: str, judge: Judge) -> Verdict:
        """JUDGE on each trunk to the peer; failed where the port is no trunk."""
        table = trunks(seen["trunks"].text)
        verdicts = []
        for own, link, _ in ports_to(place, self.to):
            port = switchport(seen["switchports"].text, own.port)
            trunk = table.get(port.port)
            _agree(port, trunk)
            verdicts.append(judge(trunk, link) if trunk and port.trunking else _no_trunk(port, expected))
        return worst(verdicts)


def _agree(port: Switchport, trunk: Trunk | None) -> None:
    if port.trunking != bool(trunk and trunk.status == "trunking"):
        raise Unreadable(f"show interfaces trunk et show interfaces switchport se contredisent pour {port.port}")


def _no_trunk(port: Switchport, expected: str) -> Verdict:
    if port.mode == "down":
        found = f"{port.port} n'a pas de lien (mode configuré : « {one_line(port.admin, 30)} »)"
        return failed(expected, found, f"show interfaces status aux deux bouts du câble de {port.port}")
    found = f"{port.port} en mode « {one_line(port.mode, 30)} »"
    return failed(expected, found, f"switchport mode trunk sur {port.port}, puis show interfaces trunk")


@check("switching.trunk")
class IsTrunk(TrunkCheck):
    """The port to a peer is a working trunk.

        - {check: switching.trunk, device: sw1, with: {to: sw2}}

    failed: access mode, no link.  undetermined: a table cannot be read, or the two contradict each other.
    """

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Trunking now, not only configured."""
        expected = f"la liaison vers {self.to} est un trunk actif"
        return self.judged(seen, place, expected, lambda trunk, _: passed(expected, f"{trunk.port} est un trunk actif"))


@check("switching.trunk_allowed")
class TrunkAllowed(TrunkCheck):
    """The trunk to a peer lets through exactly the planned VLANs.

        - {check: switching.trunk_allowed, device: sw1, with: {to: sw2}}

    failed: one is missing, one is too many, no trunk.  undetermined: as for `switching.trunk`.
    """

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The allowed list as a set of ids."""

        def judge(trunk: Trunk, link: Link) -> Verdict:
            planned = frozenset(place.company.plan.vlan(name).id for name in link.trunk)
            return same(planned, trunk.allowed, f"switchport trunk allowed vlan sur {trunk.port}", _allowed)

        return self.judged(seen, place, f"un trunk vers {self.to}", judge)


def _allowed(vlans: frozenset[int]) -> str:
    return f"VLAN autorisés : {said(vlans)}"


@check("switching.trunk_native")
class TrunkNative(TrunkCheck):
    """The trunk to a peer has the planned native VLAN (1, the default, where the plan names none).

        - {check: switching.trunk_native, device: sw1, with: {to: sw2}}

    failed: another native VLAN, no trunk.  undetermined: as for `switching.trunk`.
    """

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The native VLAN as a number."""

        def judge(trunk: Trunk, link: Link) -> Verdict:
            planned = place.company.plan.vlan(link.native).id if link.native else 1
            return same(
                planned, trunk.native, f"switchport trunk native vlan sur {trunk.port}, aux deux bouts", _native
            )

        return self.judged(seen, place, f"un trunk vers {self.to}", judge)


def _native(vlan: int) -> str:
    return f"VLAN natif {vlan}"
