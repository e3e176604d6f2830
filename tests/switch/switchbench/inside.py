"""Runs in the container of a switch: for each line of input, tells in one line of JSON what runs there now."""

import json
import subprocess
import sys
from pathlib import Path

RUN = Path("/run/ccp3switch")
OVS = (
    "ovs-vsctl", "--format=json",
    *("--", "--columns=name,ports,rstp_enable,other_config,datapath_type,mirrors", "list", "Bridge"),
    *("--", "--columns=_uuid,name,interfaces,tag,trunks,vlan_mode,other_config,bond_mode,lacp", "list", "Port"),
    *("--", "--columns=_uuid,name,type,options,mac", "list", "Interface"),
)  # fmt: skip


def output(*words: str) -> str:
    """What a command prints."""
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def now() -> dict[str, object]:
    """Configuration, Open vSwitch, kernel, and the log of the program."""
    return {
        "running": (RUN / "running-config").read_text(),
        "mac": (RUN / "base-mac").read_text().strip(),
        "ovs": [json.loads(line) for line in output(*OVS).splitlines()],
        "addresses": json.loads(output("ip", "-j", "addr")),
        "routes": [
            (family, route)
            for family in ("inet", "inet6")
            for route in json.loads(output("ip", "-j", "-family", family, "route", "show", "proto", "static") or "[]")
        ],
        "rules": json.loads(output("ip", "-j", "rule")),
        "filters": output("sh", "-c", "nft -s list ruleset 2>/dev/null || true"),
        "services": sorted(output("sh", "-c", "pgrep -x -a 'dnsmasq|udhcpc' | cut -d' ' -f2-").splitlines()),
        "log": Path("/var/log/ssh-server.log").read_text(),
    }


if __name__ == "__main__":
    for _ in sys.stdin:
        print(json.dumps(now()), flush=True)
