"""Whatever people do to their accounts in between: no run of checks, short or repeated, is what locks one of them."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ccp3lab.connections import logon as module
from ccp3lab.connections.logon import Logons
from ccp3lab.connections.refused import RefusedFile
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.lockout import ticks
from ccp3lab.directory.question import Bind, says
from ccp3lab.errors import DirectoryError

START, MINUTE = ticks("20261129080000.0Z"), 600_000_000
WINDOW = 15 * MINUTE
RIGHT = "the secret of ann"


class Clockwork:
    """One account of a domain that counts, forgets, locks and unlocks as Active Directory does."""

    base, server = "DC=x", None

    def __init__(self, threshold: int) -> None:
        self.threshold, self.now = threshold, START
        self.password, self.changes = "another", 1
        self.failures, self.failed, self.locked = 0, 0, 0
        self.tried = 0

    @property
    def is_locked(self) -> bool:
        return self.locked > 0 and self.now < self.locked + WINDOW

    def search(self, base: str, where: str, attributes: object, scope: str = "SUBTREE") -> list[Entry]:
        head = {"currentTime": self._clock(), "lockoutThreshold": self.threshold, "lockOutObservationWindow": -WINDOW}
        account = {
            "badPwdCount": self.failures,
            "badPasswordTime": self.failed,
            "lockoutTime": self.locked,
            "uSNChanged": self.changes,
            "msDS-User-Account-Control-Computed": 16 if self.is_locked else 0,
        }
        values = head if scope == "BASE" else account
        return [Entry("CN=ann", {name.lower(): (str(value).encode(),) for name, value in values.items()})]

    def _clock(self) -> str:
        minutes = (self.now - START) // MINUTE
        return f"20261129{8 + minutes // 60:02d}{minutes % 60:02d}00.0Z"

    def logon(self, password: str) -> bool:
        if self.is_locked:
            return False
        if password == self.password:
            self.failures, self.locked = 0, 0
            return True
        self.failures = self.failures + 1 if self.failed + WINDOW > self.now else 1
        self.failed = self.now
        if self.threshold and self.failures >= self.threshold:
            self.locked, self.changes = self.now, self.changes + 1
        return False

    def connect(self, server: object, user: str, password: str, patience: float) -> "Clockwork":
        self.tried += 1
        if not self.logon(password):
            raise DirectoryError("refused", 49, "775" if self.is_locked else "52e")
        return self

    def close(self) -> None:
        return None


class Month(RuleBasedStateMachine):
    """What may happen between one look and the next."""

    @initialize(threshold=st.integers(0, 6), kept=st.booleans())
    def begin(self, threshold: int, kept: bool) -> None:
        self.domain, self.patch = Clockwork(threshold), pytest.MonkeyPatch()
        self.patch.setattr(module, "connect", self.domain.connect)
        self.folder = tempfile.TemporaryDirectory()
        self.kept = RefusedFile(Path(self.folder.name) / "refused.json") if kept else None
        self.logons = self._logons()

    def _logons(self) -> Logons:
        return Logons(self.domain, lambda label: RIGHT, self.kept)  # type: ignore[arg-type]

    @rule(anew=st.booleans(), times=st.integers(1, 8))
    def check(self, anew: bool, times: int) -> None:
        """Runs of checks, each of them on the connections of the last or on new ones."""
        was_locked, tried, changes = self.domain.is_locked, self.domain.tried, self.domain.changes
        for _ in range(times):
            self.logons = self._logons() if anew else self.logons
            (seen,) = self.logons.answers([Bind("ann", "first")]).values()
            if not seen.error:
                assert (says(seen) == "ok") == (self.domain.password == RIGHT and not was_locked)
        assert self.domain.is_locked == was_locked
        assert self.domain.changes == changes
        if (self.kept or not anew) and self.domain.password != RIGHT:
            assert self.domain.tried - tried <= 1

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.domain.now = min(self.domain.now + minutes * MINUTE, START + 15 * 60 * MINUTE)

    @rule(password=st.sampled_from([RIGHT, "another", "a third"]))
    def reset(self, password: str) -> None:
        self.domain.password, self.domain.changes = password, self.domain.changes + 1

    @rule(times=st.integers(1, 5))
    def somebody_fails(self, times: int) -> None:
        for _ in range(times):
            self.domain.logon("a guess")

    @rule()
    def unlock(self) -> None:
        self.domain.failures, self.domain.locked, self.domain.changes = 0, 0, self.domain.changes + 1

    @invariant()
    def the_last_attempt_is_left_to_people(self) -> None:
        if hasattr(self, "domain") and self.domain.threshold == 1:
            assert self.domain.tried == 0

    def teardown(self) -> None:
        if hasattr(self, "patch"):
            self.patch.undo()
            self.folder.cleanup()


TestMonth = Month.TestCase
TestMonth.settings = settings(max_examples=60, stateful_step_count=25, suppress_health_check=list(HealthCheck))
