"""Services: do they run, and how they are reloaded, started and stopped."""

from __future__ import annotations

import os
import time

from .errors import RefusedError
from .shell import pid_of, run, until

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Service

PROBE = 3.0
PROBED = 6
LOGGED = 10
STOP = 5.0


class Services:
    """The services of one transaction: LIMIT seconds for each command, whose output goes to the file LOG."""

    def __init__(self, limit: float, log: str, status_folder: str = "/run") -> None:
        """STATUS_FOLDER is where the replacement systemctl keeps what it believes of each unit."""
        self.limit, self.log, self.status_folder = limit, log, status_folder

    def up(self, service: Service) -> bool:
        """Tell whether its process is there and its probe, if any, answers 0."""
        if service["process"] and not pid_of(service["process"]):
            return False
        return not service["ready"] or run(service["ready"], PROBE, self.log)[0] == 0

    def activate(self, service: Service, touched: bool) -> bool:
        """Reload SERVICE if one of its files changed (TOUCHED), start it if it must run and does not.

        Return whether there was anything to do.
        """
        if not touched and self.up(service):
            return False
        since = _size(service["log"])
        if touched and service["verify"]:
            self._run(service, "verify in place", service["verify"])
        alive = not service["process"] or bool(pid_of(service["process"]))
        command = service["reload"] if alive and touched else service["start"] or service["reload"]
        if command:
            self._run(service, "reload", command)
        self._prove(service, since)
        return True

    def halt(self, service: Service) -> None:
        """Stop SERVICE if it runs, ready or not, and has a way to be stopped."""
        if service["stop"] and self._runs(service):
            run(service["stop"], self.limit, self.log)
            until(lambda: not self._runs(service), STOP)
            self._tell_systemctl(service, running=False)

    def _runs(self, service: Service) -> bool:
        """Tell whether its process is there; without one, whether its probe answers."""
        return bool(pid_of(service["process"])) if service["process"] else self.up(service)

    def _run(self, service: Service, phase: str, command: str) -> None:
        code, text = run(command, self.limit, self.log)
        if code:
            words = "\n".join(text.splitlines()[-6:]) or f"exit {code}"
            raise RefusedError(phase, service["name"], f"{command}: {words}")

    def _prove(self, service: Service, since: int) -> None:
        if not until(lambda: self.up(service), service["wait"]):
            raise RefusedError("proof", service["name"], f"not ready after its reload{self._why(service, since)}")
        self._tell_systemctl(service, running=True)
        if service["settle"]:
            time.sleep(service["settle"])
            if not self.up(service):
                raise RefusedError(
                    "proof", service["name"], f"stopped just after its reload{self._why(service, since)}"
                )

    def _why(self, service: Service, since: int) -> str:
        """Return the last words of the probe and of what the service's log gained.

        They stay short enough to leave what comes before them whole: what is longer is cut from the front.
        """
        probe = run(service["ready"], PROBE, self.log)[1] if service["ready"] else ""
        words = "\n".join([*probe.splitlines()[-PROBED:], *_tail(service["log"], since).splitlines()[-LOGGED:]])
        return f": {words}" if words else ""

    def _tell_systemctl(self, service: Service, running: bool) -> None:
        """Keep the status file true that the replacement systemctl believes, so that a learner sees what runs."""
        if not service["unit"] or not os.path.isdir(self.status_folder):
            return
        status = os.path.join(self.status_folder, f"{os.path.basename(service['unit'])}.service.status")
        pid = pid_of(service["process"]) if service["process"] else 0
        words = f"ActiveState={'active' if running else 'inactive'}\n" + (f"MainPID={pid}\n" if pid else "")
        with open(status, "w", encoding="utf-8") as file:
            file.write(words)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _tail(path: str, since: int) -> str:
    """Return what a log gained since it was SINCE bytes long (all of it if it was cut since), 2 kB at most."""
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            file.seek(max(since if size >= since else 0, size - 2000))
            return file.read(2000).decode("utf-8", "replace").strip()
    except OSError:
        return ""
