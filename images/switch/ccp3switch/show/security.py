"""`show port-security`. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.config.tree import Line
from ccp3switch.errors import InvalidInputError
from ccp3switch.guard.seen import Violations
from ccp3switch.model import security, switching
from ccp3switch.model.security import Secure
from ccp3switch.names import short
from ccp3switch.show.links import carrier, dotted
from ccp3switch.show.view import View

_RULE = "-" * 75
_TOTAL = """Total Addresses in System (excluding one mac per port)     : {}
Max Addresses limit in System (excluding one mac per port) : 3072
"""


def summary(view: View) -> str:
    """`show port-security`."""
    rows = [_row(view, port) for port in security.secured(view.tree)]
    extra = sum(max(0, _count(view, port) - 1) for port in security.secured(view.tree))
    head = (
        "Secure Port  MaxSecureAddr  CurrentAddr  SecurityViolation  Security Action\n"
        "                (Count)       (Count)          (Count)\n"
    )
    return f"{head}{_RULE}\n{''.join(rows)}{_RULE}\n{_TOTAL.format(extra)}"


def _row(view: View, port: Secure) -> str:
    count = view.live.seen.violations.get(port.name, Violations()).count
    action = port.violation.capitalize()
    return f"{short(port.name):>11}{port.maximum:>15}{_count(view, port):>13}{count:>19}{action:>17}\n"


def _count(view: View, port: Secure) -> int:
    return len(port.configured) + len(view.live.seen.learnt.get(port.name, ()))


def interface(view: View) -> str:
    """`show port-security interface X`: twelve lines, whether it works there or not."""
    name = view.asked.values["port"]
    line = view.tree.lines.get(f"interface {name}")
    if line is None:
        raise InvalidInputError(view.asked.last_column)
    port, enabled = security.settings(line), line.has(security.KEY)
    seen = view.live.seen
    last = seen.sources.get(name, "")
    vlan = next((one.access for one in switching.ports(view.tree) if one.name == name), 0)
    return f"""Port Security              : {"Enabled" if enabled else "Disabled"}
Port Status                : {_status(view, line, enabled)}
Violation Mode             : {port.violation.capitalize()}
Aging Time                 : {port.aging} mins
Aging Type                 : Absolute
SecureStatic Address Aging : Disabled
Maximum MAC Addresses      : {port.maximum}
Total MAC Addresses        : {_count(view, port)}
Configured MAC Addresses   : {len(port.fixed)}
Sticky MAC Addresses       : {len(port.kept)}
Last Source Address:Vlan   : {dotted(last) if last else "0000.0000.0000"}:{vlan if last else 0}
Security Violation Count   : {seen.violations.get(name, Violations()).count}

"""


def _status(view: View, line: Line, enabled: bool) -> str:
    name = line.key.removeprefix("interface ")
    if view.live.seen.disabled.get(name) == "psecure-violation":
        return "Secure-shutdown"
    up = any(port.name == name and carrier(view.live, port) for port in switching.ports(view.tree))
    return "Secure-up" if enabled and up else "Secure-down"


def addresses(view: View) -> str:
    """`show port-security address`, `show port-security interface X address`."""
    asked = view.asked.values.get("port")
    ports = [port for port in security.secured(view.tree) if asked in (None, port.name)]
    vlans = {port.name: port.access for port in switching.ports(view.tree)}
    rows = [row for port in ports for row in _addresses(view, port, vlans[port.name])]
    extra = sum(max(0, _count(view, port) - 1) for port in ports)
    return f"""               Secure Mac Address Table
{_RULE}
Vlan    Mac Address       Type                          Ports   Remaining Age
                                                                   (mins)
----    -----------       ----                          -----   -------------
{"".join(rows)}{_RULE}
{_TOTAL.format(extra)}"""


def _addresses(view: View, port: Secure, vlan: int) -> Iterator[str]:
    now = view.live.now()
    yield from (_address(vlan, mac, "SecureConfigured", port, "-") for mac in port.fixed)
    yield from (_address(vlan, mac, "SecureSticky", port, "-") for mac in port.kept)
    for mac, moment in view.live.seen.learnt.get(port.name, {}).items():
        age = str(port.aging - int((now - moment).total_seconds()) // 60) if port.aging else "-"
        yield _address(vlan, mac, "SecureDynamic", port, age)


def _address(vlan: int, mac: str, kind: str, port: Secure, age: str) -> str:
    return f"{vlan:>4}    {dotted(mac)}    {kind:<28}  {short(port.name):<8}     {age:>4}\n"
