"""SSH: asyncssh as server, without its own line editor (it echoes type-ahead at once, which breaks netmiko)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import asyncssh

from ccp3switch import passwords
from ccp3switch.config import banner
from ccp3switch.front import channel
from ccp3switch.front.scp import files
from ccp3switch.model import system
from ccp3switch.shell.users import AUTOMATION
from ccp3switch.switch import Switch


@dataclass(frozen=True)
class Access:
    """Who may come in: the toolkit's account by key; users of the configuration by secret or by a learner's key."""

    switch: Switch
    given: Path

    def password(self, user: str, word: str) -> bool:
        """Whether the secret of a configured user fits."""
        known = self._known(user)
        return known is not None and bool(known.secret) and passwords.verify(known.secret, word)

    def key(self, user: str, key: asyncssh.SSHKey) -> bool:
        """Whether the key is one of those given for this user."""
        if user == AUTOMATION:
            return self._listed("authorized_keys", key)
        return self._known(user) is not None and self._listed("learner_keys", key)

    def _known(self, user: str) -> system.User | None:
        tree = self.switch.running
        return system.user(tree, user) if system.ssh_allowed(tree) and user != AUTOMATION else None

    def _listed(self, name: str, key: asyncssh.SSHKey) -> bool:
        try:
            lines = (self.given / name).read_text().splitlines()
        except OSError:
            return False
        wanted = key.export_public_key().split()[:2]
        return any(line.encode().split()[:2] == wanted for line in lines)

    @property
    def patience(self) -> tuple[int, int]:
        """(attempts, seconds) of a connection to come in."""
        return system.ssh_patience(self.switch.running)

    def greeting(self, user: str) -> str:
        """`banner login`, for everybody but the toolkit's own account."""
        kept = self.switch.running.value("banner login")
        return banner.shown(kept).strip("\n") + "\n" if kept and user != AUTOMATION else ""

    def privileged(self, user: str) -> bool:
        """Whether the user starts in privileged mode: by their own level, else by that of the line."""
        return user == AUTOMATION or system.login_level(self.switch.running, user, 0) == 15


class Server(asyncssh.SSHServer):
    """One connection."""

    def __init__(self, access: Access, connections: set[asyncssh.SSHServerConnection]) -> None:
        self._access = access
        self._connections = connections
        self._connection: asyncssh.SSHServerConnection | None = None
        self._retries, self._seconds = access.patience
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Remember the connection: a reload ends them all."""
        self._connection = conn
        self._connections.add(conn)
        self._timer = asyncio.get_running_loop().call_later(self._seconds, conn.abort)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncssh gives it
        """Forget it."""
        self.auth_completed()
        if self._connection is not None:
            self._connections.discard(self._connection)

    def begin_auth(self, username: str) -> bool:
        """Everybody must prove who they are; `banner login` is shown before."""
        text = self._access.greeting(username)
        if text and self._connection is not None:
            self._connection.send_auth_banner(text)
        return True

    def auth_completed(self) -> None:
        """Whoever is inside may stay."""
        if self._timer is not None:
            self._timer.cancel()

    def password_auth_supported(self) -> bool:
        """Secrets of the configuration."""
        return True

    def validate_password(self, username: str, password: str) -> bool:
        """See `Access.password`; too many attempts end the connection."""
        fits = self._access.password(username, password)
        self._retries -= 1
        if not fits and self._retries <= 0 and self._connection is not None:
            self._connection.disconnect(asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE, "Too many attempts")
        return fits

    def public_key_auth_supported(self) -> bool:
        """Keys given by the toolkit."""
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """See `Access.key`."""
        return self._access.key(username, key)


async def listen(access: Access, key: Path, address: str, port: int) -> asyncssh.SSHAcceptor:
    """Start the server on an address (empty: on all); a reload of the switch ends every connection."""
    connections: set[asyncssh.SSHServerConnection] = set()

    def close_all() -> None:
        for connection in list(connections):
            connection.close()

    access.switch.on_reload = close_all
    return await asyncssh.create_server(
        lambda: Server(access, connections),
        address,
        port,
        server_host_keys=[str(key)],
        process_factory=lambda process: channel.serve(process, access),
        sftp_factory=lambda channel: files(channel, access),
        allow_scp=True,
        line_editor=False,
        errors="ignore",
        compression_algs=None,
        reuse_address=True,
    )
