"""What Nornir's connections to servers of a domain have in common: whose password, which way, and the end of both."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from ccp3lab.errors import LabError, SilentError

if TYPE_CHECKING:
    from nornir.core.configuration import Config


class Closing(Protocol):
    """A connection that can be ended."""

    def close(self) -> None:
        """Log off."""


C = TypeVar("C", bound=Closing)

Via = Callable[[], AbstractContextManager[tuple[str, int]]]
"""Opens a way to a server; its value is the (host, port) to connect to."""


@dataclass(frozen=True)
class Logon:
    """Where to connect and as whom; the password is in no text of it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)


class Reached(ABC, Generic[C]):
    """Nornir's view of a logged on `connection`.

    Extras: `password_file`, and for a server behind a tunnel `via` (a Via), open as long as the connection. What else
    there is, the subclass says.
    """

    connection: C
    opened: ExitStack
    """What ends with the connection."""
    port: ClassVar[int]
    """Where such servers answer."""
    error: ClassVar[type[LabError]]
    """What a password that cannot be read raises."""

    @abstractmethod
    def logged_on(self, logon: Logon, extras: Mapping[str, Any]) -> C:
        """The connection; raises `error`. What it enters into `self.opened` ends with it."""

    def unheard(self, silence: SilentError, via: Via) -> C:  # noqa: ARG002 - for those who can judge it
        """What stands for a server on a device that is reached by VIA and does not run it: here nothing does."""
        raise silence

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
        """Log on; raises `error`. A `password_file` of the extras comes before PASSWORD, which inventories show."""
        options = extras or {}
        secret = self._secret(Path(options["password_file"])) if "password_file" in options else password or ""
        with ExitStack() as self.opened:
            self.connection = self._reached((hostname or "", port or self.port), username or "", secret, options)
            self.opened.callback(self.connection.close)
            self.opened = self.opened.pop_all()

    def close(self) -> None:
        """Log off, and end the tunnel."""
        self.opened.close()

    def _reached(self, at: tuple[str, int], user: str, secret: str, options: Mapping[str, Any]) -> C:
        """Logged on to the server AT, or to the one at the end of its way."""
        via: Via | None = options.get("via")
        if via is None:
            return self.logged_on(Logon(*at, user, secret), options)
        try:
            host, port = self.opened.enter_context(via())
        except SilentError as silence:
            return self.unheard(silence, via)
        return self.logged_on(Logon(host, port, user, secret), options)

    def _secret(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise self.error(f"{path}: the password cannot be read: {type(error).__name__}") from None
