"""SSH: asyncssh as server, without its own line editor (it echoes type-ahead at once, which breaks netmiko)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncssh

from ccp3switch.front import channel
from ccp3switch.front.access import Access
from ccp3switch.front.scp import files


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
