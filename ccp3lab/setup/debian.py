"""The Debian 13 that the base image starts from, under one local name whatever way it came."""

import tempfile
from pathlib import Path

from ccp3lab.errors import SetupError
from ccp3lab.progress import Say
from ccp3lab.setup.engine import docker
from ccp3lab.setup.machine import Done, apt_install, as_root, finish, program

OFFICIAL = "debian:trixie-slim"
LOCAL = "ccp3/debian:trixie"
PULL_LIMIT = 300.0
BOOTSTRAP_LIMIT = 900.0
WAY_OUT = (
    f"Once, on a machine with Internet: `docker pull {OFFICIAL} && docker tag {OFFICIAL} {LOCAL}`, then start again."
)


def found() -> str | None:
    """What a table says about it, None if it is not there."""
    return LOCAL if docker("image", "inspect", LOCAL).code == 0 else None


def bring(say: Say) -> None:
    """Pull Docker's official image, or else make one of Debian's packages; SetupError when both fail."""
    say(f"  docker pull {OFFICIAL}")
    pulled = docker("pull", "--quiet", OFFICIAL, limit=PULL_LIMIT)
    if pulled.code == 0:
        _demand(docker("tag", OFFICIAL, LOCAL), "docker tag")
        return
    say(f"  not to be had ({pulled.last_words.strip()}); made of Debian's packages instead, by mmdebstrap")
    _bootstrap(say)


def _bootstrap(say: Say) -> None:
    if program("mmdebstrap") is None:
        apt_install(("mmdebstrap", "debian-archive-keyring"), say)
    with tempfile.TemporaryDirectory(prefix="ccp3-debian-") as folder:
        tar = Path(folder) / "trixie.tar"
        bootstrap = as_root(("mmdebstrap", "--variant=minbase", "trixie", str(tar)), "mmdebstrap")
        _demand(finish(bootstrap, limit=BOOTSTRAP_LIMIT), "mmdebstrap")
        _demand(docker("import", str(tar), LOCAL, limit=BOOTSTRAP_LIMIT), "docker import")


def _demand(done: Done, what: str) -> None:
    if done.code:
        raise SetupError(f"no Debian 13 to build images from: {what} failed:\n{done.last_words}\n{WAY_OUT}")
