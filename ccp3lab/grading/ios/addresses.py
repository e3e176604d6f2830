"""`show ip interface`, whole or `brief`: the addresses of each interface, and whether it is up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Interface

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.ios.template import READ_ONCE, rows

_HEAD = re.compile(r"(\S+) is (.+), line protocol is (?:up|down)\b.*")
_ADDRESS = re.compile(r"\s+(?:Internet|Secondary) address (?:is )?(\S+)\s*")


@lru_cache(READ_ONCE)
def held(text: str) -> frozenset[str]:
    """`brief`: the addresses of the interfaces that are up, line and protocol; raises Unreadable."""
    up = (row for row in rows("show_ip_interface_brief", text) if row["STATUS"] == row["PROTO"] == "up")
    return frozenset(row["IP_ADDRESS"] for row in up if row["IP_ADDRESS"] != "unassigned")


@dataclass(frozen=True)
class Held:
    """One address of an interface, with its mask; `shut`: administratively down."""

    interface: str
    shut: bool
    address: IPv4Interface


def every(text: str) -> tuple[Held, ...]:
    """`show ip interface`: all addresses, secondary ones too; raises Unreadable when it tells of no interface."""
    if not any(_HEAD.fullmatch(line) for line in text.splitlines()):
        raise Unreadable("show ip interface : aucune interface")
    return tuple(_every(text))


def _every(text: str) -> Iterator[Held]:
    name, shut = "", False
    for line in text.splitlines():
        if head := _HEAD.fullmatch(line):
            name, shut = head[1], head[2] == "administratively down"
        elif (match := _ADDRESS.fullmatch(line)) and name:
            try:
                yield Held(name, shut, IPv4Interface(match[1]))
            except ValueError:
                raise Unreadable(f"show ip interface : l'adresse de {name[:40]} est illisible") from None
