"""DHCP after a power cut: whether the server's daemon comes back by itself with what it is to serve."""

import re
from collections.abc import Mapping
from typing import Self

from pydantic import ValidationInfo, model_validator

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.names import ClientRef
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.dhcp import demand_scope, nothing, partners, scope_of, stranger
from checks.dhcp_report import NONE, SERVER, report

UNIT = "kea-dhcp4-server"
FILE = "/etc/kea/kea-dhcp4.conf"
_STATES = re.compile(r"^(enabled|disabled|masked|static|alias|indirect)\s*$", re.MULTILINE)

_REFUSALS = re.compile(r"^(?:Error encountered|Syntax check failed with): (.+)$", re.MULTILINE)


@check("dhcp.boot")
class Boot(Check):
    """The server of a client's lease starts with its device: Kea is enabled, and accepts its configuration file.

        - {check: dhcp.boot, device: srv1, with: {client: pc-compta-3}}

    A restart cannot be tried while others are at work, so this is read: what systemd would do, what `kea-dhcp4 -t`
    says of the file. A client that a switch serves needs nothing of the server: switching.saved asks about that one.
    failed: the client has no lease, Kea is not enabled, its file is refused.  undetermined: a command is not there.
    """

    client: ClientRef

    @model_validator(mode="after")
    def _placed(self, info: ValidationInfo) -> Self:
        if isinstance(place := info.context, Place):
            demand_scope(self._client(place))
        return self

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Who serves, then the unit and the file."""
        return {
            "client": stranger(self._client(place)),
            "enabled": place.here(Run(("systemctl", "is-enabled", UNIT))),
            "valid": place.here(Run(("kea-dhcp4", "-t", FILE))),
        }

    def witnesses(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Who has a part in the client's lease."""
        return partners(self._client(place))

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Server, unit, file."""
        found, scope = report(seen["client"].text), scope_of(self._client(place))
        expected = "le service DHCP démarre avec son équipement"
        if found.lease is None:
            return nothing(expected, found, scope)
        if found.lease.relay == NONE and found.lease.addresses(SERVER) == (scope.router,):
            return passed(expected, f"{scope.router} sert lui-même : sa configuration enregistrée suffit")
        state = _STATES.search(seen["enabled"].text)
        if state is None:
            raise Unreadable(f"systemctl is-enabled : {one_line(seen['enabled'].text) or 'réponse vide'}")
        if state[1] != "enabled":
            return failed(expected, f"{UNIT} n'est pas activé ({state[1]})", f"systemctl is-enabled {UNIT}")
        if seen["valid"].code != 0:
            return failed(expected, f"{FILE} est refusé : {_why(seen['valid'].text)}", f"kea-dhcp4 -t {FILE}")
        return passed(expected, f"{UNIT} est activé, son fichier est accepté")

    def _client(self, place: Place) -> Place:
        return Place(place.company, place.company.device(self.client))


def _why(text: str) -> str:
    """What Kea's checker says of a file that it refuses: one line of many, with the place in the file."""
    said = _REFUSALS.search(text)
    return one_line(said[1] if said else text, 140)
