"""What a restart of a print server would bring back."""

import re
from collections.abc import Mapping

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.printing import PATIENCE, QueueRef

_QUEUE = re.compile(r"^<(?:Default)?Printer (\S+)>$(.*?)^</(?:Default)?Printer>$", re.M | re.S)
_ENABLED = ("enabled", "disabled", "masked")


@check("printing.kept")
class Kept(Check):
    """After a restart the queue is still there and shared: cups starts with the device, its files are sound.

        - {check: printing.kept, device: imprimante-1, with: {queue: COMPTA}}

    failed: cups does not start with the device, cupsd refuses its configuration, the queue is not in printers.conf.
    undetermined: systemctl or cupsd could not run.
    """

    queue: QueueRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """What starts, what cupsd says of its files, and the queues that are kept."""
        return {
            "enabled": place.here(Run(("systemctl", "is-enabled", "cups"), PATIENCE)),
            "files": place.here(Run(("cupsd", "-t"), PATIENCE)),
            "queues": place.here(Run(("cat", "/etc/cups/printers.conf"), PATIENCE)),
        }

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Enabled, sound, kept."""
        expected = f"après un redémarrage, {place.device.name} proposera encore la file {self.queue}"
        enabled, files = seen["enabled"].text.strip(), seen["files"]
        if enabled not in _ENABLED:
            raise Unreadable(f"systemctl is-enabled : {one_line(enabled) or 'réponse vide'}")
        if files.code not in (0, 1):
            raise Unreadable(f"cupsd -t : {one_line(files.text) or 'réponse vide'}")
        if enabled != "enabled":
            return failed(expected, "cups ne démarre pas avec la machine", "systemctl is-enabled cups")
        if files.code:
            return failed(expected, one_line(files.text), "cupsd -t, puis la ligne nommée de /etc/cups/cupsd.conf")
        kept = dict(_QUEUE.findall(seen["queues"].text))
        if self.queue not in kept:
            return failed(
                expected, "la file n'est pas enregistrée", "/etc/cups/printers.conf, que cupsd écrit lui-même"
            )
        if "\nShared Yes\n" not in kept[self.queue]:
            return failed(expected, "la file n'y est pas partagée", f"lpoptions -p {self.queue} : printer-is-shared")
        return passed(expected, "cups démarre avec la machine, la file est enregistrée et partagée")
