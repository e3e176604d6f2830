"""How near an account is to being locked by failed logons (MS-ADA1, badPwdCount). Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ccp3lab.directory.entry import Entry

ATTRIBUTES = (
    "badPwdCount", "badPasswordTime", "lockoutTime", "pwdLastSet", "uSNChanged", "objectGUID",
    "msDS-User-Account-Control-Computed", "msDS-ResultantPSO",
)  # fmt: skip
"""What must be read of an account to tell."""

LOCKED = 0x10
"""UF_LOCKOUT of msDS-User-Account-Control-Computed (MS-ADTS, section 3.1.1.4.5.17)."""

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Rule:
    """`threshold` failed logons (0: as many as one likes) within `window` tenths of microseconds lock an account."""

    threshold: int
    window: int

    def spared(self, account: Entry, now: int) -> bool:
        """Whether one more failed logon at NOW leaves ACCOUNT still one short of being locked."""
        return self.threshold == 0 or self.failures(account, now) + 1 < self.threshold

    def failures(self, account: Entry, now: int) -> int:
        """The failed logons that count at NOW: older ones are forgotten at the next."""
        counts = account.number("badPasswordTime") + self.window > now
        return account.number("badPwdCount") if counts else 0


def of_domain(domain: Entry) -> Rule:
    """The rule that the DOMAIN's own object sets."""
    return Rule(domain.number("lockoutThreshold"), -domain.number("lockOutObservationWindow"))


def of_settings(settings: Entry) -> Rule:
    """The rule of an msDS-PasswordSettings object."""
    return Rule(settings.number("msDS-LockoutThreshold"), -settings.number("msDS-LockoutObservationWindow"))


def locked(account: Entry) -> bool:
    """Whether ACCOUNT is locked now."""
    return bool(account.number("msDS-User-Account-Control-Computed") & LOCKED)


def ticks(generalized: str) -> int:
    """A GeneralizedTime (`20261129203000.0Z`) in tenths of microseconds since 1601; ValueError."""
    moment = datetime.strptime(generalized[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return (moment - _EPOCH) // timedelta(microseconds=1) * 10


def trace(account: Entry) -> tuple[bytes, ...]:
    """What of ACCOUNT changes with every new password, every failed logon, and when it is unlocked."""
    return tuple(account.raw(name) for name in ("objectGUID", "uSNChanged", "pwdLastSet", "lockoutTime", "badPwdCount"))
