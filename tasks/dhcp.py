"""DHCP: scopes served by Kea on a server or by a switch itself, and the relay of a VLAN whose server is elsewhere."""

from collections.abc import Iterator
from datetime import timedelta

from ccp3lab.parts import Lines, ManagedFile, Part, Unit
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from tasks.dhcp_rules import rules
from tasks.dhcp_scopes import Scope, excluded, relays, served
from tasks.dhcp_section import DhcpSection

CONFIGURATION = "/etc/kea/kea-dhcp4.conf"
SOCKET = "/run/kea/kea4-ctrl-socket"
NAME = "kea-dhcp4-server"
_ENABLED = f"[ -e /etc/systemd/system/multi-user.target.wants/{NAME}.service ]"
_ENABLE = f"{{ {_ENABLED} || systemctl enable {NAME}; }}"
KEA = Unit(
    # Ready means that it will be there after a restart of the device, too.
    name=NAME,
    unit=NAME,
    process="kea-dhcp4",
    ready=f"{_ENABLED} && lab-service ready {NAME}",
    reload=f"{_ENABLE} && lab-service reload {NAME}",
    start=f"{_ENABLE} && lab-service start {NAME}",
    stop=f"lab-service stop {NAME}",
    log=f"/var/log/journal/{NAME}.service.log",
)

section("dhcp", DhcpSection, rules)


@service("dhcp")
def dhcp(site: Site) -> Iterator[Part]:
    """Kea's configuration on a Linux server; relays and pools on a switch."""
    own = served(site.company, site.device.name)
    if site.image.platform == "cisco_ios":
        forwarded = relays(site.company, site.device.name)
        if own or forwarded:
            yield Lines("dhcp/cisco_ios.j2", {"relays": forwarded, "pools": tuple(map(_pool, own))})
    elif own:
        ports = tuple(port.port for port, _, _ in site.company.ports(site.device.name))
        yield ManagedFile(
            CONFIGURATION,
            "dhcp/kea-dhcp4.conf.j2",
            {"ports": ports, "socket": SOCKET, "scopes": own, "relayed": all(scope.relay for scope in own)},
            check="kea-dhcp4 -t {}",
            service=KEA,
        )


def _pool(scope: Scope) -> dict[str, object]:
    return {"scope": scope, "excluded": tuple(excluded(scope)), "lease": ios_lease(scope.lease)}


def ios_lease(lease: timedelta) -> str:
    """LEASE in the words of `lease D [H [M]]` (IOS): days, hours, minutes, without those that are 0 at the end."""
    hours, minutes = divmod(lease.seconds // 60, 60)
    given = [lease.days, hours, minutes]
    while len(given) > 1 and given[-1] == 0:
        given.pop()
    return " ".join(map(str, given))
