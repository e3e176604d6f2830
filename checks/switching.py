"""Layer 2 of a switch: VLANs, access ports, configuration kept over a restart."""

from collections.abc import Container, Mapping

from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.hostile import masked, one_line
from ccp3lab.grading.ios import config
from ccp3lab.grading.ios.status import PortStatus, port_status
from ccp3lab.grading.ios.switchport import Switchport, switchport
from ccp3lab.grading.ios.vlans import vlan_table
from ccp3lab.grading.names import PluggedRef, VlanRef, ports_to
from ccp3lab.grading.need import Need, Observation, Show
from ccp3lab.grading.verdict import Verdict, failed, passed, worst
from ccp3lab.plan import Vlan as PlannedVlan

VLANS = Show("show vlan brief")
SWITCHPORTS = Show("show interfaces switchport")
STATUS = Show("show interfaces status")
RUNNING = Show("show running-config")
STARTUP = Show("show startup-config")


@check("switching.vlan")
class Vlan(Check):
    """A VLAN exists under its planned number and name, and is active (IEEE 802.1Q, ids 1 to 4094).

        - {check: switching.vlan, device: sw1, with: {vlan: compta}}

    failed: no such number, another name, suspended or shut.  undetermined: the table cannot be read.
    """

    vlan: VlanRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The VLAN table."""
        return {"vlans": place.here(VLANS)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Number, then name, then state."""
        planned, table = place.company.plan.vlan(self.vlan), vlan_table(seen["vlans"].text)
        expected = f"VLAN {planned.id} nommé « {planned.name} », actif"
        if not (row := table.get(planned.id)):
            namesake = next((row.id for row in table.values() if row.name == planned.name), None)
            found = f"pas de VLAN {planned.id}" + (
                f" (« {planned.name} » porte le numéro {namesake})" if namesake else ""
            )
            return failed(expected, found, f"show vlan brief, et la commande vlan {planned.id}")
        found = f"VLAN {row.id} nommé « {one_line(row.name, 40)} », {_state(row.status)}"
        if row.name != planned.name:
            return failed(expected, found, f"la commande name sous vlan {planned.id} (les majuscules comptent)")
        return passed(expected, found) if row.status == "active" else failed(expected, found, "show vlan brief")


def _state(status: str) -> str:
    return {"active": "actif", "act/lshut": "arrêté (shutdown)", "suspended": "suspendu"}.get(
        status, one_line(status, 20)
    )


@check("switching.access_port")
class AccessPort(Check):
    """The port where a host is plugged is an access port, not shut, in the planned VLAN.

        - {check: switching.access_port, device: sw1, with: {to: pc-compta}}

    failed: another mode, shutdown or err-disabled, another VLAN, a VLAN that does not exist.  undetermined: a table
    cannot be read.
    """

    to: PluggedRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """What ports are, whether they are up, and which VLANs exist."""
        return {"switchports": place.here(SWITCHPORTS), "status": place.here(STATUS), "vlans": place.here(VLANS)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Every cable to the host: shut, then mode, then VLAN."""
        known = vlan_table(seen["vlans"].text)
        return worst(
            _access(
                switchport(seen["switchports"].text, own.port),
                port_status(seen["status"].text, own.port),
                place.company.plan.vlan(link.access),
                known,
            )
            for own, link, _ in ports_to(place, self.to)
            if link.access
        )


_IDLE = {
    "disabled": "désactivé (shutdown)",
    "err-disabled": "bloqué par le commutateur (err-disabled)",
    "inactive": "inactif : son VLAN n'existe pas sur ce commutateur",
    "suspended": "suspendu",
}


def _access(port: Switchport, status: PortStatus, vlan: PlannedVlan, known: Container[int]) -> Verdict:
    expected = f"{port.port} en mode accès, actif, dans le VLAN {vlan.id} ({vlan.name})"
    if status.status in _IDLE:
        return failed(expected, f"{port.port} {_IDLE[status.status]}", f"show interfaces {port.port} status")
    if port.admin != "static access":
        found = f"{port.port} en mode « {one_line(port.admin, 30)} »"
        return failed(expected, found, f"switchport mode access sur {port.port}")
    found = f"{port.port} en mode accès, actif, dans le VLAN {port.access}"
    if port.access != vlan.id:
        return failed(expected, found, f"switchport access vlan sur {port.port}")
    if vlan.id not in known:
        return failed(expected, f"{found}, qui n'existe pas sur ce commutateur", "show vlan brief")
    return passed(expected, found)


@check("switching.saved")
class Saved(Check):
    """What runs is what the switch will start with: startup-config equals running-config.

        - {check: switching.saved, device: sw1}

    Comments, headers and `file prompt quiet` (a tool's own line) are left out.  failed: a line differs, or nothing is
    saved.  undetermined: one of the two is not complete.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Both configurations."""
        return {"running": place.here(RUNNING), "startup": place.here(STARTUP)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The same lines in the same order; secrets are never quoted."""
        running, saved = config.lines(seen["running"].text), config.saved_lines(seen["startup"].text)
        look = f"write memory sur {place.device.name}, puis show startup-config"
        if saved is None:
            return failed("la configuration est enregistrée", "aucune configuration enregistrée", look)
        expected = "la configuration enregistrée est celle qui tourne"
        return (
            passed(expected, "identiques") if running == saved else failed(expected, _difference(running, saved), look)
        )


def _difference(running: tuple[str, ...], saved: tuple[str, ...]) -> str:
    """The first line of each side that the other lacks, secrets masked."""
    lost = [f"« {_quoted(line)} » n'est pas enregistré" for line in running if line not in saved]
    gone = [f"« {_quoted(line)} » n'est plus que dans la sauvegarde" for line in saved if line not in running]
    return ", ".join([*lost[:1], *gone[:1]]) or "les mêmes lignes dans un autre ordre"


def _quoted(line: str) -> str:
    return one_line(masked(line), 80)
