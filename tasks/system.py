"""The device itself: its name, its accounts, how one logs in. The toolkit's own account is in no configuration."""

from collections.abc import Iterator

from ccp3lab.parts import Lines, ManagedFile, Part
from ccp3lab.services import Site, service


@service("system")
def system(site: Site) -> Iterator[Part]:
    """Name, learner's account and SSH of a switch; the names that a Linux device resolves by itself."""
    names = {"name": site.device.name, "domain": site.company.plan.domain}
    if site.image.platform == "cisco_ios":
        yield Lines("system/cisco_ios.j2", {**names, "secret": site.learner_hash})
    else:
        yield ManagedFile("/etc/hosts", "system/hosts.j2", names)
