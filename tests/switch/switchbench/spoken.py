"""Lines that the table of commands knows, with plausible values: a new row or type is spoken without a word here.

A parameter takes those of the plausible words that its type accepts, and numbers of the range that `?` shows for it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from functools import cache

from ccp3switch import passwords
from ccp3switch.commands import TABLE
from ccp3switch.grammar.command import Command
from ccp3switch.grammar.entries import GRAPHS
from ccp3switch.grammar.trie import variants
from ccp3switch.grammar.types import TYPES
from ccp3switch.modes import ANY_CONFIG, SECTIONS_MODE

PORTS = 4
HASH = passwords.hashed("motdepasse")
INTERFACES = (
    *(f"GigabitEthernet1/0/{number}" for number in range(1, PORTS + 1)), "gi1/0/1", "GigabitEthernet1/0/4.10",
    "GigabitEthernet1/0/4.20", "Vlan1", "Vlan10", "vlan20", "Port-channel1", "po2", "Loopback0", "lo7",
    "gi1/0/1 - 3", "gi1/0/2-3",
)  # fmt: skip
NUMBERS = ("1", "2", "5", "10", "15", "20", "30", "60", "100", "120", "300", "1024", "4096", "32768")
ADDRESSES = (
    "10.0.10.1", "10.0.10.2", "10.0.20.1", "192.168.7.9", "172.16.0.1", "10.0.10.0", "10.0.20.0", "0.0.0.0",
    "255.255.255.0", "255.255.255.252", "255.255.0.0", "0.0.0.255", "0.0.0.0",
    "2001:db8:10::1", "2001:db8:20::1", "2001:db8:10::1/64", "2001:db8:20::/64", "fe80::1", "::/0",
)  # fmt: skip
OTHERS = (
    "10,20", "20-30", "30", "COMPTA", "ATELIER", "bob", "admin", "atelier.lan", "0242.aabb.cc01", "0242.aabb.cc02",
    "/24", "/30", "0102.0000.0000.02", "01:02:00:00:00:00:03", "0104.0a00", "10.0.10.1 10.0.20.1", "pxe.bin",
    "flash:/essai", "23:05", "flash:essai", "www", "telnet", "domain", "echo", "tcp", "udp", "icmp", "ip",
)  # fmt: skip
PLAUSIBLE = (*INTERFACES, *NUMBERS, *ADDRESSES, *OTHERS)
NAMES = ("COMPTA", "ATELIER", "bob", "agnes", "sw1", "atelier.lan")
ROUTED = (f"interface GigabitEthernet1/0/{PORTS}", " no switchport")  # on which subinterfaces may stand
TEXTS = ("vers le bureau", "^Cbonjour à tous^C", f"9 {HASH}", "10 minutes", "x")


@cache
def values(token: str) -> tuple[str, ...]:
    """What a parameter `{vlan}` may hold. Raises AssertionError for a type that takes none of the plausible words."""
    kind = TYPES[token[1:-1]]
    if kind.accept("\N{SNOWMAN}") is not None:
        return TEXTS if kind.rest else NAMES
    ends = [end for shown, _ in kind.shown for end in re.findall(r"\d+", shown) if shown.startswith("<")]
    found = tuple(word for word in (*PLAUSIBLE, *ends) if kind.accept(word) is not None)
    assert found, f"{token}: no plausible word fits it: add one to PLAUSIBLE"
    return found


def filled(chance: random.Random, command: Command) -> str:
    """A line of this row, its alternatives and optional parts chosen, its parameters filled in."""
    tokens = chance.choice(list(variants(command.pattern)))
    words = [chance.choice(token.split("|")) for token in tokens if token != "="]
    return " ".join(entry(chance, word, command) if word in GRAPHS else valued(chance, word) for word in words)


def valued(chance: random.Random, word: str) -> str:
    """A parameter filled in; a keyword as it is."""
    return chance.choice(values(word)) if word.startswith("{") else word


def entry(chance: random.Random, name: str, command: Command) -> str:
    """A way through a sub-grammar."""
    choices, words, over = GRAPHS[name](command), [], False
    while choices and not over:
        node = choices[chance.choice(sorted(choices))]
        words.append(valued(chance, node.token))
        choices, over = node.children, node.command is not None and chance.random() < 0.5
    return " ".join(words)


@cache
def lines_in(mode: str) -> tuple[Command, ...]:
    """The configuration lines of a mode, those apart that open another."""
    return tuple(row for row in configuring() if mode in row.modes and not row.opens)


@cache
def configuring() -> tuple[Command, ...]:
    """Every row that is a configuration line."""
    return tuple(row for row in TABLE if row.run is None and row.show is None and set(row.modes) <= set(ANY_CONFIG))


def section(chance: random.Random, most: int) -> Iterator[str]:
    """Lines of the configuration itself, or a section with up to MOST lines; one of ten is a `no`."""
    opener = chance.choice([row for row in configuring() if row.opens] + [None] * 3)
    if opener is not None:
        yield filled(chance, opener)
    rows = lines_in(opener.opens if opener else SECTIONS_MODE)
    for _ in range(chance.randint(1, most) if rows else 0):
        yield f"{' ' * bool(opener)}{'no ' * (chance.random() < 0.1)}{filled(chance, chance.choice(rows))}"


def text(chance: random.Random, sections: int = 12, most: int = 6) -> str:
    """A configuration file; some of its lines are refused for what they say."""
    lines = [line for _ in range(chance.randint(1, sections)) for line in section(chance, most)]
    return joined([*(ROUTED if chance.random() < 0.5 else ()), *lines])


def joined(lines: Iterable[str]) -> str:
    """Lines -> text."""
    return "".join(f"{line}\n" for line in lines)
