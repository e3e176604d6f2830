"""LDAPS as a client sees it."""

import datetime as dt
import socket
import ssl
from ipaddress import IPv4Address
from pathlib import Path

from ccp3lab.instance.authority import Pair, Period
from ccp3lab.pytest_samba import SambaAD

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
PAST = Period(NOW - dt.timedelta(days=30), NOW - dt.timedelta(days=1))


def handshake(at: SambaAD, ca_file: Path, name: str) -> str:
    """The TLS version that a strict client (Python 3.13's checks) agrees on; its SSLError otherwise."""
    context = ssl.create_default_context(cafile=str(ca_file))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    plain = socket.create_connection((str(at.address), at.port), 10)
    with plain, context.wrap_socket(plain, server_hostname=name) as safe:
        return safe.version() or ""


def install(at: SambaAD, made: Pair) -> None:
    """Serve LDAPS with another certificate from now on."""
    for name, text in (("cert.pem", made.certificate_pem), ("key.pem", made.key_pem)):
        (at.given / "tls" / name).write_text(text)
    at.run("systemctl", "restart", "samba-ad-dc")


def addressed(at: SambaAD) -> tuple[tuple[str, str], IPv4Address]:
    """What a certificate of the controller is for."""
    return (at.name, at.name.partition(".")[0]), at.address
