"""A server of three daemons' worth of files: BIND with a zone and a secret key, Kea, its network."""

from dataclasses import dataclass, replace

from custom_napalm.linux.document import Candidate, ManagedFile, Service, dump
from tests.custom_napalm.workstation import INTERFACES, NETWORKING, Workstation

ADDRESS = "10.77.0.11"
ZONE_FILE, KEY_FILE, KEA_FILE = "/etc/bind/zones/test.lan", "/etc/bind/notify.key", "/etc/kea/kea-dhcp4.conf"
SECRET, OTHER_SECRET = "bW9uIHNlY3JldCBkJ2F0ZWxpZXI=", "YW5vdGhlciBzZWNyZXQ="
NAMED_CONF = """\
options {
    directory "/var/cache/bind";
    recursion no;
};
include "/etc/bind/notify.key";
zone "test.lan" { type primary; file "/etc/bind/zones/test.lan"; allow-transfer { key notify; }; };
"""
KEY = 'key "notify" {{\n    algorithm hmac-sha256;\n    secret "{secret}";\n}};\n'
ZONE = """\
$TTL 300
@ IN SOA srv1 root {serial} 3600 600 86400 300
@ IN NS srv1
srv1 IN A {address}
www IN CNAME srv1
"""
KEA = """\
{{
"Dhcp4": {{
    "interfaces-config": {{ "interfaces": [ "eth1" ] }},
    "control-socket": {{ "socket-type": "unix", "socket-name": "/run/kea/kea4-ctrl-socket" }},
    "lease-database": {{ "type": "memfile", "name": "/var/lib/kea/kea-leases4.csv" }},
    "subnet4": [
        {{ "id": 10, "subnet": "10.77.0.0/24", "pools": [ {{ "pool": "{first} - 10.77.0.150" }} ] }}
    ]
}}
}}
"""


def daemon(name: str, process: str, ready: str) -> Service:
    """A daemon as `lab-service` of the image runs it."""
    return Service(
        name=name,
        unit=name,
        process=process,
        ready=ready,
        reload=f"lab-service reload {name}",
        start=f"lab-service start {name}",
        stop=f"lab-service stop {name}",
        log=f"/var/log/journal/{name}.service.log",
    )


@dataclass(frozen=True)
class Wanted:
    """What the server shall serve; `but` makes another of it."""

    address: str = "10.77.0.20"
    first: str = "10.77.0.100"
    serial: str = "1"
    secret: str = SECRET
    named: str = NAMED_CONF
    kea: bool = True
    ready: str = "test $(dig +short +time=1 +tries=1 @127.0.0.1 srv1.test.lan) = {address}"

    def but(self, **other: str | bool) -> str:
        return replace(self, **other).document  # type: ignore[arg-type]

    @property
    def files(self) -> tuple[ManagedFile, ...]:
        bind = {"owner": "root:bind", "service": "named"}
        made = (
            ManagedFile(
                path="/etc/network/interfaces",
                service="networking",
                check="lab-networking check {}",
                content=INTERFACES.format(address=ADDRESS),
            ),
            ManagedFile(path="/etc/bind/named.conf", check="named-checkconf -z {}", content=self.named, **bind),
            ManagedFile(path=KEY_FILE, mode="0640", secret=True, content=KEY.format(secret=self.secret), **bind),
            ManagedFile(
                path=ZONE_FILE,
                origin="templates/dns/zone.j2:1-2,7,9-10",
                content=ZONE.format(serial=self.serial, address=self.address),
                **bind,
            ),
        )
        kea = ManagedFile(
            path=KEA_FILE,
            check="kea-dhcp4 -t {}",
            service="kea-dhcp4-server",
            origin="templates/dhcp/kea-dhcp4.conf.j2:1-10",
            content=KEA.format(first=self.first),
        )
        return (*made, kea) if self.kea else made

    @property
    def document(self) -> str:
        named = daemon("named", "named", self.ready.format(address=self.address))
        kea = daemon("kea-dhcp4-server", "kea-dhcp4", "lab-service ready kea-dhcp4-server")
        services = (NETWORKING, named, kea) if self.kea else (NETWORKING, named)
        return dump(Candidate(version=1, files=self.files, services=services))


OLD = Wanted()


def runs(server: Workstation) -> dict[str, str]:
    """What the server has and serves: each managed file, what BIND answers, the pools that Kea has loaded."""
    files = [file.path for file in OLD.files]
    script = "".join(f"echo; echo == {path}; cat {path}; " for path in files)
    script += "echo; echo == dns; dig +short +time=1 +tries=1 @127.0.0.1 srv1.test.lan; "
    script += """echo; echo == dhcp; echo '{"command": "config-get"}' | nc -U -w 2 /run/kea/kea4-ctrl-socket """
    script += '| grep -o \'"pool": *"[^"]*"\''
    parts = server.shell(script).split("\n== ")
    return dict(part.removeprefix("== ").split("\n", 1) if "\n" in part else (part, "") for part in parts if part)
