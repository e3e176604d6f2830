"""What a restart of the server would bring back."""

import re
from collections.abc import Mapping

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.dns import silent
from checks.dns_dig import PATIENCE, answers, dig
from checks.dns_servers import serial

_LOADED = re.compile(r"^zone (\S+)/IN: loaded serial (\d+)", re.M)
_ERROR = re.compile(r"^(\S*/\S+:\d+: .*|zone \S+: .*not loaded.*)$", re.M)
_ENABLED = ("enabled", "disabled")


@check("dns.kept")
class Kept(Check):
    """A restart would bring the zone back as it is served now: its files load, with this serial; named is enabled.

        - {check: dns.kept, device: srv1}

    The files are read by BIND's own loader (named-checkconf -z); what serves now is the control.
    failed: a file is refused, the zone is not in it, or in another state than is served; named is not enabled.
    undetermined: the loader or systemctl could not run.
    """

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """What the files would give, what is served, what starts with the device."""
        zone = (place.company.plan.domain, "SOA")
        address = place.company.plan.host(place.device.name).address
        return {
            "files": place.here(Run(("named-checkconf", "-z"), PATIENCE)),
            "served": place.here(dig(address, zone)),
            "enabled": place.here(Run(("systemctl", "is-enabled", "named"), PATIENCE)),
        }

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Loaded, the same serial, enabled."""
        zone, me = place.company.plan.domain, place.device.name
        expected = f"après un redémarrage, {me} servira encore la zone {zone}"
        served = answers(seen["served"], (zone, "SOA"))
        if not served:
            return silent(expected, me)
        files, enabled = seen["files"], seen["enabled"].text.strip()
        if files.code not in (0, 1):
            raise Unreadable(f"named-checkconf : {one_line(files.text) or 'réponse vide'}")
        if enabled not in _ENABLED:
            raise Unreadable(f"systemctl is-enabled : {one_line(enabled) or 'réponse vide'}")
        if files.code:
            wrong = _ERROR.search(files.text)
            return failed(
                expected, one_line(wrong[0] if wrong else files.text), "named-checkconf -z, puis la ligne nommée"
            )
        serials = {number for name, number in _LOADED.findall(files.text) if name == zone}
        if (now := serial(served[zone, "SOA"])) not in serials:
            found = (
                f"série {now or 'absente'} servie, {' ou '.join(sorted(serials)) or 'aucune zone'} dans les fichiers"
            )
            return failed(expected, found, "rndc reload après chaque changement, et le fichier que named.conf nomme")
        if enabled == "disabled":
            return failed(expected, "named ne démarre pas avec la machine", "systemctl enable named")
        return passed(expected, f"les fichiers se chargent (série {now}), named démarre avec la machine")
