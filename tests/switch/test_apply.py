"""The engine: which commands really run, what their failures become, what it repairs by itself."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from ccp3switch.commands import GRAMMAR
from ccp3switch.config.factory import blank
from ccp3switch.config.reader import read
from ccp3switch.errors import ApplyError
from ccp3switch.state import apply, devconf, hands, run
from ccp3switch.state.desired import Facts, State, desired

MAC = "02:42:64:00:00:01"
FAKE = """#!/bin/sh
printf '%s' "{name} $*" | tr '\\n' ' ' >>{log}
[ "{name}" = ip ] && cat | sed 's/^/ ; /' | tr -d '\\n' >>{log}
echo >>{log}
[ "$1" = --format=json ] && cat {found}
[ "$2 $3" = "-json rule" ] && cat {rules}
if [ -s {stderr} ]; then cat {stderr} >&2; exit 1; fi
exit 0
"""
SVI = "vlan 10\ninterface gi1/0/1\nswitchport access vlan 10\ninterface vlan 10\nip address 10.0.0.1 255.255.255.0\n"


@dataclass
class World:
    """Fake programs on PATH, and a fake /sys/class/net."""

    root: Path
    sys: Path
    messages: list[bytes] = field(default_factory=list)

    @property
    def calls(self) -> list[str]:
        """The commands run so far."""
        log = self.root / "log"
        return log.read_text().splitlines() if log.exists() else []

    def fail(self, text: str) -> None:
        """Let the programs fail with this text; empty: let them work."""
        (self.root / "stderr").write_text(text)

    def has(self, **bridges: list[str]) -> None:
        """What Open vSwitch has: bridges and their ports, each with the interface of its name."""
        ports = [name for some in bridges.values() for name in some]
        tables = (
            [[name, ["set", [["uuid", port] for port in some]]] for name, some in bridges.items()],
            [[["uuid", name], name, ["uuid", f"i-{name}"]] for name in ports],
            [[["uuid", f"i-{name}"], name] for name in ports],
        )
        (self.root / "found").write_text("".join(json.dumps({"data": table}) + "\n" for table in tables))

    def device(self, name: str, flags: int, index: int = 5) -> None:
        """A network device that exists."""
        folder = self.sys / name
        folder.mkdir(exist_ok=True)
        (folder / "flags").write_text(f"{flags:#x}\n")
        (folder / "ifindex").write_text(f"{index}\n")
        (folder / "carrier").write_text("1\n")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    sys = tmp_path / "sys"
    sys.mkdir()
    for name in ("ovs-vsctl", "ip"):
        program = tmp_path / name
        places = {place: tmp_path / place for place in ("log", "found", "rules", "stderr")}
        program.write_text(FAKE.format(name=name, **places))
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (tmp_path / "rules").write_text("[]")
    monkeypatch.setattr(hands, "SYS", sys)
    world = World(tmp_path, sys)
    monkeypatch.setattr(hands, "netlink", world.messages.append)
    world.has(br0=["br0", "eth1", "eth2", "to-svi"], brsvi=["brsvi", "to-ports"])
    return world


def state(text: str) -> State:
    return desired(read(GRAMMAR, text, blank(GRAMMAR, 2)).tree, Facts(MAC))


def test_the_first_time_everything_is_set(world: World) -> None:
    apply.Engine().apply(state(""))
    assert world.calls[0].startswith("ovs-vsctl --format=json")
    assert world.calls[1].count("set port eth") == 2
    assert world.calls[2:] == [
        "ovs-vsctl --timeout=10 clear bridge br0 mirrors",
        *(
            call
            for family in ("-4", "-6")
            for call in (f"ip {family} -json rule", f"ip {family} -force -batch - ; route flush proto static")
        ),
    ]


def test_afterwards_only_what_changed(world: World) -> None:
    engine = apply.Engine()
    engine.apply(state(""))
    before = len(world.calls)
    engine.apply(state(""))
    assert len(world.calls) == before
    engine.apply(state("vlan 10\ninterface gi1/0/2\nswitchport access vlan 10"))
    assert [call for call in world.calls[before:] if call.startswith("ovs-vsctl")] == [
        "ovs-vsctl --timeout=10 set port eth2 tag=10"
    ]


def test_what_a_former_life_left_is_taken_away(world: World) -> None:
    world.has(br0=["br0", "eth1"], brsvi=["brsvi", "to-ports", "vlan10", "vlan99"], rt2=["rt2", "eth2"])
    (world.root / "rules").write_text(
        json.dumps([{"priority": 1000, "iif": "vlan10"}, {"priority": 900, "iif": "eth1"}])
    )
    apply.Engine().apply(state(""))
    assert "ip -4 -force -batch - ; route flush proto static ; rule del pref 1000 iif vlan10" in world.calls
    gone = "--if-exists del-port brsvi vlan10 -- --if-exists del-port brsvi vlan99 -- --if-exists del-port rt2 eth2"
    assert f"{gone} -- --if-exists del-br rt2 -- --may-exist add-port br0 eth2 -- " in world.calls[1]


def test_a_refusal_is_an_error_and_the_next_time_starts_from_what_runs(world: World) -> None:
    engine = apply.Engine()
    engine.apply(state(""))
    world.fail("ovs-vsctl: no port named eth1")
    with pytest.raises(ApplyError, match="no port named eth1"):
        engine.apply(state(SVI))
    world.fail("")
    before = len(world.calls)
    engine.apply(state(""))
    assert world.calls[before].startswith("ovs-vsctl --format=json")
    assert world.calls[before + 1].count("set port eth") == 2


def test_a_program_that_is_missing_is_an_error(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(world.sys))
    with pytest.raises(ApplyError, match="ovs-vsctl"):
        apply.Engine().apply(state(""))


def test_a_thing_already_gone_is_no_failure(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.device("eth1", 0x1003)
    engine = apply.Engine()
    monkeypatch.setattr(run, "_HARMLESS", (*run._HARMLESS, "list"))
    engine.apply(state(""))
    (world.root / "ovs-vsctl").write_text("#!/bin/sh\nexit 0\n")
    world.fail("RTNETLINK answers: No such process\nCommand failed -:1\n")
    engine.apply(state(SVI))
    world.fail("RTNETLINK answers: Operation not permitted\n")
    with pytest.raises(ApplyError, match="not permitted"):
        engine.apply(state(""))


def test_links_that_come_late_are_settled(world: World) -> None:
    engine = apply.Engine()
    engine.apply(state("interface gi1/0/2\nshutdown"))
    before = len(world.calls)
    world.device("eth1", 0x1002)
    world.device("eth2", 0x1003)
    engine.settle()
    assert world.calls[before:] == [
        "ip -force -batch -"
        " ; link set dev eth1 addrgenmode none ; addr flush dev eth1 ; link set dev eth1 arp off ; link set dev eth1 up"
        " ; link set dev eth2 addrgenmode none ; addr flush dev eth2 ; link set dev eth2 arp off"
        " ; link set dev eth2 down"
    ]


def test_links_as_they_should_be_cost_nothing(world: World) -> None:
    world.device("eth1", 0x1083)
    engine = apply.Engine()
    engine.apply(state(""))
    before = len(world.calls)
    engine.settle()
    assert len(world.calls) == before


def test_an_svi_that_open_vswitch_made_anew_gets_its_address_again(world: World) -> None:
    engine = apply.Engine()
    world.device("eth1", 0x1083)
    world.device("vlan10", 0x1003, index=7)
    engine.apply(state(SVI))
    before = len(world.calls)
    engine.settle()
    assert len(world.calls) == before
    world.device("vlan10", 0x1002, index=9)
    engine.settle()
    assert "addr add 10.0.0.1/24 dev vlan10" in world.calls[-1]
    assert len(world.calls) == before + 1
    both = {devconf.PROXY_ARP: True, devconf.SEND_REDIRECTS: True}
    assert world.messages == [devconf.message(7, both), devconf.message(9, both)]


def test_a_routed_port_that_stays_loses_its_address(world: World) -> None:
    engine = apply.Engine()
    world.device("eth1", 0x1083)
    world.device("rt1", 0x1003, index=7)
    engine.apply(state("interface gi1/0/1\nno switchport\nip address 10.0.0.1 255.255.255.0\n"))
    engine.apply(state("interface gi1/0/1\nno switchport\n"))
    assert "addr flush dev rt1" in "".join(world.calls[-2:])


def test_nothing_is_settled_before_anything_was_applied(world: World) -> None:
    apply.Engine().settle()
    assert world.calls == []
