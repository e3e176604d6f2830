"""A random walk of valid and invalid lines: nothing ends the session, state and configuration always agree."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from ccp3switch.commands import TABLE
from ccp3switch.config.diff import equal
from ccp3switch.config.render import render
from ccp3switch.grammar.trie import variants
from ccp3switch.shell.session import Session
from ccp3switch.state.desired import desired
from ccp3switch.switch import Switch
from switchbench.offline import FakeEngine, FakeLive, make_switch

VALUES = {
    "{channel}": ("po1", "port-channel 2", "po99"), "{loopback}": ("lo0", "loopback 7"),
    "{subinterface}": ("gi1/0/1.10", "gi 1/0/2.20"),
    "{interface}": ("gi1/0/1", "vlan 10", "gi 1/0/4", "gi1/0/9"), "{port}": ("gi1/0/1", "gi1/0/4", "gi1/0/9"),
    "{svi}": ("vlan 1", "vlan10", "vl 20"), "{ports}": ("gi1/0/1 - 3", "gi1/0/2", "gi1/0/3-9"),
    "{vlan}": ("1", "10", "20", "4094", "5000"), "{vlans}": ("10", "10,20-25", "1-4094", "0", "1002"),
    "{ip}": ("10.0.0.1", "10.0.0.254", "10.0.300.1"), "{mask}": ("255.255.255.0", "255.0.255.0"),
    "{mac}": ("0242.aabb.cc01",), "{file}": ("flash:/a", "flash:/b", "nvram:x", "running-config"),
    "{name}": ("sw1", "a" * 30, "_"), "{word}": ("bob", "COMPTA", "x" * 40), "{line}": ("secret de bob", "#a#", "9 x"),
    "{level}": ("1", "15", "16"), "{length}": ("0", "24"), "{minutes}": ("0", "5"), "{seconds}": ("0", "30"),
    "{bits}": ("1024", "9"), "{vty}": ("0", "4", "15"), "{zero}": ("0",),
    "{standard-number}": ("10", "99"), "{extended-number}": ("101",), "{standard-list}": ("10", "POSTES"),
    "{extended-list}": ("101", "WEB"), "{list}": ("10", "101", "WEB", "POSTES"), "{sequence}": ("5", "10", "15", "30"),
    "{port-number}": ("80", "2222", "0"), "{prefix-length}": ("24", "33"),
    "<standard-entry>": ("permit 10.0.10.0 0.0.0.255", "deny host 10.0.10.7", "permit any log", "remark postes",
                         "deny x"),
    "<extended-entry>": ("permit tcp any host 10.0.0.80 eq www", "deny udp any range 5 3 any", "permit ip any any",
                   "deny icmp any any echo", "permit tcp any any established", "remark a b", "permit tcp any eq"),
    "{host}": ("10.0.0.1", "srv", "2001:db8::1"), "{count}": ("1", "0"), "{bytes}": ("100", "9"),
    "{timeout}": ("1", "x"),
}  # fmt: skip
ODD = (
    "",
    "?",
    "no",
    "no no",
    "do",
    "exit",
    "end",
    "configure terminal",
    "y",
    "n",
    "\x00\x07",
    "vlan",
    "!",
    "é" * 9,
    "| i x",
)


def lines(chance: random.Random) -> str:
    """A line from the table with its parameters filled in; now and then cut, negated, piped or odd."""
    if chance.random() < 0.15:
        return chance.choice(ODD)
    command = chance.choice(TABLE)
    tokens = chance.choice(list(variants(command.pattern)))
    words = [chance.choice(VALUES.get(token, tuple(token.split("|")))) for token in tokens if token != "="]
    words = [chance.choice(VALUES.get(word, (word,))) for word in words]
    if chance.random() < 0.15:
        words = words[: chance.randint(0, len(words))]
    if chance.random() < 0.2:
        words = ["no", *words]
    if chance.random() < 0.1:
        words = [word[: chance.randint(1, len(word))] for word in words if word]
    return " ".join(words) + (" | include vlan" if chance.random() < 0.05 else "")


def check(switch: Switch, engine: FakeEngine) -> None:
    assert engine.states[-1] == desired(switch.running, switch.facts(switch.running))
    again = switch.complete(render(switch.running))
    assert again.refused == []
    assert equal(again.tree, switch.running)


@pytest.mark.parametrize("seed", range(4))
def test_a_walk_of_500_lines(tmp_path: Path, engine: FakeEngine, live: FakeLive, seed: int) -> None:
    chance = random.Random(seed)
    switch = make_switch(tmp_path, engine, live, ports=4)
    session = Session(switch, mode="exec")
    for step in range(500):
        line = lines(chance)
        session.feed(line)
        session.help(line)
        session.complete(line)
        if session.closed:
            session = Session(switch, mode="exec")
        if step % 10 == 0:
            session.interrupt()
            session.mode = "config" if chance.random() < 0.7 else "exec"
        if step % 50 == 0:
            check(switch, engine)
    check(switch, engine)


def test_a_paste_of_300_lines(switch: Switch, session: Session, engine: FakeEngine) -> None:
    session.feed("configure terminal")
    for vlan in range(100, 200):
        for line in (f"vlan {vlan}", f" name V{vlan}", "exit"):
            assert session.feed(line) == ""
    assert len([line for line in switch.running.lines if line.startswith("vlan ")]) == 100
    check(switch, engine)
