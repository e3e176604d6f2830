"""Looks into a running switch again and again, at the price of one `docker exec`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from switchbench import inside
from switchbench.container import Container

Seen = dict[str, Any]


@dataclass
class Looker:
    """A program in the container that answers each question with what runs there."""

    process: subprocess.Popen[str]

    def look(self) -> Seen:
        """What runs now, as switchbench/inside.py tells it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "nothing answers in the container"
        return dict(json.loads(answer))


@contextmanager
def looking(switch: Container) -> Iterator[Looker]:
    """A looker in the container until the block ends."""
    script = Path(inside.__file__).read_text()
    words = ["docker", "exec", "-i", switch.name, "python3", "-c", script]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Looker(process)
        assert process.stdin is not None
        process.stdin.close()
