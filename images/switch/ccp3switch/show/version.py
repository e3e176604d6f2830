"""`show version`, `inventory`, `hosts` and their like. Pure.

The text of `show version` says what this is and names no Cisco hardware; NAPALM, netmiko and ntc-templates read it.
"""

from __future__ import annotations

from ccp3switch import __version__
from ccp3switch.model import layer3, switching, system
from ccp3switch.show.view import View

UNITS = (("year", 31536000), ("week", 604800), ("day", 86400), ("hour", 3600), ("minute", 60))


def uptime(seconds: int) -> str:
    """`1 day, 0 hours, 4 minutes`: leading zeros left out, minutes always there."""
    parts: list[str] = []
    for unit, size in UNITS:
        count, seconds = divmod(seconds, size)
        if count or parts or unit == "minute":
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return ", ".join(parts)


def version(view: View) -> str:
    """`show version`."""
    live, name = view.live, system.hostname(view.tree)
    svis = sum(1 for _ in layer3.svis(view.tree))
    return f"""Cisco IOS Software [compatible command line], ccp3-lab switch Software (CCP3-SWITCH), \
Version 15.2({__version__}), RELEASE SOFTWARE (fc1)
Not a Cisco product: open switch of the ccp3-lab project (Open vSwitch {live.ovs_version}), with no Cisco code in it

ROM: none (container image)

{name} uptime is {uptime(live.uptime())}
System returned to ROM by power-on
System image file is "container:ccp3-switch"

cisco compatible-ccp3-switch (Open vSwitch) processor with {live.memory_kib}K bytes of memory.
Processor board ID CCP3{live.base_mac.replace(":", "")[6:].upper()}
{svis} Virtual Ethernet interface{"" if svis == 1 else "s"}
{sum(1 for _ in switching.physical(view.tree))} Gigabit Ethernet interfaces

Base ethernet MAC Address       : {live.base_mac.upper()}
Configuration register is 0xF
"""


def hosts(view: View) -> str:
    """`show hosts`."""
    lookup = "disabled" if view.tree.has("ip domain-lookup") else "uses domain service"
    known = [(line.key.split()[2], line.text.split()[3]) for line in view.tree.under("ip host ")]
    head = ["", "Host                      Port  Flags      Age Type   Address(es)"] if known else []
    rows = [f"{name:<25} None  (perm, OK)  0   IP    {address}" for name, address in known]
    first = [f"Default domain is {view.tree.value('ip domain-name', 'not set')}", f"Name/address lookup {lookup}"]
    return "\n".join([*first, *head, *rows]) + "\n"


def ip_ssh(view: View) -> str:
    """`show ip ssh`."""
    retries, seconds = system.ssh_patience(view.tree)
    return (
        "SSH Enabled - version 2.0\nAuthentication methods:publickey,password\n"
        f"Authentication timeout: {seconds} secs; Authentication retries: {retries}\n"
    )


def inventory(view: View) -> str:
    """`show inventory`."""
    serial = f"CCP3{view.live.base_mac.replace(':', '')[6:].upper()}"
    return (
        'NAME: "1", DESCR: "compatible-ccp3-switch (Open vSwitch)"\n'
        f"PID: compatible-ccp3-switch , VID: V01  , SN: {serial}\n"
    )


def cdp(_view: View) -> str:
    """`show cdp neighbors`: CDP does not run."""
    return "% CDP is not enabled\n"
