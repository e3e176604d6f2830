"""The Nornir connection `ccp3_smb`: a session with a file server."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccp3lab.connections.smb import FileServer, Smb, connect
from ccp3lab.errors import ShareError

if TYPE_CHECKING:
    from nornir.core.configuration import Config


class SmbConnection:
    r"""Nornir's view of it: `connection` is an Smb.

    Extras: `name` (as FileServer has it), `password_file`, and for a server behind a tunnel `via`: a call that gives a
    context whose value is the (host, port) to connect to, open as long as the connection.
    """

    connection: Smb

    def open(
        self,
        hostname: str | None,
        username: str | None,
        password: str | None,
        port: int | None,
        platform: str | None,  # noqa: ARG002 - the plugin's signature
        extras: dict[str, Any] | None = None,
        configuration: "Config | None" = None,  # noqa: ARG002
    ) -> None:
        """Log on; ShareError. A `password_file` of the extras comes before PASSWORD, which inventories show."""
        options = extras or {}
        secret = _secret(Path(options["password_file"])) if "password_file" in options else password or ""
        via: Callable[[], AbstractContextManager[tuple[str, int]]] | None = options.get("via")
        with ExitStack() as opened:
            host, at = opened.enter_context(via()) if via else (hostname or "", port or 445)
            self.connection = connect(FileServer(host, options["name"], at), username or "", secret)
            opened.callback(self.connection.close)
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Log off, and end the tunnel."""
        self._opened.close()


def _secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ShareError(f"{path}: the password cannot be read: {type(error).__name__}") from None
