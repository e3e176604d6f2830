"""The domain is made whole, or made anew: what a killed provision left is thrown away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ccp3dc.configuration import smb_conf
from ccp3dc.errors import DomainError
from ccp3dc.given import FOLDER, Domain, domain, password

KEPT = frozenset({"printers", "usershares", "winbindd_privileged"})
"""Folders of Debian's package in Samba's state folder."""

CERTIFICATES = {"ca.pem": 0o644, "cert.pem": 0o644, "key.pem": 0o600}


@dataclass(frozen=True)
class Places:
    """Where things are on the device."""

    given: Path = FOLDER
    state: Path = Path("/var/lib/samba")
    smb_conf: Path = Path("/etc/samba/smb.conf")
    krb5_conf: Path = Path("/etc/krb5.conf")

    @property
    def done(self) -> Path:
        """The mark of a domain that was made to its end."""
        return self.state / "lab-provisioned"

    @property
    def tls(self) -> Path:
        """The certificates that Samba serves LDAPS with."""
        return self.state / "private" / "tls"


Make = Callable[[Domain, str, Places], None]


def provision(places: Places, make: Make) -> None:
    """Have MAKE make the domain unless that was done, and bring the certificates up to date.

    A device that was given no domain and whose owner made one himself is left alone.
    """
    if not (places.given / "domain.json").exists():
        return
    if not places.done.exists():
        wanted, secret = domain(places.given), password(places.given)
        clear(places)
        places.smb_conf.write_text(smb_conf(wanted))
        certificates(places)
        make(wanted, secret, places)
        shutil.copy(places.state / "private" / "krb5.conf", places.krb5_conf)
        os.sync()
        places.done.touch()
    certificates(places)


def clear(places: Places) -> None:
    """Throw away what a provision that was cut off left."""
    for path in places.state.iterdir():
        if path.name in KEPT:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def certificates(places: Places) -> None:
    """Copies of our own: Samba refuses a key that others may read, or that is another user's."""
    places.tls.parent.mkdir(mode=0o700, exist_ok=True)
    places.tls.mkdir(mode=0o700, exist_ok=True)
    for name, mode in CERTIFICATES.items():
        source, target = places.given / "tls" / name, places.tls / name
        if not source.exists():
            raise DomainError(f"{source}: not there; LDAPS needs it")
        fresh = target.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(source.read_bytes())
        fresh.chmod(mode)
        fresh.replace(target)
