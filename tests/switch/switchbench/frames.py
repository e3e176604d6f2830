"""Single frames of a type of their own (IEEE Std 802, 9.2.3: 88-B5 is for experiments) from host to host."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from switchbench.container import Host

STOP = "stop"
_SAY = "import socket, sys; s = socket.socket(17, 3); s.bind(('eth0', 0)); s.send(bytes.fromhex(sys.argv[1]))"
_HEAR = f"""
import socket
ear = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x88B5))
ear.bind(("eth0", 0x88B5))
ear.settimeout(10)
print("ready", flush=True)
while (text := ear.recv(2000)[14:].rstrip(b"\\0").decode()) != "{STOP}":
    print(text, flush=True)
"""


def say(host: Host, text: str, source: str, vlan: int | None = None) -> None:
    """Send a broadcast from this address (`02:00:00:00:00:01`), tagged when a VLAN is given."""
    tag = "" if vlan is None else f"8100{vlan:04x}"
    payload = text.encode().ljust(46, b"\0").hex()
    frame = f"ffffffffffff{source.replace(':', '')}{tag}88b5{payload}"
    done = host.run("python3", "-c", _SAY, frame)
    assert done.returncode == 0, done.stderr


class Ear:
    """What a host heard, once somebody has said STOP."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def heard(self) -> list[str]:
        """The texts, in order; fails when no STOP came within ten seconds."""
        output, errors = self._process.communicate(timeout=15)
        assert "Error" not in errors, errors
        return output.split()


@contextmanager
def listening(host: Host) -> Iterator[Ear]:
    """A host that listens until STOP."""
    words = ["docker", "exec", host.name, "python3", "-c", _HEAR]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        yield Ear(process)
    finally:
        process.kill()
        process.communicate()
