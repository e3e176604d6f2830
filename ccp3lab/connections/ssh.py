"""SSH to a device as the toolkit's own account: by key, its host key known before it started."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paramiko import SSHClient


@dataclass(frozen=True)
class Login:
    """Where a device is, who logs in with which key, and which host keys are known. `limit`: seconds for each step."""

    host: str
    key_file: Path
    known_hosts: Path
    user: str = "ccp3"
    port: int = 22
    limit: float = 5.0


def connected(login: Login) -> "SSHClient":
    """A client that is logged in; raises paramiko's errors, among them the one for an unknown host key, and OSError."""
    from paramiko import PKey, RejectPolicy, SSHClient

    client = SSHClient()
    client.set_missing_host_key_policy(RejectPolicy())
    client.load_host_keys(str(login.known_hosts))
    client.connect(
        login.host,
        port=login.port,
        username=login.user,
        pkey=PKey.from_path(str(login.key_file)),
        allow_agent=False,
        look_for_keys=False,
        timeout=login.limit,
        banner_timeout=login.limit,
        auth_timeout=login.limit,
    )
    return client
