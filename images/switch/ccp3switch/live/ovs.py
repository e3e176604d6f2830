"""ovs-vswitchd's control socket: what `ovs-appctl` asks, without its process of 15 ms (JSON-RPC, RFC 7047)."""

from __future__ import annotations

import json
import socket
from pathlib import Path

BRIDGE = "br0"
RUN = Path("/run/openvswitch")
_SECONDS = 3.0


def call(method: str, *parameters: str) -> str:
    """The text of an `ovs-appctl` command; empty when ovs-vswitchd does not answer."""
    try:
        pid = life()
        return _ask(RUN / f"ovs-vswitchd.{pid}.ctl", method, parameters)
    except (OSError, ValueError):
        return ""


def life() -> str:
    """The process id of ovs-vswitchd: another one, when it was started again, knows nothing of flows and groups."""
    try:
        return (RUN / "ovs-vswitchd.pid").read_text().strip()
    except OSError:
        return ""


def _ask(path: Path, method: str, parameters: tuple[str, ...]) -> str:
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(_SECONDS)
        link.connect(str(path))
        link.sendall(json.dumps({"method": method, "params": list(parameters), "id": 0}).encode())
        answer = _receive(link)
    result = answer.get("result")
    return result if isinstance(result, str) else ""


def _receive(link: socket.socket) -> dict[str, object]:
    """One JSON object; it has no end mark, so it is tried when a piece ends with a brace."""
    data = b""
    while piece := link.recv(65536):
        data += piece
        if data.rstrip().endswith(b"}"):
            try:
                return dict(json.loads(data))
            except ValueError:
                continue
    return {}
