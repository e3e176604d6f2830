"""The folders that a unit asks for: RuntimeDirectory= and its like, systemd.exec(5)."""

from __future__ import annotations

import grp
import os
import pwd
from pathlib import Path

from ccp3units.unit import Unit

PLACES = {
    "RuntimeDirectory": "run",
    "StateDirectory": "var/lib",
    "CacheDirectory": "var/cache",
    "LogsDirectory": "var/log",
    "ConfigurationDirectory": "etc",
}


def prepare(unit: Unit, root: Path = Path("/")) -> dict[str, str]:
    """Make them, with mode and owner; return the variables that name them. What another user left inside changes hands.

    A configuration folder keeps its owners: it belongs to the administrator.
    """
    named = {}
    for key, place in PLACES.items():
        paths = [root / place / word for word in unit.words("Service", key)]
        for path in paths:
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(int(unit.one("Service", f"{key}Mode") or "0755", 8))
            if key != "ConfigurationDirectory":
                _own(path, unit)
        if paths:
            named[_variable(key)] = ":".join(map(str, paths))
    return named


def _variable(key: str) -> str:
    return key.replace("Directory", "_Directory").upper()


def _own(path: Path, unit: Unit) -> None:
    user, group = unit.one("Service", "User"), unit.one("Service", "Group")
    if not user:
        return
    account = pwd.getpwnam(user)
    gid = grp.getgrnam(group).gr_gid if group else account.pw_gid
    for folder, _, files in os.walk(path):
        for one in (folder, *(f"{folder}/{file}" for file in files)):
            os.lchown(one, account.pw_uid, gid)
