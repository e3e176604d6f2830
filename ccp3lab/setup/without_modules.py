"""Run a command that reads /proc/modules on a kernel built without loadable modules.

Usage: python -I -S without_modules.py COMMAND [ARGUMENT...]      (root; a script of its own: standard library only)

containerlab opens /proc/modules and gives up when it is missing; nothing can be created in procfs and no filesystem may
be stacked on it. So the command sees, in a mount namespace of its own (mount_namespaces(7)), a small tmpfs over /proc:
an empty `modules`, and a link into the real /proc for each other entry. Links for processes to come are made
ahead, in the order in which the kernel hands out PIDs; all but the first are made while the command already runs, so
that it starts at once.
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NoReturn

PROC = "/proc"
REAL = ".real"
CLONE_NEWNS = 0x00020000
MS_BIND = 0x1000
MS_REC = 0x4000
MS_SLAVE = 1 << 19
RESERVED_PIDS = 300
LINKED_AT_ONCE = 512
LINKED_IN_ALL = 32768
CANNOT_RUN = 126


def main(argv: list[str]) -> NoReturn:
    """Become the command ARGV; exit 126 with a message where the kernel refuses."""
    if not argv:
        sys.exit("usage: without_modules.py COMMAND [ARGUMENT...]")
    try:
        if not os.path.exists(f"{PROC}/modules"):  # noqa: PTH110 - pathlib costs 10 ms at each start
            hide_missing_modules()
        os.execvp(argv[0], argv)  # noqa: S606 - no shell: the arguments go through as they are
    except OSError as error:
        print(f"without_modules: {argv[0]}: {error} (it must run as root)", file=sys.stderr)
        sys.exit(CANNOT_RUN)


def hide_missing_modules() -> None:
    """Put a /proc that has an empty `modules` over the real one, for this process and its children only."""
    kernel = ctypes.CDLL(None, use_errno=True)
    here = os.getcwd()  # noqa: PTH109
    last = last_pid()
    highest = pid_max()
    demand(kernel.unshare(CLONE_NEWNS), "unshare")
    demand(kernel.mount(None, b"/", None, MS_REC | MS_SLAVE, None), "mount --make-rslave /")
    os.chdir(PROC)
    demand(kernel.mount(b"tmpfs", PROC.encode(), b"tmpfs", 0, b"mode=0755,nr_inodes=0"), "mount tmpfs")
    os.mkdir(f"{PROC}/{REAL}")  # noqa: PTH102
    demand(kernel.mount(b".", f"{PROC}/{REAL}".encode(), None, MS_BIND, None), "mount --bind /proc")
    os.chdir(PROC)
    os.close(os.open("modules", os.O_CREAT | os.O_RDONLY, 0o444))
    names = chain(os.listdir(REAL), map(str, coming_pids(last, highest)))  # noqa: PTH208
    link(islice(names, len(os.listdir(REAL)) + LINKED_AT_ONCE))  # noqa: PTH208
    in_background(names)
    os.chdir(here)


def demand(result: int, call: str) -> None:
    """Raise OSError unless RESULT, of a system call made through libc, says that it went well."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")


def last_pid() -> int:
    """The PID that was handed out last (proc_loadavg(5), fifth field)."""
    with open(f"{PROC}/loadavg") as load:  # noqa: PTH123
        return int(load.read().split()[4])


def pid_max() -> int:
    """The PID at which the kernel starts again from 300 (proc_sys_kernel(5))."""
    with open(f"{PROC}/sys/kernel/pid_max") as limit:  # noqa: PTH123
        return int(limit.read())


def coming_pids(last: int, highest: int) -> Iterator[int]:
    """The PIDs that will be handed out after LAST, in order, below HIGHEST; at most `LINKED_IN_ALL` of them.

    >>> list(coming_pids(last=301, highest=304))
    [302, 303, 300, 301]
    """
    after, again = range(last + 1, highest), range(RESERVED_PIDS, min(last + 1, highest))
    return islice(chain(after, again), LINKED_IN_ALL)


def link(names: Iterable[str]) -> None:
    """In the current folder, a link for each of NAMES to what the real /proc has, or will have, under that name."""
    for name in names:
        with contextlib.suppress(FileExistsError):
            os.symlink(f"{REAL}/{name}", name)  # noqa: PTH211


def in_background(names: Iterable[str]) -> None:
    """Link NAMES in a process of its own that holds no file open: who reads the command's output must see its end."""
    if os.fork() == 0:
        os.closerange(0, os.sysconf("SC_OPEN_MAX"))
        try:
            link(names)
        finally:
            os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
