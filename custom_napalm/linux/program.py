"""The device side as one text: the modules of `device/`, in the order in which they import each other."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("device")
ORDER = (
    "errors",
    "discreet",
    "judge",
    "store",
    "files",
    "shell",
    "services",
    "counters",
    "plan",
    "checks",
    "journal",
    "lock",
    "watchdog",
    "commit",
    "talk",
    "operations",
    "main",
)

_LOADER = """\
import sys
from types import ModuleType
for _name, _text in {modules!r}:
    _module = ModuleType("device." + _name)
    _module.__package__ = "device"
    sys.modules[_module.__name__] = _module
    exec(compile(_text, "device/" + _name + ".py", "exec"), _module.__dict__)
"""
_PACKAGE = 'sys.modules["device"] = ModuleType("device")\nsys.modules["device"].__dict__.update(__path__=[])\n'
_WAY_IN = """\
_main = sys.modules["device.main"]
_main.serve(PROGRAM) if "PROGRAM" in globals() else _main.start()
"""


@cache
def program() -> bytes:
    """Return the text that runs on the device.

    With `PROGRAM` (its own bytes) among its globals it serves an operator; run as a file it undoes what was
    interrupted. It needs no package on the device: each module is made from its text under the name `device.NAME`.
    """
    modules = [(name, (FOLDER / f"{name}.py").read_text(encoding="utf-8")) for name in ORDER]
    head, _, tail = _LOADER.partition("for _name")
    return (head + _PACKAGE + "for _name" + tail.format(modules=modules) + _WAY_IN).encode()


def boot(token: str, size: int) -> str:
    """Return the Python line that says TOKEN, reads SIZE bytes of program from its input and runs them."""
    return (
        f'import os;os.write(1,b"{token}\\n");b=b""\n'
        f"while len(b)<{size}:b+=os.read(0,{size}-len(b)) or exit(3)\n"
        'exec(compile(b,"lab-config","exec"),{"__name__":"lab-config","PROGRAM":b})'
    )
