"""Messages to servers (`logging host`): UDP port 514 in the form of RFC 3164, by the data plane alone."""

from __future__ import annotations

import socket
from contextlib import suppress

from ccp3switch.model import logging
from ccp3switch.severity import severity
from ccp3switch.show import messages
from ccp3switch.switch import Switch

PORT = 514
FACILITY = 23  # local7, as IOS


def packet(switch: Switch, message: messages.Message) -> bytes:
    """`<189>*Nov  5 08:09:10.123: %SYS-5-CONFIG_I: ...`."""
    priority = FACILITY * 8 + severity(message[1])
    return f"<{priority}>{messages.line(switch.running, message)}".encode()


def send(switch: Switch, message: messages.Message, port: int = PORT) -> None:
    """Send to every server; one that cannot be reached misses it, as on any network."""
    hosts = logging.hosts(switch.running)
    if not hosts or not messages.within(switch.running, "trap", [message]):
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.setblocking(False)
        for host in hosts:
            with suppress(OSError):
                link.sendto(packet(switch, message), (host, port))
