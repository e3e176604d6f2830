"""Who may come in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import asyncssh

from ccp3switch import passwords
from ccp3switch.config import banner
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
