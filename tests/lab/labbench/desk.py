"""A checkout of the project and its folder of instances; its `ccp3` runs as a program of its own, as people run it."""

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ccp3lab.house import House
from ccp3lab.instance import Instance, instance
from ccp3lab.operations.down import down
from ccp3lab.setup.containerlab import command

LAB = "vlan-trunk"
LIMIT = 110.0


@dataclass(frozen=True)
class Said:
    """How a program ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """All that a person saw."""
        return self.out + self.err


@dataclass(frozen=True)
class Desk:
    """The checkout at ROOT, whose instances are in HOME (a test's own folder, never a person's)."""

    root: Path
    home: Path

    @property
    def house(self) -> House:
        """The same for calls inside this process."""
        return House(self.root, self.home)

    def instance(self, learner: str) -> Instance:
        """The place of LEARNER's instance of the lab."""
        return instance(self.house, LAB, learner)

    def ccp3(self, *words: str, **environment: str) -> Said:
        """Run `ccp3 WORDS` to its end."""
        return ended(self.start(*words, **environment))

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start `ccp3 WORDS` with pipes."""
        return self.python(str(Path(sys.executable).with_name("ccp3")), *words, **environment)

    def python(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        """Start Python on this checkout's code, not on the installed one."""
        return subprocess.Popen(
            [sys.executable, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **self._environment(), **environment},
        )

    def _environment(self) -> dict[str, str]:
        here = Path(__file__).parents[1]
        return {
            "PYTHONPATH": os.pathsep.join((str(self.root), str(here))),
            "CCP3_HOME": str(self.home),
            "CCP3_CONTAINERLAB": shlex.join(command()),
        }

    def clear(self) -> None:
        """Remove every instance that was ever begun here: each has its lock (even one killed early) or its folder."""
        locks = (lock.name.rpartition("_")[::2] for lock in (self.home / ".locks").glob("*_*"))
        folders = (folder.parts[-2:] for folder in self.home.glob("[!.]*/*"))
        for lab, learner in sorted({*locks, *folders}):
            down(Instance(self.home, lab, learner))


def ended(process: subprocess.Popen[str], limit: float = LIMIT) -> Said:
    """What PROCESS said, when it ends by itself within LIMIT seconds."""
    try:
        out, err = process.communicate(timeout=limit)
    finally:
        process.kill()
    return Said(process.returncode, out, err)
