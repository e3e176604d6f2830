"""The section `dns` of services.yml, as written: who serves the zone, and what it holds beside the plan's hosts."""

from typing import Annotated

from pydantic import Field

from ccp3lab.company import Company
from ccp3lab.model import Model

Preference = Annotated[int, Field(strict=True, ge=0, le=65535)]
"""Of a mail server: the lowest is tried first (RFC 5321, section 5.1)."""


class Outside(Model):
    """What the world may see of the zone: names, each with one of the company's own public addresses.

    `server` is the name, one of `names`, under which the primary answers there.
    """

    server: str
    names: dict[str, str]
    mx: dict[str, Preference] = Field(default_factory=dict)


class DnsSection(Model):
    """The zone of the company and the servers that answer for it. Machines are names of plan.yml or devices.yml.

    Every host of the plan is in the zone and in the reverse zones; `records` gives hosts further names, with an address
    record of their own, `cname` aliases. `zone` is the plan's domain where it is not written. `delegated` gives parts
    of the zone, by their first label, to the host that serves them.
    """

    primary: str
    zone: str | None = None
    secondary: tuple[str, ...] = ()
    forwarders: tuple[str, ...] = ()
    records: dict[str, str] = Field(default_factory=dict)
    cname: dict[str, str] = Field(default_factory=dict)
    mx: dict[str, Preference] = Field(default_factory=dict)
    delegated: dict[str, str] = Field(default_factory=dict)
    outside: Outside | None = None

    def zone_of(self, company: Company) -> str:
        """The name of the forward zone, without its final dot."""
        return self.zone or company.plan.domain
