"""What runs on a Linux device: a batch of programs, all at once, one JSON line in, one JSON line out.

The toolkit sends this file's text to `python3 -c`; nothing is installed there. Standard library only. Each program has
its own limit of time and of output, and whatever it leaves behind, the answer comes within the deadline.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass

ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}


@dataclass
class Answer:
    """What became of one program; an `error` (`timeout`, `long`, `start: why`) stands in for the rest."""

    code: int | None = None
    text: str = ""
    error: str = ""


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End PROCESS and everything in the session that it leads."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def held(given: str) -> int:
    """A descriptor from which GIVEN can be read: in memory, no file system ever holds it (memfd_create(2))."""
    descriptor = os.memfd_create("given")
    with open(descriptor, "wb", closefd=False) as file:
        file.write(given.encode())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def run(argv: list[str], timeout: float, given: str, cap: int, answer: Answer) -> None:
    """Run ARGV on GIVEN for TIMEOUT seconds at most; fill ANSWER in: its exit code, CAP bytes of output at most."""
    try:
        with open(held(given), "rb") as stdin:
            process = subprocess.Popen(
                argv,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=ENVIRONMENT,
            )
    except OSError as error:
        answer.error = f"start: {error.strerror}"
        return
    timer = threading.Timer(timeout, late, (process, answer))
    timer.daemon = True
    timer.start()
    listen(process, cap, answer)
    timer.cancel()


def late(process: "subprocess.Popen[bytes]", answer: Answer) -> None:
    """PROCESS is out of time."""
    answer.error = "timeout"
    kill(process)


def listen(process: "subprocess.Popen[bytes]", cap: int, answer: Answer) -> None:
    """Read what PROCESS prints to its end, then its exit code."""
    text = process.stdout.read(cap + 1) if process.stdout else b""
    if len(text) > cap:
        answer.error = "long"
        kill(process)
    code = process.wait()
    if not answer.error:
        answer.code, answer.text = code, text.decode("utf-8", "replace")


def main() -> None:
    """Read the batch from stdin, run it, print the answers after the batch's token."""
    batch = json.loads(sys.stdin.readline())
    answers = [Answer() for _ in batch["jobs"]]
    asked = [(job["argv"], job["timeout"], job["given"], batch["cap"]) for job in batch["jobs"]]
    threads = [
        threading.Thread(target=run, args=(*one, answer), daemon=True)
        for one, answer in zip(asked, answers, strict=True)
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + batch["deadline"]
    for thread, answer in zip(threads, answers, strict=True):
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            answer.error = "timeout"
    sys.stdout.write(batch["token"] + json.dumps([asdict(answer) for answer in answers]) + "\n")
    sys.stdout.flush()
    os._exit(0)  # a thread that still waits for a runaway's output must not hold the answer back


if __name__ == "__main__":
    main()
