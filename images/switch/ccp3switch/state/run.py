"""Runs `ovs-vsctl` and `ip`, each as one batch."""

from __future__ import annotations

import errno
import os
import socket
import subprocess

from ccp3switch.errors import ApplyError
from ccp3switch.state.devconf import refusal
from ccp3switch.state.rows import Command

_SECONDS = 10
_HARMLESS = (
    "RTNETLINK answers: File exists",
    "RTNETLINK answers: No such",
    "RTNETLINK answers: Cannot find",
    "Command failed",
    "Cannot find device",
    'Device "',  # ... does not exist
)


def vsctl(commands: tuple[Command, ...]) -> None:
    """One transaction of these sub-commands. Raises ApplyError."""
    if not commands:
        return
    words = [word for command in commands for word in ("--", *command)]
    output(["ovs-vsctl", f"--timeout={_SECONDS}", *words[1:]])


def output(words: list[str], given: str = "") -> str:
    """What a program prints, `given` on its input. Raises ApplyError with its own words."""
    try:
        done = subprocess.run(words, input=given, capture_output=True, text=True, timeout=_SECONDS + 2)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ApplyError(f"{words[0]}: {error}") from error
    if done.returncode != 0:
        raise ApplyError(f"{words[0]}: {done.stderr.strip()}")
    return done.stdout


def netlink(message: bytes) -> None:
    """One message of rtnetlink(7); a device already gone is no failure. Raises ApplyError."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as kernel:
        kernel.settimeout(_SECONDS)
        try:
            kernel.send(message)
            error = refusal(kernel.recv(65536))
        except OSError as failed:
            raise ApplyError(f"netlink: {failed}") from failed
    if error not in (0, errno.ENODEV):
        raise ApplyError(f"netlink: {os.strerror(error)}")


def ip(lines: tuple[str, ...], *options: str) -> None:
    """Run lines as one batch of iproute2, `-6` for a family; a thing already gone is no failure. Raises ApplyError."""
    if not lines:
        return
    words = ["ip", *options, "-force", "-batch", "-"]
    text = "\n".join(lines) + "\n"
    try:
        done = subprocess.run(words, input=text, capture_output=True, text=True, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ApplyError(f"ip: {error}") from error
    wrong = [line for line in done.stderr.splitlines() if line and not line.startswith(_HARMLESS)]
    if wrong:
        raise ApplyError(f"ip: {wrong[0]}")
