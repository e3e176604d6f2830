"""Address translation as the configuration says it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from ccp3switch.config.tree import Line

SOURCE = "ip nat inside source "


@dataclass(frozen=True)
class Static:
    """One inside local address, or one of its ports (`protocol` is then `tcp` or `udp`), seen from outside.

    The inside global address is `address`, or the one of `interface`.
    """

    local: IPv4Address
    address: IPv4Address | None
    interface: str = ""
    protocol: str = ""
    local_port: int = 0
    global_port: int = 0


@dataclass(frozen=True)
class Dynamic:
    """Sources that a list permits, behind the address of an interface or the addresses of a pool."""

    access_list: str
    interface: str = ""
    pool: str = ""


@dataclass(frozen=True)
class Pool:
    """Inside global addresses, first to last."""

    name: str
    first: IPv4Address
    last: IPv4Address


def statics(tree: Line) -> Iterator[Static]:
    """`ip nat inside source static ...`, in order."""
    for line in tree.under(SOURCE + "static "):
        words = line.text.split()[5:]
        whole = words[0] not in ("tcp", "udp")
        yield Static(IPv4Address(words[0]), IPv4Address(words[1])) if whole else _static_port(words)


def _static_port(words: list[str]) -> Static:
    protocol, local, port, target = words[0], IPv4Address(words[1]), int(words[2]), words[3]
    if target == "interface":
        return Static(local, None, words[4], protocol, port, int(words[5]))
    return Static(local, IPv4Address(target), "", protocol, port, int(words[4]))


def dynamics(tree: Line) -> Iterator[Dynamic]:
    """`ip nat inside source list ...`, in order."""
    for line in tree.under(SOURCE + "list "):
        words = line.text.split()[5:]
        yield Dynamic(words[0], **{words[1]: words[2]})


def pools(tree: Line) -> dict[str, Pool]:
    """`ip nat pool ...`, by name."""
    found = (line.text.split() for line in tree.under("ip nat pool "))
    return {words[3]: Pool(words[3], IPv4Address(words[4]), IPv4Address(words[5])) for words in found}
