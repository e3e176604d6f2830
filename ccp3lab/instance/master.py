"""The master key of a folder of instances: every learner's variant and password come from it."""

import re
from pathlib import Path
from secrets import token_hex

from ccp3lab.errors import InstanceError
from ccp3lab.instance.files import create
from ccp3lab.plan.lots import lot

BYTES = 32
_HEX = re.compile(rf"[0-9a-f]{{{2 * BYTES}}}\n?")


def key_file(home: Path) -> Path:
    """Where the instances' folder HOME keeps it: 64 hexadecimal digits, readable by its owner only."""
    return home / "master.key"


def master_key(home: Path) -> bytes:
    """The key of HOME, made at the first need; two commands at once get the same. InstanceError when damaged."""
    path = key_file(home)
    if not path.exists():
        create(path, token_hex(BYTES) + "\n")
    text = path.read_text(encoding="ascii", errors="replace")
    if not _HEX.fullmatch(text):
        raise InstanceError(
            f"{path}: not a master key (64 hexadecimal digits); put back the copy that you kept, or delete it: "
            "learners who start a lab later then get other variants and passwords"
        )
    return bytes.fromhex(text)


def seed(home: Path, lab: str, learner: str) -> bytes:
    """What draws the variant of LAB for LEARNER: 32 bytes, a secret (their password comes from it)."""
    return lot(master_key(home), f"{lab}|{learner}")
