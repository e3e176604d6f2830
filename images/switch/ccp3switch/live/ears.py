"""Sockets on the data ports by which the switch itself hears and speaks (packet(7)); the kernel filters first."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import socket
import struct
from collections.abc import Callable

from ccp3switch.frames.bpf import Watch, program

_ETH_P_ALL = 3
_SO_ATTACH_FILTER = 26  # asm-generic/socket.h
_OPERATION = 8  # bytes of a struct sock_filter
_AT_ONCE = 64  # frames read before others get their turn
_LONGEST = 65535

Heard = Callable[[str, bytes], None]


class Ear:
    """One port. Frames heard are given to `heard(device, frame)` by the running event loop."""

    def __init__(self, device: str, watch: Watch, heard: Heard) -> None:
        """Raises OSError when the device has gone."""
        self._device = device
        self._heard = heard
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        self._socket.setblocking(False)
        self.listen(watch)
        try:
            self._socket.bind((device, _ETH_P_ALL))
        except OSError:
            self._socket.close()
            raise
        asyncio.get_running_loop().add_reader(self._socket, self._read)

    def listen(self, watch: Watch) -> None:
        """Hear this from now on."""
        code = ctypes.create_string_buffer(filtering := program(watch), len(filtering))
        pointer = struct.pack("@HP", len(filtering) // _OPERATION, ctypes.addressof(code))
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, pointer)

    def say(self, frame: bytes) -> None:
        """Send a frame; one that the link does not take, because it is down, is lost."""
        with contextlib.suppress(OSError):
            self._socket.send(frame)

    def close(self) -> None:
        """Hear nothing more."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()

    def _read(self) -> None:
        """What hears may close this very socket."""
        for _ in range(_AT_ONCE):
            if self._socket.fileno() < 0:
                return
            try:
                frame = self._socket.recv(_LONGEST)
            except OSError:  # nothing more, or the link went down
                return
            self._heard(self._device, frame)
