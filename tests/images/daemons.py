"""Configurations of the server's daemons for its tests: a right one each, and a way to spoil it."""

from dataclasses import dataclass

from tests.custom_napalm.workstation import Workstation

KEA = """\
{ "Dhcp4": {
  "interfaces-config": { "interfaces": ["eth1"] },
  "control-socket": { "socket-type": "unix", "socket-name": "/run/kea/kea4-ctrl-socket" },
  "lease-database": { "type": "memfile", "name": "/var/lib/kea/kea-leases4.csv" },
  "valid-lifetime": 600,
  "option-data": [ { "name": "domain-name-servers", "data": "10.77.0.1" },
                   { "name": "routers", "data": "10.77.0.254" }, { "name": "domain-name", "data": "test.lan" } ],
  "subnet4": [ { "id": 1, "subnet": "10.77.0.0/24", "pools": [ { "pool": "10.77.0.100-10.77.0.109" } ] } ],
  "loggers": [ { "name": "kea-dhcp4", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ]
} }
"""
ZONE = "$TTL 300\n@ IN SOA srv1 admin 1 3600 600 86400 300\n@ IN NS srv1\nsrv1 IN A 10.77.0.1\n"
LOCAL = 'zone "test.lan" { type primary; file "/etc/bind/zones/test.lan"; };\n'


@dataclass(frozen=True)
class Daemon:
    """A unit, its process, its configuration; `spoil` (for sed) makes that wrong, `words` is what is said then."""

    unit: str
    process: str
    files: tuple[tuple[str, str], ...]
    spoil: str
    words: str
    open_port: str
    by_hand: str

    @property
    def file(self) -> str:
        return self.files[0][0]

    def configure(self, server: Workstation) -> None:
        """Write the right configuration, without telling the daemon."""
        for path, text in self.files:
            server.shell(f"cat > {path} <<'END'\n{text}END")

    def stop(self, server: Workstation) -> None:
        server.shell(f"systemctl enable -q {self.unit}; systemctl stop {self.unit}; systemctl reset-failed")

    def processes(self, server: Workstation) -> list[str]:
        return server.shell(f"pgrep -x {self.process}").split()

    def says(self, server: Workstation, verb: str = "is-active") -> str:
        return server.shell(f"systemctl {verb} {self.unit}")

    def code(self, server: Workstation, command: str) -> str:
        return server.shell(f"{command} >/dev/null 2>&1; echo $?")


NAMED = Daemon(
    "named",
    "named",
    (("/etc/bind/named.conf.local", LOCAL), ("/etc/bind/zones/test.lan", ZONE)),
    "s/primary/primry/",
    "/etc/bind/named.conf.local:1: 'primry' unexpected",
    "10.77.0.1:53 ",
    "named -u bind",
)
KEA_DHCP4 = Daemon(
    "kea-dhcp4-server",
    "kea-dhcp4",
    (("/etc/kea/kea-dhcp4.conf", KEA),),
    "s/subnet4/subent4/",
    "/etc/kea/kea-dhcp4.conf:8.3-11: got unexpected keyword",
    "10.77.0.1:67 ",
    "setsid kea-dhcp4 -c /etc/kea/kea-dhcp4.conf >/dev/null 2>&1 &",
)
DAEMONS = {"BIND": NAMED, "Kea": KEA_DHCP4}
