"""Whether the domain controller serves: LDAPS with its certificate, SMB, and winbindd, who lets people in by SMB."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import time
from collections.abc import Callable

from ccp3dc.errors import DomainError
from ccp3dc.given import domain
from ccp3dc.provision import Places

UNIT = "samba-ad-dc"
LDAPS, SMB = 636, 445
LIMIT = 3.0
PAUSE = 0.2


def ready(places: Places) -> None:
    """Return when it serves now; DomainError says what it does not."""
    wanted = domain(places.given)
    if not places.done.exists():
        raise DomainError(f"the domain {wanted.name} is being made")
    _ldaps(wanted.fqdn, places)
    with _connected(SMB, "SMB"):
        pass
    done = subprocess.run(["wbinfo", "--ping"], capture_output=True, timeout=10)
    if done.returncode:
        raise DomainError("winbindd does not answer yet")


def _ldaps(name: str, places: Places) -> None:
    try:
        context = ssl.create_default_context(cafile=str(places.tls / "ca.pem"))
        with _connected(LDAPS, "LDAPS") as plain, context.wrap_socket(plain, server_hostname=name):
            pass
    except OSError as error:
        raise DomainError(f"LDAPS ({LDAPS}): {error}") from None


def _connected(port: int, service: str) -> socket.socket:
    try:
        return socket.create_connection(("127.0.0.1", port), LIMIT)
    except OSError as error:
        raise DomainError(f"{service} ({port}): {error}") from None


def failed() -> bool:
    """Whether the unit gave up: then waiting is of no use."""
    done = subprocess.run(["systemctl", "is-failed", "--quiet", UNIT], capture_output=True, timeout=10)
    return done.returncode == 0


def wait(look: Callable[[], None], gave_up: Callable[[], bool], limit: float) -> None:
    """Return as soon as LOOK does; its DomainError after LIMIT seconds, or at once when the unit GAVE_UP."""
    end = time.monotonic() + limit
    while True:
        over = gave_up() or time.monotonic() > end
        with contextlib.nullcontext() if over else contextlib.suppress(DomainError):
            look()
            return
        time.sleep(PAUSE)
