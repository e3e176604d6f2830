"""The conversation with the operator: one line of JSON each way."""

from __future__ import annotations

import json
import os
import select


class Talk:
    """Two file descriptors, 0 and 1 in the product."""

    def __init__(self, source: int, target: int) -> None:
        """SOURCE is read, TARGET is written."""
        self._source, self._target, self._heard = source, target, b""

    def say(self, answer: dict[str, object]) -> None:
        """Send one answer."""
        data = json.dumps(answer).encode() + b"\n"
        while data:
            data = data[os.write(self._target, data) :]

    def hear(self, seconds: float | None) -> dict[str, object] | None:
        """Return the next request; None at the end of input or after SECONDS (None waits for ever)."""
        while b"\n" not in self._heard:
            if not select.select([self._source], [], [], seconds)[0]:
                return None
            more = os.read(self._source, 65536)
            if not more:
                return None
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        request: dict[str, object] = json.loads(line)
        return request
