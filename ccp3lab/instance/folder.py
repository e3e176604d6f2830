"""Where an instance keeps its things: `<home>/<lab>/<learner>/`, readable by its owner only."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ccp3lab.errors import InstanceError, UsageError
from ccp3lab.house import House
from ccp3lab.instance.record import Record

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?")


@dataclass(frozen=True)
class Instance:
    """The instance of LAB for LEARNER; its folder may not exist yet."""

    home: Path
    lab: str
    learner: str

    @property
    def folder(self) -> Path:
        """All that this instance writes, but for its lock."""
        return self.home / self.lab / self.learner

    @cached_property
    def name(self) -> str:
        """The name of its containerlab lab and Docker network, unlike that of any other checkout or home folder."""
        mark = hashlib.sha256(str(self.home).encode()).hexdigest()[:6]
        return f"ccp3_{mark}_{self.lab}_{self.learner}"

    @property
    def lock_file(self) -> Path:
        """Held while a command changes this instance; outside the folder, which `down` deletes."""
        return self.home / ".locks" / f"{self.lab}_{self.learner}"

    @property
    def record_file(self) -> Path:
        """What was deployed (JSON, see `Record`)."""
        return self.folder / "instance.json"

    @property
    def topology_file(self) -> Path:
        """What the provider was given."""
        return self.folder / "topology.clab.yml"

    @property
    def known_hosts_file(self) -> Path:
        """The host keys of the devices (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT), made before they start."""
        return self.folder / "known_hosts"

    @property
    def ssh_config_file(self) -> Path:
        """What `ssh -F` needs to log in as the learner (ssh_config(5))."""
        return self.folder / "ssh_config"

    @property
    def toolkit_key_file(self) -> Path:
        """The private key of the toolkit's account `ccp3`."""
        return self.folder / "keys" / "toolkit"

    @property
    def learner_key_file(self) -> Path:
        """The private key of the learner's account `admin`."""
        return self.folder / "keys" / "learner"

    @property
    def ca_file(self) -> Path:
        """The certificate of the instance's authority: what a client of its servers trusts."""
        return self.folder / "tls" / "ca.pem"

    @property
    def ca_key_file(self) -> Path:
        """The private key of that authority; no device has it."""
        return self.folder / "keys" / "ca.pem"

    @property
    def domain_admin_file(self) -> Path:
        """The password of the domain's administrator, one line."""
        return self.folder / "domain_admin"

    @property
    def refused_file(self) -> Path:
        """First passwords that its domain refused, without the passwords."""
        return self.folder / "refused.json"

    @property
    def statement_file(self) -> Path:
        """The statement, filled with this instance's values."""
        return self.folder / "enonce.md"

    def device_folder(self, device: str) -> Path:
        """What DEVICE finds in its `/etc/ccp3`."""
        return self.folder / "nodes" / device

    def exists(self) -> bool:
        """Whether something of this instance was prepared."""
        return self.record_file.exists()

    def record(self) -> Record:
        """What was deployed; InstanceError when there is none or the file was damaged."""
        if not self.exists():
            raise InstanceError(
                f"{self.lab}: nothing is deployed for learner {self.learner}; start it with "
                f"`ccp3 up {self.lab} --learner {self.learner}`"
            )
        return Record.read(self.record_file)

    def forget(self) -> None:
        """Delete the folder, the lock (its holder calls this) and the folders around them that became empty.

        Locks of others stay: one may be held for an instance that has nothing in the home yet.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        self.lock_file.unlink(missing_ok=True)
        for parent in (self.folder.parent, self.lock_file.parent, self.home):
            with suppress(OSError):  # not empty, or not there
                parent.rmdir()


def instance(house: House, lab: str, learner: str) -> Instance:
    """The instance of LAB for LEARNER; UsageError unless both are plain lower-case names."""
    for what, name, example in (("lab", lab, "vlan-trunk"), ("learner", learner, "agnes")):
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"{what} {name!r}: use 1 to 30 lower-case letters, digits and inner hyphens (it names folders, "
                f"containers and networks), for example `{example}`"
            )
    return Instance(house.home, lab, learner)


def find(house: House) -> Iterator[Instance]:
    """Every instance of this home folder that was prepared, by lab and learner."""
    for record in sorted(house.home.glob("*/*/instance.json")):
        yield Instance(house.home, record.parent.parent.name, record.parent.name)
