"""Parsing: abbreviation, parameters, errors with their columns; `?` and Tab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ccp3switch.commands import GRAMMAR, TABLE
from ccp3switch.commands.words import explain
from ccp3switch.errors import CliError
from ccp3switch.grammar.command import Command, Kept
from ccp3switch.grammar.complete import choices, completed, shown
from ccp3switch.grammar.entries import GRAPHS
from ccp3switch.grammar.parse import parse
from ccp3switch.grammar.trie import build, variants
from ccp3switch.modes import ANY_EXEC


@pytest.mark.parametrize(
    ("mode", "line", "text"),
    [
        ("exec", "sh run", "show running-config"),
        ("exec", "conf t", "configure terminal"),
        ("exec", "wr", "write"),
        ("exec", "wr mem", "write memory"),
        ("exec", "sh int status", "show interfaces status"),
        ("exec", "sh int g1/0/1 switchport", "show interfaces GigabitEthernet1/0/1 switchport"),
        ("exec", "sh int gi 1/0/1 sw", "show interfaces GigabitEthernet1/0/1 switchport"),
        ("exec", "sh int vl 10", "show interfaces Vlan10"),
        ("exec", "show int trunk", "show interfaces trunk"),
        ("exec", "sh ip int br", "show ip interface brief"),
        ("exec", "show mac-address-table", "show mac-address-table"),
        ("exec", "sh mac add", "show mac address-table"),
        ("exec", "copy run start", "copy running-config startup-config"),
        ("exec", "copy flash:/x running-config", "copy flash:/x running-config"),
        ("exec", "configure replace flash:/x force revert trigger error",
         "configure replace flash:/x force revert trigger error"),
        ("user", "sh ver", "show version"),
        ("config", "int gi1/0/1", "interface GigabitEthernet1/0/1"),
        ("config", "int gi 1/0/1", "interface GigabitEthernet1/0/1"),
        ("config", "int vl 10", "interface Vlan10"),
        ("config", "int ra gi1/0/1 - 2", "interface range GigabitEthernet1/0/1,GigabitEthernet1/0/2"),
        ("config", "vlan 10,20-22", "vlan 10,20-22"),
        ("config", "HOSTNAME Sw1", "hostname Sw1"),
        ("config", "line vty 0 4", "line vty 0 4"),
        ("port", "sw mo acc", "switchport mode access"),
        ("port", "switchport trunk allowed vlan add 10", "switchport trunk allowed vlan add 10"),
        ("port", "desc  deux  mots", "description deux  mots"),
        ("line", "exec-t 0 0", "exec-timeout 0 0"),
    ],
)  # fmt: skip
def test_understood(mode: str, line: str, text: str) -> None:
    assert parse(GRAMMAR[mode], line).text == text


@pytest.mark.parametrize(
    ("mode", "line", "column"),
    [
        ("exec", "show vlaan", 8),
        ("exec", "show foo", 5),
        ("exec", "  show foo", 7),
        ("exec", "show vlan brief more", 16),
        ("exec", "show vlan id 5000", 13),
        ("exec", "show interfaces gi 1/0/200", 19),
        ("config", "vlan 5000", 5),
        ("config", "vlan 10,5000", 5),
        ("config", "int fa0/1", 4),
        ("config", "interface range gi1/0/9 - 3", 16),
        ("port", "switchport mode private-vlan", 16),
        ("port", "switchport access vlan x", 23),
        ("svi", "ip address 10.0.0.300 255.0.0.0", 11),
        ("svi", "ip address 10.0.0.3 255.0.255.0", 20),
        ("config", "no foo", 4),
    ],
)
def test_invalid_input_has_its_caret(mode: str, line: str, column: int) -> None:
    with pytest.raises(CliError) as caught:
        parse(GRAMMAR[mode], line)
    assert caught.value.column == column
    assert caught.value.shown(3) == " " * (3 + column) + "^\n% Invalid input detected at '^' marker.\n"


@pytest.mark.parametrize(
    ("mode", "line", "text"),
    [
        ("exec", "show", "% Incomplete command."),
        ("exec", "copy run", "% Incomplete command."),
        ("config", "interface gi", "% Incomplete command."),
        ("svi", "ip address 10.0.0.1", "% Incomplete command."),
        ("exec", "sh i", '% Ambiguous command:  "sh i"'),
        ("exec", "d", '% Ambiguous command:  "d"'),
        ("port", "s", '% Ambiguous command:  "s"'),
    ],
)
def test_incomplete_and_ambiguous(mode: str, line: str, text: str) -> None:
    with pytest.raises(CliError) as caught:
        parse(GRAMMAR[mode], line)
    assert (caught.value.text, caught.value.column) == (text, None)


@pytest.mark.parametrize(
    ("mode", "line", "key"),
    [
        ("port", "no description", "description"),
        ("port", "no description what it was", "description"),
        ("port", "no switchport access vlan", "switchport access vlan"),
        ("port", "no switchport access vlan 10", "switchport access vlan"),
        ("port", "no sw mode", "switchport mode"),
        ("port", "no shut", "shutdown"),
        ("svi", "no ip address", "ip address"),
        ("svi", "no ip address 10.0.0.1 255.0.0.0", "ip address"),
        ("config", "no hostname", "hostname"),
        ("config", "no username bob", "username bob"),
        ("config", "no username bob privilege 15", "username bob"),
        ("config", "no banner motd", "banner motd"),
        ("config", "no vlan 10", "vlan 10"),
        ("config", "no ip domain-lookup", "ip domain-lookup"),
    ],
)
def test_no_takes_any_part_from_the_identity_on(mode: str, line: str, key: str) -> None:
    parsed = parse(GRAMMAR[mode], line)
    assert parsed.negated
    assert parsed.key == key


@pytest.mark.parametrize("line", ["no switchport access", "no username", "no vlan"])
def test_no_needs_the_whole_identity(line: str) -> None:
    with pytest.raises(CliError):
        parse(GRAMMAR["port" if "switch" in line else "config"], line)


def test_optional_parts_unfold() -> None:
    found = set(variants("a [b [c]] {vlan}"))
    assert found == {("a", "{vlan}"), ("a", "b", "{vlan}"), ("a", "b", "c", "{vlan}")}


def test_a_pattern_must_close_what_it_opens() -> None:
    with pytest.raises(ValueError, match="unclosed"):
        list(variants("a [b"))


def test_two_commands_cannot_claim_one_line() -> None:
    with pytest.raises(ValueError, match="claim"):
        build([Command("a b", ("exec",)), Command("a b", ("exec",), rank=1)])


@pytest.mark.parametrize("command", TABLE, ids=lambda command: command.pattern)
def test_every_row_is_whole(command: Command) -> None:
    """An exec command runs or shows, never both; a section's line has its own edit."""
    is_exec = set(command.modes) <= set(ANY_EXEC)
    if is_exec:
        assert (command.run is None) is not (command.show is None)
        assert command.edit is None
    if command.opens:
        assert command.edit is not None
    if command.cosmetic:
        assert command.kept is Kept.AS_TYPED


def keywords(command: Command) -> Iterator[tuple[str, ...]]:
    """The path to every keyword of a row."""
    for reading in variants(command.pattern):
        path: tuple[str, ...] = ()
        for token in reading:
            if token != "=":
                yield from ((*path, word) for word in token.split("|") if not word.startswith("{"))
                path = (*path, token.partition("|")[0])


@pytest.mark.parametrize("command", TABLE, ids=lambda command: command.pattern)
def test_every_word_has_its_help(command: Command) -> None:
    assert not {path[-1] for path in keywords(command) if not explain(path)}


@pytest.mark.parametrize(("name", "command"), [(name, row) for name in GRAPHS for row in TABLE if name in row.pattern])
def test_every_word_of_an_entry_has_its_help(name: str, command: Command) -> None:
    waiting = list(GRAPHS[name](command).values())
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            waiting += node.children.values()
            assert explain((node.token,)) or (node.type and node.type.shown[0][1]), node.token


@pytest.mark.parametrize(
    ("mode", "line", "words"),
    [
        ("exec", "show vlan ", ["all-ports", "brief", "id", "name", "<cr>"]),
        ("exec", "show interfaces ", ["GigabitEthernet", "Vlan", "description", "status", "switchport", "trunk"]),
        ("exec", "show vlan id ", ["<1-4094>"]),
        ("exec", "show interfaces gi ", ["<1/0/1-1/0/24>"]),
        ("port", "switchport mode ", ["access", "trunk"]),
        ("port", "no switchport ", ["access", "mode", "nonegotiate", "trunk"]),
        ("config", "", ["hostname", "interface", "no", "vlan"]),
        ("config", "interface vlan ", ["<1-4094>"]),
        ("exec", "show running-config interface ", ["GigabitEthernet", "Vlan"]),
    ],
)
def test_question_mark_lists_what_may_follow(mode: str, line: str, words: list[str]) -> None:
    text = shown(choices(GRAMMAR[mode], line, explain))
    listed = [row.split()[0] for row in text.splitlines()]
    assert [word for word in listed if word in words] == words


@pytest.mark.parametrize(
    ("mode", "line", "text"),
    [
        ("exec", "sh", "show\n"),
        ("exec", "show i", "interfaces  inventory  ip  ipv6\n"),
        ("exec", "show zz", "% Unrecognized command\n"),
        ("config", "sp", "spanning-tree\n"),
    ],
)
def test_question_mark_in_a_word(mode: str, line: str, text: str) -> None:
    assert shown(choices(GRAMMAR[mode], line, explain)) == text


@pytest.mark.parametrize(("line", "text"), [("show foo ", "Unrecognized"), ("sh i ", "Ambiguous")])
def test_question_mark_after_nonsense(line: str, text: str) -> None:
    with pytest.raises(CliError, match=text):
        choices(GRAMMAR["exec"], line, explain)


@pytest.mark.parametrize(
    ("mode", "line", "after"),
    [
        ("exec", "sh", "show "),
        ("exec", "show run", "show running-config "),
        ("exec", "show i", "show i"),
        ("exec", "sh vl", "sh vlan "),
        ("config", "interface gi", "interface GigabitEthernet"),
        ("config", "vlan 1", "vlan 1"),
        ("exec", "show", "show "),
        ("exec", "", ""),
    ],
)
def test_tab(mode: str, line: str, after: str) -> None:
    assert completed(line, choices(GRAMMAR[mode], line, explain)) == after
