"""What the task of the workstations is told: a machine joins or leaves, a controller forgets machines. Pure."""

from dataclasses import dataclass, field

from ccp3lab.domain import Domain


def account(host: str) -> str:
    """The name of HOST's account in the domain, which is its NetBIOS name (MS-NBTE, section 2.2.1)."""
    return host.upper()


@dataclass(frozen=True)
class Join:
    """A machine is a member of DOMAIN, under its own name; its account is in `ou` (a distinguished name).

    Without `ou` it is where the domain puts computers. `password` is the administrator's.
    """

    domain: Domain
    host: str
    ou: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Leave:
    """A machine is a member of nothing."""


@dataclass(frozen=True)
class Forget:
    """A controller has no account that one of the machines `hosts` joined with; one made beforehand is as new."""

    hosts: tuple[str, ...]


Target = Join | Leave | Forget
