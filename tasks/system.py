"""The device itself: its name, its accounts, how one logs in. The toolkit's own account is in no configuration."""

from collections.abc import Iterator

from ccp3lab.domain import Domain
from ccp3lab.parts import Lines, ManagedFile, Part
from ccp3lab.services import Site, service
from tasks.domain import in_domain

OWN = "127.0.1.1"
"""Debian's address for a machine's own name (hosts(5))."""


@service("system")
def system(site: Site) -> Iterator[Part]:
    """Name, learner's account and SSH of a switch; the names that a Linux device resolves by itself."""
    names = {"name": site.device.name, "domain": site.company.plan.domain}
    if site.image.platform == "cisco_ios":
        yield Lines("system/cisco_ios.j2", {**names, "secret": site.learner_hash})
    elif in_domain(site):
        # Samba gives the address of its own name to others: it must be the one that they reach.
        host, domain = site.company.plan.hosts.get(site.device.name), Domain.of(site.company.plan)
        known = {"name": site.device.name, "domain": domain.name, "own": host.address if host else OWN}
        yield ManagedFile("/etc/hosts", "system/hosts.j2", known)
    else:
        yield ManagedFile("/etc/hosts", "system/hosts.j2", {**names, "own": OWN})
