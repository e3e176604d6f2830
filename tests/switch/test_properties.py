"""Round trips that hold for every configuration."""

from __future__ import annotations

import re

from ccp3switch.commands import GRAMMAR
from ccp3switch.config.diff import differences, equal
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import incremental, read
from ccp3switch.config.render import render
from ccp3switch.config.tree import Line
from ccp3switch.config.whole import whole
from ccp3switch.state import layer3, rows
from ccp3switch.state.desired import Facts, State, desired
from ccp3switch.state.switching import BRIDGE
from hypothesis import given, settings
from hypothesis import strategies as st

PORTS = 4
FACTS = Facts("02:00:00:00:00:01")
words = st.text("abcdefgXYZ0123456789-_.", min_size=1, max_size=12).filter(lambda word: word[0] not in "-!.")
vlans = st.integers(2, 1001)
vlan_sets = st.lists(vlans, min_size=1, max_size=5).map(lambda found: ",".join(str(vlan) for vlan in found))

port_lines = st.one_of(
    words.map("description {}".format),
    st.sampled_from(["shutdown", "no shutdown", "switchport mode access", "switchport mode trunk", "no description"]),
    st.sampled_from(["switchport nonegotiate", "spanning-tree portfast", "spanning-tree portfast trunk", "speed 100"]),
    vlans.map("switchport access vlan {}".format),
    vlans.map("switchport trunk native vlan {}".format),
    st.builds(
        "switchport trunk allowed vlan {} {}".format, st.sampled_from(["", "add", "remove", "except"]), vlan_sets
    ),
    st.sampled_from(["switchport trunk allowed vlan none", "switchport trunk allowed vlan all"]),
)
svi_lines = st.one_of(
    st.builds("ip address 10.{}.{}.1 255.255.255.0".format, st.integers(0, 255), st.integers(0, 255)),
    st.sampled_from(["shutdown", "no shutdown", "no ip address", "description x"]),
)
sections = st.one_of(
    st.builds(lambda port, lines: [f"interface gi1/0/{port}", *lines], st.integers(1, PORTS + 1),
              st.lists(port_lines, max_size=6)),
    st.builds(lambda vlan, lines: [f"interface vlan {vlan}", *lines], vlans, st.lists(svi_lines, max_size=3)),
    st.builds(lambda vlan, name: [f"vlan {vlan}", f"name {name}"], vlan_sets, words),
    st.builds(lambda line: ["line vty 0 15", line], st.sampled_from(["login local", "transport input ssh"])),
    st.lists(st.one_of(
        words.map("hostname {}".format), words.map("ip domain-name {}".format), vlan_sets.map("no vlan {}".format),
        words.map("banner motd ^C\n{}\n^C".format), words.map("username {} privilege 15".format), words,
        st.sampled_from(["no ip domain-lookup", "ip ssh version 2", "file prompt quiet", "no hostname", "foo bar",
                         "ip default-gateway 10.0.0.9", "service password-encryption"]),
    ), max_size=3),
)  # fmt: skip
texts = st.lists(sections, max_size=12).map(lambda found: "\n".join(line for lines in found for line in lines))


def tree(text: str) -> Line:
    return read(GRAMMAR, text, blank(GRAMMAR, PORTS)).tree


@settings(max_examples=200)
@given(texts)
def test_what_is_shown_reads_back_as_the_same_tree(text: str) -> None:
    first = tree(text)
    again = whole(GRAMMAR, render(first), PORTS)
    assert again.refused == []
    assert equal(again.tree, first)
    assert render(again.tree) == render(first)


@settings(max_examples=100)
@given(texts, texts)
def test_a_replace_ends_exactly_at_the_file_and_back(one: str, other: str) -> None:
    old, new = tree(one), tree(other)
    assert equal(whole(GRAMMAR, render(new), PORTS).tree, new)
    assert equal(whole(GRAMMAR, render(old), PORTS).tree, old)
    there, back = differences(old, new), differences(new, old)
    assert bool(there) is bool(back) is not equal(old, new)


@settings(max_examples=100)
@given(texts)
def test_merging_what_runs_changes_nothing(text: str) -> None:
    running = tree(text)
    merged = read(GRAMMAR, render(running), running).tree
    missing = {f"vlan {line.value('switchport access vlan', '1')}" for line in running.under("interface")}
    for key in missing - running.lines.keys():
        merged.drop(key)  # a merge makes the VLAN of an access port, as typing does
    assert equal(merged, running)
    if not missing - running.lines.keys() - {"vlan 1"}:
        assert incremental(GRAMMAR, render(running), running) == []


@settings(max_examples=100)
@given(texts, texts)
def test_plans_are_by_difference(one: str, other: str) -> None:
    old, new = desired(tree(one), FACTS), desired(tree(other), FACTS)
    before, after = (layer3.kernel(state.layer3, lambda _port: True) for state in (old, new))
    assert rows.changes(new.rows, new.rows) == layer3.changes(after, after) == ()
    touched = {words[2] for words in rows.changes(old.rows, new.rows) if words[:2] == ("set", "port")}
    ports = new.rows[BRIDGE].ports
    changed = {name for name, port in ports.items() if old.rows[BRIDGE].ports[name] != port}
    assert touched - before.devices.keys() - after.devices.keys() <= changed


@settings(max_examples=100)
@given(texts)
def test_no_port_carries_a_vlan_that_does_not_exist(text: str) -> None:
    running = tree(text)
    known = {1, *(int(line.key[5:]) for line in running.under("vlan "))}
    state: State = desired(running, FACTS)
    for name, port in state.rows[BRIDGE].ports.items():
        if name.startswith("eth"):
            carried = {int(vlan) for vlan in re.findall(r"[0-9]+", port.columns["trunks"] + port.columns["tag"])}
            assert carried <= known | {4095}
            only = port.columns["vlan_mode"] == "access"
            assert only or port.columns["trunks"] != "[]", "an empty set of trunks would mean all"
