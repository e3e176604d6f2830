"""What the device was given: /etc/ccp3/domain.json, the administrator's password, certificates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path

from ccp3dc.errors import DomainError

FOLDER = Path("/etc/ccp3")


@dataclass(frozen=True)
class Domain:
    """The domain to be made. `realm` is its DNS name in upper case, `workgroup` its NetBIOS name, `host` our own."""

    realm: str
    workgroup: str
    host: str
    address: IPv4Interface
    forwarder: IPv4Address | None

    @property
    def name(self) -> str:
        """The DNS name, as one writes it."""
        return self.realm.lower()

    @property
    def base_dn(self) -> str:
        """The name of the directory's root."""
        return ",".join(f"DC={label}" for label in self.name.split("."))

    @property
    def fqdn(self) -> str:
        """Our own full name: the one that the certificate is for."""
        return f"{self.host}.{self.name}"


def domain(folder: Path = FOLDER) -> Domain:
    """What domain.json says; DomainError when it is not there or says something else."""
    path = folder / "domain.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DomainError(f"{path}: not there; this device was given no domain") from None
    except ValueError as error:
        raise DomainError(f"{path}: no JSON ({error})") from None
    try:
        return _domain(data)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DomainError(f"{path}: {type(error).__name__} {error}") from None


def _domain(data: Mapping[str, str]) -> Domain:
    forwarder = data["forwarder"]
    return Domain(
        realm=data["realm"].upper(),
        workgroup=data["workgroup"].upper(),
        host=data["host"].lower(),
        address=IPv4Interface(data["address"]),
        forwarder=IPv4Address(forwarder) if forwarder else None,
    )


def password(folder: Path = FOLDER) -> str:
    """The password of Administrator; DomainError when there is none. Nobody prints it."""
    path = folder / "domain_admin"
    try:
        text = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        text = ""
    if not text:
        raise DomainError(f"{path}: no password; nobody could administer the domain")
    return text
