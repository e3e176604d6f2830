"""A push that stops at a chosen moment inside the device's program, and waits there to be killed."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from custom_napalm.linux.program import program
from tests.custom_napalm.workstation import Workstation

PAUSE = """
def _pause(where, name, turn):
    import os, time
    real, left = getattr(where, name), [turn]
    def call(*given, **more):
        left[0] -= 1
        if left[0] == 0:
            os.close(os.open("/tmp/moment", os.O_CREAT | os.O_WRONLY))
            end = time.monotonic() + 20
            while not os.path.exists("/tmp/go") and time.monotonic() < end:
                time.sleep(0.005)
        return real(*given, **more)
    setattr(where, name, call)
_pause(sys.modules["device.{module}"]{owner}, "{name}", {turn})
"""
OPERATOR = """\
import sys
from custom_napalm.linux import LinuxDriver, transport
host, key, known, document, text = sys.argv[1:]
transport.program = lambda: text.encode()
driver = LinuxDriver(host, "ccp3", "", 20, {"key_file": key, "known_hosts": known})
driver.open()
driver.load_replace_candidate(config=document)
driver.compare_config()
driver.commit_config()
"""
WAY_IN = '_main = sys.modules["device.main"]'


@dataclass(frozen=True)
class Moment:
    """Before function NAME of a module of the device side is called for the TURNth time."""

    module: str
    name: str
    turn: int = 1
    owner: str = ""

    def text(self) -> str:
        """The device's program that stops there until /tmp/go exists."""
        whole = program().decode()
        assert whole.count(WAY_IN) == 1
        pause = PAUSE.format(module=self.module, name=self.name, turn=self.turn, owner=self.owner)
        return whole.replace(WAY_IN, pause + WAY_IN)


def start(device: Workstation, document: str, moment: Moment) -> subprocess.Popen[str]:
    """A push of DOCUMENT as a program of its own, which has come to MOMENT."""
    device.shell("rm -f /tmp/moment /tmp/go")
    login = (device.address, str(device.folder / "id"), device.known_hosts())
    words = [sys.executable, "-c", OPERATOR, *login, document, moment.text()]
    process = subprocess.Popen(words, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE, text=True)
    there = device.shell("timeout 20 sh -c 'until test -e /tmp/moment; do sleep 0.01; done' && echo there")
    assert there == "there", f"{moment}: {process.communicate(timeout=20)[1]}"
    return process
