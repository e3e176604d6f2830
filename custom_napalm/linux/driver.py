"""The NAPALM driver `linux`: candidate = one document, commit = one request, errors = NAPALM's own."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from napalm.base.base import NetworkDriver
from napalm.base.exceptions import (
    CommandErrorException,
    CommitError,
    ConnectionClosedException,
    LockError,
    MergeConfigException,
    ReplaceConfigException,
)
from pydantic import BaseModel

from custom_napalm.linux import answers, document, getters
from custom_napalm.linux.diff import diff
from custom_napalm.linux.origin import place, with_templates
from custom_napalm.linux.request import Loaded, Options
from custom_napalm.linux.transport import Connection, Login
from custom_napalm.linux.visible import visible

log = logging.getLogger(__name__)
REFUSED: dict[str, type[Exception]] = {"lock": LockError}
REFUSED |= dict.fromkeys(("pending", "confirmation", "rollback", "files"), CommitError)
"""By phase; a refusal of the candidate itself in any other phase."""
Kind = TypeVar("Kind", bound=BaseModel)
Printed = TypeVar("Printed")
Got = TypeVar("Got")


class LinuxDriver(NetworkDriver):  # type: ignore[misc]  # napalm is untyped
    """Debian machines whose configuration is a set of files and services.

    `optional_args`: see `custom_napalm.linux.request.Options`.
    """

    platform = "linux"

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        """Nothing is opened yet; TIMEOUT is the longest wait for an answer, in seconds."""
        self.hostname, self.username, self.password, self.timeout = hostname, username, password, timeout
        self.device: Connection | None = None
        self._options = Options.read(optional_args or {})
        self._loaded: Loaded | None = None

    def __del__(self) -> None:
        """Do nothing: the base class would ask the device for its life at garbage collection."""

    def open(self) -> None:
        """Log in by SSH; the program on the device starts with the first request."""
        options = self._options
        self.device = Connection(
            Login(
                self.hostname,
                options.port,
                self.username,
                self.password or None,
                options.key_file,
                options.known_hosts,
                self.timeout,
            )
        )

    def close(self) -> None:
        """End the connection; a commit that waits for its confirmation goes on waiting on the device."""
        if self.device is not None:
            self.device.close()

    def is_alive(self) -> dict[str, bool]:
        """Ask the device (two seconds at most)."""
        return {"is_alive": self.device is not None and self.device.alive()}

    # -- the candidate -----------------------------------------------------------------------------------------------

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Take a document as the whole configuration; ReplaceConfigException when it is not one."""
        self._loaded = _load(filename, config, replace=True)

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Take a document as an addition to the configuration; MergeConfigException when it is not one."""
        self._loaded = _load(filename, config, replace=False)

    def compare_config(self) -> str:
        """Return what a commit would change, "" for nothing."""
        if self._loaded is None:
            return ""
        request = {**self._loaded.request("compare", self._options), "check": self._options.check_on_compare}
        found = self._typed(answers.Comparison, self._ask(request))
        try:
            return diff(found, self._loaded.candidate)
        except answers.AnswerError as error:
            raise self._nonsense(error) from None

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:  # noqa: ARG002
        """Apply the candidate; it stays only if a new connection gets through afterwards.

        REVERT_IN seconds later it is undone unless `confirm_commit` came. Merge- or ReplaceConfigException: the
        device refused it and runs what it ran before. A connection that is lost before the last word: the device puts
        all back by itself. MESSAGE is not kept: a device has no log of commits. The candidate stays loaded, so that
        `compare_config` afterwards tells what the device did not take.
        """
        if self._loaded is None:
            return
        patience = self._options.commit_timeout
        request = {
            **self._loaded.request("commit", self._options),
            "revert_in": float(revert_in or 0),
            "confirm_wait": self._options.confirm_wait,
        }
        self._typed(answers.Applied, self._ask(request, patience))
        word = "confirm" if self._connection().reachable() else "a new connection to the device is refused"
        self._typed(answers.Changed, self._content(self._connection().ask({"op": word}, patience)))

    def discard_config(self) -> None:
        """Forget the candidate."""
        self._loaded = None

    def rollback(self) -> None:
        """Go back to the state before the last commit, services included; once."""
        self._typed(answers.Changed, self._ask({"op": "rollback"}, self._options.commit_timeout))
        self._loaded = None

    def confirm_commit(self) -> None:
        """Keep a commit that `revert_in` would undo."""
        self._typed(answers.Nothing, self._ask({"op": "confirm_commit"}))

    def has_pending_commit(self) -> bool:
        """Tell whether a commit waits for its confirmation."""
        return self._typed(answers.Pending, self._ask({"op": "pending"})).pending

    # -- getters -----------------------------------------------------------------------------------------------------

    def get_config(
        self,
        retrieve: str = "all",
        full: bool = False,  # noqa: ARG002 - a document is always whole
        sanitized: bool = False,
        format: str = "text",  # noqa: A002, ARG002 - NAPALM's own name
    ) -> dict[str, str]:
        """Return the managed files and services as documents; SANITIZED leaves the secret contents on the device."""
        texts = {"running": "", "candidate": "", "startup": ""}
        if retrieve in ("all", "running"):
            ok = self._ask({"op": "config", "sanitized": sanitized})
            try:
                texts["running"] = visible(document.dump(answers.configuration(ok)))
            except answers.AnswerError as error:
                raise self._nonsense(error) from None
        if retrieve in ("all", "candidate") and self._loaded is not None:
            texts["candidate"] = document.dump(self._loaded.candidate)
        return texts

    def get_facts(self) -> dict[str, Any]:
        """Return name, system and interfaces."""
        return self._read(getters.facts, self._run(*getters.FACTS))

    def get_interfaces(self) -> dict[str, dict[str, Any]]:
        """Return the interfaces of the device, management included."""
        return self._read(getters.interfaces, self._run(getters.LINKS)[0])

    def get_interfaces_ip(self) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
        """Return the addresses by interface and family."""
        return self._read(getters.interfaces_ip, self._run(getters.ADDRESSES)[0])

    def get_arp_table(self, vrf: str = "") -> list[dict[str, Any]]:
        """Return the IPv4 neighbours; there is no VRF."""
        if vrf:
            raise NotImplementedError("a Linux device of the lab has no VRF")
        return self._read(getters.arp_table, self._run(getters.NEIGHBOURS)[0])

    def cli(self, commands: list[str], encoding: str = "text") -> dict[str, str]:
        """Run shell commands as root; return what each printed (1 MiB at most, control characters made visible)."""
        if encoding != "text":
            raise NotImplementedError("a shell prints text")
        return {command: visible(found.text) for command, found in zip(commands, self._run(*commands), strict=True)}

    def ping(
        self,
        destination: str,
        source: str = "",
        ttl: int = 255,
        timeout: int = 2,
        size: int = 100,
        count: int = 5,
        vrf: str = "",  # noqa: ARG002 - there is no VRF
        source_interface: str = "",
    ) -> dict[str, Any]:
        """Ping from the device."""
        command = getters.ping_command(destination, source or source_interface, ttl, timeout, size, count)
        return self._read(lambda found: getters.ping(found, destination), self._run(command)[0])

    # -- the conversation --------------------------------------------------------------------------------------------

    def _connection(self) -> Connection:
        if self.device is None:
            raise ConnectionClosedException(f"{self.hostname}: the connection is not open")
        return self.device

    def _ask(self, request: dict[str, Any], timeout: float | None = None) -> dict[str, Any]:
        """Ask and return the content of the answer; refusals and errors become NAPALM's exceptions for them."""
        if self.device is not None and not self.device.active():
            self.open()  # the device was restarted since: nothing of ours is in flight there
        return self._content(self._connection().ask(request, timeout))

    def _content(self, found: answers.Reply) -> dict[str, Any]:
        if found.note:
            log.warning("%s: %s", self.hostname, visible(found.note))
        if found.refused is not None:
            raise self._refused(found.refused)
        if found.ok is None:
            raise CommitError(f"{self.hostname}: {visible(str(found.error))}")
        return found.ok

    def _refused(self, refusal: answers.Refusal) -> Exception:
        phase, where, said = visible(refusal.phase), visible(refusal.where), visible(refusal.text)
        files = self._loaded.candidate.files if self._loaded else ()
        text = with_templates(said, files)
        if text == said:  # no line is named: the template of the file, at least
            where += "".join(f" ({place(file.origin)})" for file in files if file.path == where and file.origin)
        replaces = self._loaded is not None and self._loaded.replace
        refused: type[Exception] = ReplaceConfigException if replaces else MergeConfigException
        error: Exception = REFUSED.get(phase, refused)(f"{self.hostname}: {where or 'device'}: {phase}: {text}")
        return error

    def _typed(self, kind: type[Kind], ok: dict[str, Any]) -> Kind:
        try:
            return answers.typed(kind, ok)
        except answers.AnswerError as error:
            raise self._nonsense(error) from None

    def _run(self, *commands: str) -> tuple[answers.Outcome, ...]:
        request = {"op": "run", "commands": list(commands), "limit": self._options.command_timeout}
        found = self._typed(answers.Outcomes, self._ask(request, len(commands) * self._options.command_timeout + 5))
        if len(found.outcomes) != len(commands):
            raise self._nonsense("not one outcome for each command")
        return found.outcomes

    def _read(self, read: Callable[[Printed], Got], printed: Printed) -> Got:
        try:
            return read(printed)
        except answers.AnswerError as error:
            raise self._nonsense(error) from None

    def _nonsense(self, error: object) -> Exception:
        problem: Exception = CommandErrorException(f"{self.hostname}: unexpected answer: {visible(str(error))}")
        return problem


def _load(filename: str | None, config: str | None, replace: bool) -> Loaded:
    error = ReplaceConfigException if replace else MergeConfigException
    try:
        text = Path(filename).read_text(encoding="utf-8") if filename else config or ""
        return Loaded(document.parse(text), replace)
    except (OSError, ValueError) as problem:
        raise error(str(problem)) from None
