"""The section `dhcp` of services.yml: who leases addresses in which VLAN, for how long, and what clients are told."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator

from ccp3lab.model import Model

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LEASE = re.compile(r"(\d{1,9})\s*([smhd])")
_LONGEST = timedelta(days=365)


def duration(value: object) -> object:
    """A time of a file (`8h`; units s, m, h, d) as a timedelta; raises ValueError for other text and beyond a year."""
    found = _LEASE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("a time with its unit, as in 8h: s, m, h or d")
    time = timedelta(**{_UNITS[found[2]]: int(found[1])})
    if not timedelta(0) < time <= _LONGEST:
        raise ValueError(f"a time of more than 0s, of {_LONGEST.days}d at most")
    return time


Duration = Annotated[timedelta, BeforeValidator(duration)]


class DhcpSection(Model):
    """`scopes` says which device serves each VLAN; `dns` the hosts that clients are told to ask, in this order."""

    lease: Duration
    dns: tuple[str, ...]
    scopes: dict[str, str]
