"""NAPALM's getters from what the device's own commands print (pure): ip(8) in JSON, ping(8), /proc and /etc."""

import json
import re
import shlex
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from custom_napalm.linux.answers import AnswerError, Outcome
from custom_napalm.linux.visible import visible

FACTS = (
    "cut -d' ' -f1 /proc/uptime",
    "hostname",
    "hostname -f || hostname",
    "cat /etc/os-release",
    "cat /etc/machine-id 2>/dev/null || true",
    "ls /sys/class/net",
)
LINKS, ADDRESSES, NEIGHBOURS = "ip -j link", "ip -j addr", "ip -j -4 neigh"

Kind = TypeVar("Kind")


class _Printed(BaseModel):
    """What iproute2 prints has more keys from version to version: those that we do not read are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Link(_Printed):
    """One entry of `ip -j link`."""

    ifname: str
    flags: tuple[str, ...]
    mtu: int
    link_type: str = ""
    address: str = ""
    ifalias: str = ""


class Address(_Printed):
    """One address of an interface."""

    family: str
    local: str
    prefixlen: int


class Addressed(_Printed):
    """One entry of `ip -j addr`."""

    ifname: str
    addr_info: tuple[Address, ...] = ()


class Neighbour(_Printed):
    """One entry of `ip -j neigh`."""

    dst: str
    dev: str
    lladdr: str = ""
    state: tuple[str, ...] = Field(default=())


def facts(printed: tuple[Outcome, ...]) -> dict[str, Any]:
    """Read the output of FACTS; `uptime` is in seconds."""
    uptime, hostname, fqdn, release, machine, links = (visible(outcome.text).strip() for outcome in printed)
    system = dict(line.split("=", 1) for line in release.splitlines() if "=" in line)
    return {
        "uptime": _number(uptime),
        "vendor": system.get("ID", "linux").strip('"').capitalize(),
        "model": "container",
        "hostname": hostname,
        "fqdn": fqdn,
        "os_version": system.get("PRETTY_NAME", "").strip('"'),
        "serial_number": machine,
        "interface_list": sorted(links.split()),
    }


def interfaces(printed: Outcome) -> dict[str, dict[str, Any]]:
    """Read the output of LINKS; `speed` in Mbit/s is what the kernel says of a virtual cable."""
    return {
        visible(link.ifname): {
            "is_up": "LOWER_UP" in link.flags,
            "is_enabled": "UP" in link.flags,
            "description": visible(link.ifalias),
            "last_flapped": -1.0,
            "speed": 10000.0 if link.link_type == "ether" else 0.0,
            "mtu": link.mtu,
            "mac_address": visible(link.address).upper(),
        }
        for link in _read(list[Link], printed)
    }


def interfaces_ip(printed: Outcome) -> dict[str, dict[str, dict[str, dict[str, int]]]]:
    """Read the output of ADDRESSES."""
    found: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    for entry in _read(list[Addressed], printed):
        for address in entry.addr_info:
            family = "ipv4" if address.family == "inet" else "ipv6"
            families = found.setdefault(visible(entry.ifname), {})
            families.setdefault(family, {})[visible(address.local)] = {"prefix_length": address.prefixlen}
    return found


def arp_table(printed: Outcome) -> list[dict[str, Any]]:
    """Read the output of NEIGHBOURS: those whose hardware address is known."""
    return [
        {"interface": visible(entry.dev), "mac": visible(entry.lladdr).upper(), "ip": visible(entry.dst), "age": -1.0}
        for entry in _read(list[Neighbour], printed)
        if entry.lladdr
    ]


def ping_command(destination: str, source: str, ttl: int, timeout: int, size: int, count: int) -> str:
    """Return the command to ping with; SOURCE is an address or an interface, "" for the kernel's choice."""
    option = f" -I {shlex.quote(source)}" if source else ""
    numbers = f"-c {count:d} -i 0.2 -W {timeout:d} -t {ttl:d} -s {size:d}"
    return f"ping -n {numbers}{option} -- {shlex.quote(destination)}"


def ping(printed: Outcome, destination: str) -> dict[str, Any]:
    """Read what ping printed; times are in milliseconds."""
    text = visible(printed.text)
    sent = re.search(r"(\d{1,9}) packets transmitted, (\d{1,9})(?: packets)? received", text)
    if not sent:
        return {"error": text.strip()[:500] or f"no answer of ping, exit {printed.code}"}
    summary = re.search(r"= (\d+\.\d+)/(\d+\.\d+)/(\d+\.\d+)/(\d+\.\d+)", text)
    low, average, high, deviation = (float(part) for part in summary.groups()) if summary else (0.0,) * 4
    return {
        "success": {
            "probes_sent": int(sent[1]),
            "packet_loss": int(sent[1]) - int(sent[2]),
            "rtt_min": low,
            "rtt_max": high,
            "rtt_avg": average,
            "rtt_stddev": deviation,
            "results": [
                {"ip_address": destination, "rtt": float(time)} for time in re.findall(r"time=(\d+\.?\d*) ms", text)
            ],
        }
    }


def _read(kind: type[Kind], printed: Outcome) -> Kind:
    try:
        return TypeAdapter(kind).validate_python(json.loads(printed.text or "[]"))
    except (ValidationError, ValueError, RecursionError) as error:
        raise AnswerError(f"not the JSON of ip(8): {type(error).__name__}: {error}"[:300]) from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise AnswerError(f"not a number of seconds: {text[:40]!r}") from None
