"""Every show command for which ntc-templates has a template parses with it, and the rows hold what is.

A new show command is found by itself. What it shows must be there: see switchbench/filled.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ccp3switch import names
from ccp3switch.commands import TABLE
from ccp3switch.grammar.command import Command
from ccp3switch.grammar.trie import variants
from ccp3switch.model import switching
from ccp3switch.shell.session import Session
from ccp3switch.switch import Switch
from ntc_templates import parse as ntc
from switchbench.filled import PARAMETERS, filled
from textfsm import clitable
from textfsm.parser import TextFSMError

SPOKEN_OUTSIDE = ("dir",)
"""Exec commands with a template that are no show commands, and answer at once."""
NOT_READ = {
    "show cdp neighbors": "the switch never speaks CDP",
    "show cdp neighbors detail": "the switch never speaks CDP",
    "show running-config interface GigabitEthernet1/0/2": "the template fails on `switchport`, and on the `end` of IOS",
    "show ip route 10.0.10.7": "one entry, in a layout of its own",
    "show ip route 10.0.10.7 255.255.255.0": "one entry, in a layout of its own",
    "show ip arp GigabitEthernet1/0/2": "a switch port has no neighbours",
    "show ipv6 neighbors GigabitEthernet1/0/2": "a switch port has no neighbours",
    "show spanning-tree detail": "text, not the template's table",
    "show spanning-tree vlan 10 detail": "text, not the template's table",
    "show spanning-tree interface GigabitEthernet1/0/2": "another table: a row for each VLAN",
    "show port-security interface GigabitEthernet1/0/2 address": "another table",
    "show lldp neighbors GigabitEthernet1/0/2 detail": "ntc-templates takes the template without `detail`",
}
"""What its template reads no row in, and why; it falls when the row is there."""
TEMPLATES = Path(ntc.__file__).parent / "templates"
INDEX = clitable.CliTable("index", str(TEMPLATES)).index.index


def typed(tokens: tuple[str, ...]) -> str:
    return " ".join(PARAMETERS.get(token, token.partition("|")[0]) for token in tokens)


def template(tokens: tuple[str, ...]) -> str:
    """The words of the template's name that ntc-templates takes for this line, empty for none."""
    for row in INDEX:
        if re.match(row["Command"], typed(tokens)) and re.match(row["Platform"], "cisco_ios"):
            return str(row["Template"]).partition(":")[0].removeprefix("cisco_ios_").removesuffix(".textfsm")
    return ""


def meant(tokens: tuple[str, ...], name: str) -> bool:
    """Whether the template is one for this very command: the index takes `show interfaces trunk` for one interface.

    What follows the template's own words may be a filter (`vlan 10`) or a lesser word of the same table (`brief`).
    """
    words = [word for token in tokens if not token.startswith("{") for word in token.split("-")]
    own = re.split(r"[-_]", name)
    own = own[:-1] if own[-2:] == ["interface", "interface"] else own
    if not all(word.startswith(mine.rstrip("s")) for word, mine in zip(words, own, strict=False)):
        return False
    rest = words[len(own) :]
    return len(words) >= len(own) and all(word in FILTERS for word in rest)


FILTERS = {"brief", "id", "name", "vlan", "interface", "address", "dynamic", "detail", "all"}


def cases() -> Iterator[tuple[Command, tuple[str, ...]]]:
    """Each reading of each show command that has a template of its own."""
    for command in TABLE:
        for tokens in variants(command.pattern):
            if tokens[0] in ("show", *SPOKEN_OUTSIDE) and (name := template(tokens)) and meant(tokens, name):
                yield command, tokens


CASES = [tokens for _, tokens in cases()]
EACH = pytest.mark.parametrize("tokens", CASES, ids=typed)


@pytest.fixture
def switch(tmp_path: Path) -> Switch:
    return filled(tmp_path)


def rows(switch: Switch, tokens: tuple[str, ...]) -> list[dict[str, str | list[str]]]:
    """What the template reads in the answer: nothing, where it stops at a line that it does not know."""
    text = Session(switch, "admin", "exec").feed(typed(tokens))
    try:
        return list(ntc.parse_output("cisco_ios", typed(tokens), text))
    except TextFSMError:
        return []


@EACH
def test_a_command_parses_with_its_template(switch: Switch, tokens: tuple[str, ...]) -> None:
    found = rows(switch, tokens)
    assert bool(found) is not (typed(tokens) in NOT_READ), f"{typed(tokens)}: {found}; fill switchbench/filled.py"


def test_the_commands_that_have_a_template_are_found() -> None:
    found = {" ".join(tokens) for tokens in CASES}
    assert {"show vlan", "show vlan id {vlan}", "show interfaces {interface} status", "show version", "dir"} <= found
    assert not {"show interfaces trunk", "show startup-config", "show archive config differences"} & found


def every(found: list[dict[str, str | list[str]]], fields: str) -> list[str]:
    """The values of all fields whose name matches, those in lists too."""
    values = [value for row in found for name, value in row.items() if re.fullmatch(fields, name)]
    return [one for value in values for one in ([value] if isinstance(value, str) else value) if one]


@EACH
def test_interfaces_in_the_rows_are_those_of_the_switch(switch: Switch, tokens: tuple[str, ...]) -> None:
    mine = {line.key.removeprefix("interface ") for line in switch.running.under("interface ")}
    found = every(rows(switch, tokens), r"interfaces?|(local|destination)_(interface|port)|port|svi")
    assert {names.interface(name) for name in found} <= mine
    if {"{interface}", "{port}"} & set(tokens):
        assert {names.interface(name) for name in found} <= {PARAMETERS["{interface}"]}


@EACH
def test_vlans_in_the_rows_are_those_of_the_switch(switch: Switch, tokens: tuple[str, ...]) -> None:
    told = every(rows(switch, tokens), r"vlan_id|access_vlan|native_vlan")
    found = {re.sub("^VLAN0*", "", vlan) for vlan in told}
    known = {str(vlan) for vlan in (*switching.vlans(switch.running), *range(1002, 1006))}
    assert found <= known | {"trunk", "routed"}
    if "{vlan}" in tokens:
        assert found <= {PARAMETERS["{vlan}"]}


@EACH
def test_addresses_in_the_rows_are_known(switch: Switch, tokens: tuple[str, ...]) -> None:
    """Those of the configuration or of what runs, and their networks."""
    facts = Session(switch, mode="exec").feed("show running-config") + repr(switch.live) + repr(switch.logins)
    found = [value for row in rows(switch, tokens) for value in row.values() if isinstance(value, str)]
    addresses = {word for value in found for word in re.findall(r"(?<![\d.])\d+(?:\.\d+){3}(?![\d.])", value)}
    known = set(re.findall(r"\d+(?:\.\d+){3}", facts))
    networks = {address.rpartition(".")[0] + ".0" for address in known} | {"255.255.255.255", "0.0.0.0"}
    assert addresses <= known | networks
