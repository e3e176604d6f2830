"""What was deployed: the one file that later commands trust (versioned JSON, replaced atomically)."""

from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from ccp3lab.errors import InstanceError
from ccp3lab.instance.files import write
from ccp3lab.instance.variant import Kind, Variant
from ccp3lab.model import Model
from ccp3lab.platforms import Platform


class Phase(StrEnum):
    """How far `up` came. Only from READY on may a learner have worked in it."""

    PREPARED = "prepared"  # folder and network; containers may be half there
    DEPLOYED = "deployed"  # every container with its links; not configured yet
    READY = "ready"  # handed over


class Node(Model):
    """One device of an instance as others must reach it (SSH on `address`, TCP port `port`)."""

    name: str
    image: str
    reference: str
    platform: Platform
    address: IPv4Address
    port: int = 22
    container: str


class Record(Model):
    """An instance: which lab, whose, where. `state` is the configuration pushed last (`start`, `solved` or a fault).

    An exercise on a sheet (provider `sheet`) has neither network nor nodes.

    `plan` and `seed` (hexadecimal) are its variant; version 1 knew only the `site`.
    """

    version: Literal[1, 2] = 2
    name: str
    lab: str
    learner: str
    company: str
    site: int
    plan: Kind = "written"
    seed: Annotated[str | None, Field(pattern="^[0-9a-f]{64}$", repr=False)] = None
    provider: Literal["containerlab", "sheet"]
    network: IPv4Network | None = None
    phase: Phase
    state: str | None = None
    nodes: tuple[Node, ...]

    def node(self, device: str) -> Node | None:
        """The node called DEVICE."""
        return next((node for node in self.nodes if node.name == device), None)

    @property
    def variant(self) -> Variant:
        """Whose values were deployed: a later change of the master key is nothing to it."""
        return Variant(self.plan, bytes.fromhex(self.seed) if self.seed else None, self.site)

    @classmethod
    def read(cls, path: Path) -> "Record":
        """The record of PATH; InstanceError when it is no such record."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except ValidationError as error:
            first = error.errors()[0]
            raise InstanceError(
                f"{path}: not a readable record of an instance ({'.'.join(map(str, first['loc'])) or 'JSON'}: "
                f"{first['msg']}); `ccp3 down {path.parent.parent.name} --learner {path.parent.name}` clears it away"
            ) from error

    def save(self, path: Path) -> "Record":
        """Write this record to PATH and return it."""
        left_out = {"plan", "seed"} if self.version == 1 else None
        write(path, self.model_dump_json(indent=2, exclude=left_out) + "\n")
        return self

    def at(self, phase: Phase, state: str | None = None) -> "Record":
        """The same instance, having come to PHASE (and, if given, to configuration STATE)."""
        return self.model_copy(update={"phase": phase, "state": state or self.state})
