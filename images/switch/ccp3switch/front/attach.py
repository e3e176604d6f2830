"""Joins a tty to the console's socket; imports nothing of the switch, so that it starts at once."""

from __future__ import annotations

import os
import socket
import sys
import termios
import tty
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector


def attach(path: Path) -> int:
    """Join this tty to the console until it ends; exit status. ^] ends it from here."""
    with socket.socket(socket.AF_UNIX) as link:
        try:
            link.connect(str(path))
        except OSError as error:
            sys.stderr.write(f"console: the switch does not answer ({error.strerror}); it starts again by itself\n")
            return 1
        before = termios.tcgetattr(0) if sys.stdin.isatty() else None
        if before is not None:
            tty.setraw(0)
        try:
            _pump(link)
        finally:
            if before is not None:
                termios.tcsetattr(0, termios.TCSADRAIN, before)
    return 0


def _pump(link: socket.socket) -> None:
    with DefaultSelector() as selector:
        selector.register(0, EVENT_READ)
        selector.register(link, EVENT_READ)
        while True:
            for key, _ in selector.select():
                data = os.read(key.fd, 4096)
                if not data or (key.fd == 0 and b"\x1d" in data):
                    return
                if key.fd == 0:
                    link.sendall(data)
                else:
                    os.write(1, data)
