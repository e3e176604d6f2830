"""Runs plans: the only place that changes Open vSwitch and the kernel."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

from ccp3switch.errors import ApplyError
from ccp3switch.state.desired import State, SviState
from ccp3switch.state.plan import BLACKHOLE_PREFERENCE, SVI_BRIDGE, Plan, links, plan, replugged

_SECONDS = 10
_SYS = Path("/sys/class/net")
_HARMLESS = (
    "RTNETLINK answers: File exists",
    "RTNETLINK answers: No such",
    "RTNETLINK answers: Cannot find",
    "Command failed",
    "Cannot find device",
)


class Engine:
    """Keeps what was applied, so that each change costs only its difference."""

    def __init__(self, mac: str) -> None:
        self._mac = mac
        self._applied: State | None = None
        self._devices: dict[int, str] = {}
        self._links: dict[str, int] = {}

    def apply(self, state: State) -> None:
        """Bring everything to `state`. Raises ApplyError; the next call then starts from what really runs."""
        old = self._applied if self._applied is not None else self._found()
        self._applied = None
        _run(plan(old, state, self._mac))
        self._applied = state
        self._devices = _svi_devices(state)
        self.settle()

    def settle(self) -> None:
        """Bring the links that exist now to what was applied: a link that came late, or that others changed."""
        if self._applied is None:
            return
        self._replug(self._applied)
        _ip(links(self._applied, _flags(self._applied)))
        devices = _svi_devices(self._applied)
        renewed = {vlan for vlan, index in devices.items() if index and index != self._devices.get(vlan)}
        if renewed:  # ovs-vswitchd was started again and made them anew, bare
            kept = {vlan: svi for vlan, svi in self._applied.svis.items() if vlan not in renewed}
            _ip(plan(replace(self._applied, svis=kept), self._applied, self._mac).ip)
        self._devices = devices

    def _replug(self, state: State) -> None:
        """A link may go and come again under its name, as when the device at its other end is started anew."""
        indices = _indices(state)
        _vsctl(replugged(self._links, indices))
        self._links |= indices

    def _found(self) -> State:
        """What a former life of the program left: its SVIs, to be removed or set again."""
        names = _checked(["ovs-vsctl", "list-ports", SVI_BRIDGE]).split()
        left = [int(name.removeprefix("vlan")) for name in names if re.fullmatch(r"vlan\d+", name)]
        _ip(tuple(f"rule del pref {BLACKHOLE_PREFERENCE} iif vlan{vlan}" for vlan in left))
        _vsctl(tuple(("--if-exists", "del-port", SVI_BRIDGE, f"vlan{vlan}") for vlan in left))
        return State(svis=dict[int, SviState]())


def _svi_devices(state: State) -> dict[int, str]:
    """VLAN id -> interface index; empty text where the device does not exist."""
    files = {vlan: _SYS / f"vlan{vlan}" / "ifindex" for vlan in state.svis}
    return {vlan: file.read_text().strip() if file.exists() else "" for vlan, file in files.items()}


def _indices(state: State) -> dict[str, int]:
    return {name: int((_SYS / name / "ifindex").read_text()) for name in state.ports if (_SYS / name).exists()}


def _flags(state: State) -> dict[str, int]:
    return {name: int((_SYS / name / "flags").read_text(), 16) for name in state.ports if (_SYS / name).exists()}


def _run(todo: Plan) -> None:
    _vsctl(todo.ovs)
    _ip(todo.ip)


def _vsctl(commands: tuple[tuple[str, ...], ...]) -> None:
    if not commands:
        return
    words = [word for command in commands for word in ("--", *command)]
    _checked(["ovs-vsctl", f"--timeout={_SECONDS}", *words[1:]])


def _checked(words: list[str]) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS + 2)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ApplyError(f"{words[0]}: {error}") from error
    if done.returncode != 0:
        raise ApplyError(f"{words[0]}: {done.stderr.strip()}")
    return done.stdout


def _ip(lines: tuple[str, ...]) -> None:
    """One batch; a thing already gone is no failure."""
    if not lines:
        return
    try:
        done = subprocess.run(
            ["ip", "-force", "-batch", "-"],
            input="\n".join(lines) + "\n",
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ApplyError(f"ip: {error}") from error
    wrong = [line for line in done.stderr.splitlines() if line and not line.startswith(_HARMLESS)]
    if wrong:
        raise ApplyError(f"ip: {wrong[0]}")
