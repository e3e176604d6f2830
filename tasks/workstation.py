"""Workstations of the domain: how Kerberos and sssd know it (krb5.conf(5), sssd.conf(5), sssd-ad(5)).

The files alone make no member: that is adcli's work. Until the machine has its keys (/etc/krb5.keytab) sssd is not
started, because it would not stay; once it has them, it runs.
"""

from collections.abc import Iterable, Iterator

from ccp3lab.company import Company
from ccp3lab.domain import Domain
from ccp3lab.parts import ManagedFile, Part, Unit
from ccp3lab.problem import Problem, near
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from tasks.workstation_section import WorkstationSection

IMAGE = "workstation"
NETBIOS = 15
"""Characters of a machine's name in a domain (MS-NBTE, section 2.2.1)."""

NO_MEMBER = "[ ! -s /etc/krb5.keytab ]"
RUN = f"{NO_MEMBER} || systemctl restart sssd"
SSSD = Unit(
    name="sssd",
    ready=f"{NO_MEMBER} || systemctl is-active --quiet sssd",
    reload=RUN,
    start=RUN,
    stop="systemctl stop sssd",
    log="/var/log/journal/sssd.service.log",
)


def rules(data: WorkstationSection, company: Company) -> Iterator[Problem]:
    """A machine is a workstation of the company, by a name that a domain can hold."""
    stations = {name for name, device in company.devices.items() if device.image == IMAGE}
    for name in data.machines:
        loc = ("machines", name)
        if name not in stations:
            yield Problem(loc, f"there is no workstation `{name}`", near(name, stations))
        elif len(name) > NETBIOS:
            message = f"`{name}` has {len(name)} characters, a machine's name in a domain {NETBIOS} at most"
            yield Problem(loc, message, "give the device a shorter name in devices.yml")


section("workstation", WorkstationSection, rules)


@service("workstation")
def workstation(site: Site) -> Iterator[Part]:
    """What a machine of the domain is sent; nothing for another."""
    data = site.company.asked("workstation", WorkstationSection)
    machine = data.machines.get(site.device.name) if data else None
    if machine is not None:
        yield from membership(Domain.of(site.company.plan), site.device.name, machine.logon)


def membership(domain: Domain, host: str, logon: Iterable[str]) -> Iterator[ManagedFile]:
    """krb5.conf and sssd.conf of HOST in DOMAIN: members of the groups LOGON may log on."""
    values = {"domain": domain, "name": domain.fqdn(host), "logon": tuple(logon)}
    yield ManagedFile("/etc/krb5.conf", "workstation/krb5.conf.j2", values, service=SSSD)
    yield ManagedFile("/etc/sssd/sssd.conf", "workstation/sssd.conf.j2", values, "0600", service=SSSD)
