"""A person at a real terminal (pty(7)): types a line, waits for the prompt, reads what came."""

import contextlib
import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from pexpect.fdpexpect import fdspawn

REFUSED = re.compile(r"% ?(Invalid|Incomplete|Ambiguous|Unknown|Bad|Command rejected).*")
SECONDS = 10


class Terminal:
    """`ssh -F CONFIG DEVICE` on a terminal of its own; the prompt of a switch or of a shell tells when it waits."""

    def __init__(self, config: Path, device: str) -> None:
        """Log in and wait for the first prompt."""
        mine, theirs = os.openpty()
        self._ssh = subprocess.Popen(["ssh", "-F", str(config), device], stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self._screen = fdspawn(mine, timeout=SECONDS, encoding="utf-8")
        self._prompt = re.compile(rf"{re.escape(device)}(?:\([^)]*\)[>#]|[>#]|:.*[$#]) ?\Z|\[[^]]*\]\? ?\Z")
        self._screen.expect(self._prompt)

    def line(self, line: str) -> str:
        """Type LINE; what the device says until it waits again. A refused line is a failure of the test."""
        self._screen.sendline(line)
        self._screen.expect_exact(line)  # the echo
        self._screen.expect(self._prompt)
        said = str(self._screen.before).replace("\r\n", "\n")
        assert not REFUSED.search(said), f"{line}: {said}"
        return said

    def lines(self, lines: Iterable[str]) -> str:
        """Type LINES; all that the device said."""
        return "".join([self.line(line) for line in lines])

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):  # the far end may be gone already
            self._screen.close()
        self._ssh.kill()
        self._ssh.wait()
