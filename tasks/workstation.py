"""Workstations of the domain: whom they ask for names, how Kerberos and sssd know it (krb5.conf(5), sssd-ad(5)).

The files alone make no member: that is adcli's work, in the stage that follows. Until the machine has its keys
(/etc/krb5.keytab) sssd is not started, because it would not stay; once it has them, it runs.
"""

from collections.abc import Iterable, Iterator, Mapping

from ccp3lab.company import Company
from ccp3lab.domain import Domain
from ccp3lab.parts import ManagedFile, Part, Unit
from ccp3lab.problem import Problem, near
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from ccp3lab.stages import Ground, Stage, stage
from tasks.directory_match import place
from tasks.directory_section import DirectorySection
from tasks.directory_wanted import path
from tasks.domain import asking, controller
from tasks.workstation_section import WorkstationSection
from tasks.workstation_target import Forget, Join, Leave, Target

IMAGES = ("workstation", "printer")
"""Images with what makes a machine of a domain."""

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
    """A machine is a workstation of the company, by a name that a domain can hold; its groups are the directory's."""
    directory = company.asked("directory", DirectorySection)
    stations = {name for name, device in company.devices.items() if device.image in IMAGES}
    for name, machine in data.machines.items():
        loc = ("machines", name)
        if name not in stations:
            yield Problem(loc, f"there is no workstation `{name}`", near(name, stations))
        elif len(name) > NETBIOS:
            message = f"`{name}` has {len(name)} characters, a machine's name in a domain {NETBIOS} at most"
            yield Problem(loc, message, "give the device a shorter name in devices.yml")
        for group in machine.logon:
            if directory is not None and group not in directory.groups:
                yield Problem((*loc, "logon"), f"there is no group `{group}`", near(group, directory.groups))


section("workstation", WorkstationSection, rules)


@service("workstation")
def workstation(site: Site) -> Iterator[Part]:
    """What a machine of the domain is sent; nothing for another. Who leases it its address names its servers, too."""
    data = site.company.asked("workstation", WorkstationSection)
    machine = data.machines.get(site.device.name) if data else None
    if machine is not None:
        host = site.company.plan.hosts.get(site.device.name)
        if host and not host.mac:
            yield from asking(site.company, SSSD)
        yield from membership(Domain.of(site.company.plan), site.device.name, machine.logon)


def membership(domain: Domain, host: str, logon: Iterable[str]) -> Iterator[ManagedFile]:
    """krb5.conf and sssd.conf of HOST in DOMAIN: members of the groups LOGON may log on."""
    values = {"domain": domain, "name": domain.fqdn(host), "logon": tuple(logon)}
    yield ManagedFile("/etc/krb5.conf", "workstation/krb5.conf.j2", values, service=SSSD)
    yield ManagedFile("/etc/sssd/sssd.conf", "workstation/sssd.conf.j2", values, "0600", service=SSSD)


def done(ground: Ground) -> Mapping[str, Target]:
    """Each machine of the section that takes part is a member, its account in the OU that the directory has for it."""
    company, domain = ground.company, Domain.of(ground.company.plan)
    return {name: Join(domain, name, _ou(company, domain, name), ground.administrator()) for name in _members(company)}


def undone(ground: Ground) -> Mapping[str, Target]:
    """Those that are to be members when all is done are none, and the domain has never seen them."""
    names, host = _members(ground.solved), controller(ground.solved)
    left: dict[str, Target] = {name: Leave() for name in names}
    return left | ({host.name: Forget(names)} if host and names else {})


def _members(company: Company) -> tuple[str, ...]:
    """The machines of COMPANY's section that take part, where a controller does."""
    data = company.asked("workstation", WorkstationSection)
    if data is None or controller(company) is None:
        return ()
    return tuple(name for name in data.machines if name in company.devices)


def _ou(company: Company, domain: Domain, name: str) -> str:
    """Where the directory of COMPANY has the account of the machine NAME; empty where it says nothing of it."""
    data = company.asked("directory", DirectorySection)
    entry = data.computers.get(name) if data else None
    return place(path(data, entry.ou), domain.base_dn) if data and entry else ""


stage(Stage("workstation", 30, ("ccp3_batch", "ccp3_ldap"), "workstation", done, undone, ahead=("ccp3_batch",)))
