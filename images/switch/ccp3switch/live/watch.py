"""Tells when links appear, vanish or change (rtnetlink(7)): they come after the switch has started."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

RTMGRP_LINK = 1
SETTLE = 0.05


def link_news() -> socket.socket:
    """A socket on which the kernel tells of links."""
    news = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
    news.bind((0, RTMGRP_LINK))
    return news


def watch(news: socket.socket, changed: Callable[[], None]) -> None:
    """Call `changed` soon after each burst of news, in the running event loop."""
    news.setblocking(False)
    loop = asyncio.get_running_loop()
    waiting: list[asyncio.TimerHandle] = []

    def fire() -> None:
        waiting.clear()
        changed()

    def read() -> None:
        with contextlib.suppress(OSError):  # too many news at once: some were lost, and all is looked at anyway
            news.recv(65536)
        if not waiting:
            waiting.append(loop.call_later(SETTLE, fire))

    loop.add_reader(news, read)
