"""The Nornir connection `ccp3_smb`: a session with a file server."""

from collections.abc import Mapping
from typing import Any

from ccp3lab.connections.reached import Logon, Reached
from ccp3lab.connections.smb import FileServer, Smb, connect
from ccp3lab.errors import ShareError


class SmbConnection(Reached[Smb]):
    """Nornir's view of it: `connection` is an Smb. Extras beside Reached's: `name` (as in FileServer)."""

    port = 445
    error = ShareError

    def logged_on(self, logon: Logon, extras: Mapping[str, Any]) -> Smb:
        """Raises ShareError."""
        return connect(FileServer(logon.host, extras["name"], logon.port), logon.user, logon.password)
