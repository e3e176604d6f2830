"""A real switch and 2,000 random lines; generated configurations one after the other; kills at any moment.

After each step the configuration, Open vSwitch and the kernel say the same.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from ccp3switch import switch as switch_room
from ccp3switch.config.render import render
from ccp3switch.shell.session import Session
from ccp3switch.state.desired import State
from ccp3switch.switch import Switch
from switchbench import filled, spoken
from switchbench.agreement import disagreements
from switchbench.container import Bench, Container, until
from switchbench.looker import Looker, looking
from switchbench.offline import FakeEngine, FakeLive, make_switch
from switchbench.walk import Walk

pytestmark = pytest.mark.lab

STEPS, LINES = 40, 50
CABLES = "for n in 1 2 3 4; do ip link add eth$n type veth peer name far$n; ip link set far$n up; done"


@dataclass
class Lab:
    """A switch with four cables into nowhere, and who looks at it."""

    switch: Container
    looker: Looker

    def ends(self) -> dict[str, Any]:
        """What runs; it agrees with the configuration, and the program neither died nor failed."""
        seen = self.looker.look()
        assert disagreements(seen) == []
        assert "Traceback" not in seen["log"], seen["log"][-3000:]
        return seen

    def starts(self) -> int:
        """How often the program has begun."""
        return int(self.looker.look()["log"].count("switch: ready"))


@pytest.fixture(scope="module")
def lab(bench: Bench) -> Iterator[Lab]:
    switch = bench.switch("walk")
    switch.execute("sh", "-c", CABLES)
    with looking(switch) as looker:
        yield Lab(switch, looker)


@pytest.fixture
def twin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Switch:
    """The same switch without any data plane: nothing is derived, nothing kept on a disk."""
    monkeypatch.setattr(switch_room, "desired", lambda _tree, _facts: State())
    monkeypatch.setattr(switch_room, "write_quickly", Path.write_bytes)
    return make_switch(tmp_path, FakeEngine(), FakeLive())


def connect(switch: Container) -> Any:
    return asyncssh.connect(
        switch.address, username="ccp3", known_hosts=str(switch.known_hosts()), config=[],
        client_keys=[str(switch.given.toolkit_key)],
    )  # fmt: skip


async def typed(connection: asyncssh.SSHClientConnection, lines: list[str]) -> str:
    """A terminal of its own on which these lines are typed at once; ^C drops what waits for an answer."""
    process = await connection.create_process(term_type="vt100", term_size=(200, 0), errors="ignore")
    process.stdin.write("terminal length 0\rconfigure terminal\r" + "".join(f"{line}\r" for line in lines))
    process.stdin.write("\x03\x03\rend\rexit\rexit\r")
    return str(await asyncio.wait_for(process.stdout.read(), 60))


def masked(text: str) -> str:
    """A configuration without the random part of its secrets."""
    return re.sub(r"((?:secret|password) \d) \S+", r"\1 ...", text)


def test_a_walk_of_2000_lines(lab: Lab, twin: Switch) -> None:
    walk = Walk(random.Random(8), Session(twin, "ccp3", "exec", "10.0.0.1"))
    begun = lab.starts()

    async def go() -> None:
        async with connect(lab.switch) as connection:
            for step in range(STEPS):
                walk.twin.interrupt()
                walk.twin.feed("configure terminal")
                text = await typed(connection, walk.lines(LINES))
                wrong = re.findall(r".*\n% (?:Internal|The change).*", text)
                assert wrong == [], f"step {step}"
                assert masked(lab.ends()["running"]) == masked(render(twin.running)), f"step {step}"

    asyncio.run(go())
    assert lab.starts() == begun
    assert len(render(twin.running).splitlines()) > 100


def put(lab: Lab, text: str) -> None:
    """A whole configuration by `configure replace`."""
    lab.switch.ssh("configure confirm")  # a change of the walk that waits for it would go with the program
    lab.switch.execute("sh", "-c", f"cat >/var/lib/ccp3switch/flash/whole <<'ENDE'\n{text}\nENDE")
    assert "Rollback Done" in lab.switch.show("configure replace flash:/whole force")


@pytest.mark.parametrize("seed", range(8))
def test_a_generated_configuration_by_configure_replace(lab: Lab, twin: Switch, seed: int) -> None:
    twin.commit(twin.merged(spoken.text(random.Random(seed))).tree)
    text = render(twin.running)
    put(lab, text)
    assert masked(lab.ends()["running"]) == masked(text)


PROGRAM = "pgrep -f 'python3 -m ccp3switch$'"
STREAM = [
    *(line for vlan in range(100, 140) for line in (
        f"vlan {vlan}", "exit", f"interface vlan {vlan}", f"ip address 10.7.{vlan}.1 255.255.255.0", "exit")),
    "interface range gi1/0/1 - 3", "switchport mode trunk",
]  # fmt: skip


@pytest.mark.parametrize("moment", ["^interface Vlan112", "10.7.120.1"])
def test_a_program_that_is_killed_while_it_commits(lab: Lab, moment: str) -> None:
    """The line is in the journal, and perhaps not yet in the data plane, when it dies."""
    put(lab, "")
    begun = lab.starts()
    watching = f"program=$({PROGRAM}); until grep -q '{moment}' /run/ccp3switch/running-config; do :; done"
    killer = subprocess.Popen(["docker", "exec", lab.switch.name, "sh", "-c", f"{watching}; kill -9 $program"])

    async def stream() -> None:
        async with connect(lab.switch) as connection:
            await typed(connection, STREAM)

    with contextlib.suppress(asyncssh.Error, OSError):
        asyncio.run(stream())
    assert killer.wait(20) == 0
    until(lambda: lab.starts() > begun, "another start")
    text = lab.ends()["running"]
    assert re.search(moment, text, re.MULTILINE)
    assert len(re.findall(r"10\.7\.\d+\.1", text)) in (len(re.findall(r"Vlan1\d\d", text)) - one for one in (0, 1))


APPLIED = """interface Vlan10
 ip access-group WEB in
 ip nat inside
interface GigabitEthernet1/0/4
 ip nat outside
ip nat inside source list 10 interface GigabitEthernet1/0/4 overload
ip dhcp pool COMPTA
 network 10.0.10.0 255.255.255.0
"""


def test_what_runs_is_derived_anew_by_a_program_that_was_killed(lab: Lab) -> None:
    """The same to the last rule, whatever the life before left: addresses, routes, filters, translation, services."""
    put(lab, filled.CONFIG + APPLIED)
    before, begun = lab.ends(), lab.starts()
    assert "chain" in before["filters"]
    assert "masquerade" in before["filters"] or "snat" in before["filters"]
    assert before["services"]
    lab.switch.execute("sh", "-c", f"kill -9 $({PROGRAM})")
    until(lambda: lab.starts() > begun, "another start")
    until(lambda: lab.looker.look()["services"] == before["services"], "the same services")
    after = lab.ends()
    for part in ("running", "addresses", "routes", "rules", "filters"):
        assert after[part] == before[part]


@pytest.mark.parametrize(
    ("sabotage", "told"),
    [
        ("ovs-vsctl set port eth4 tag=77", "port eth4, tag"),
        ("ovs-vsctl add-port br0 eth77", "ports of br0"),
    ],
)
def test_what_somebody_else_changes_is_seen(lab: Lab, sabotage: str, told: str) -> None:
    put(lab, "")  # whatever the tests before left of it, the port is a switched one
    lab.switch.execute("sh", "-c", sabotage)
    assert any(one.startswith(told) for one in disagreements(lab.looker.look()))
