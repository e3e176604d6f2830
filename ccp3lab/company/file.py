"""What inventories/<company>/devices.yml may hold, as written."""

from typing import Annotated

from pydantic import Field

from ccp3lab.model import Model


class DeviceEntry(Model):
    """One device: its image, what French texts call it, its Nornir groups."""

    image: str
    title: str | None = None
    groups: tuple[str, ...] = ()


class LinkEntry(Model):
    """One cable between two `device:port` ends, and what it carries.

    A VLAN untagged (`access`), several (`trunk`), or a subnet of its own between two routed ports: a `transit` of the
    plan, whose ends are in the order of its own, or the `public` side, seen from the company's port first.
    """

    ends: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
    access: str | None = None
    trunk: tuple[str, ...] | None = None
    native: str | None = None
    transit: str | None = None
    public: str | None = None


class DevicesFile(Model):
    """The whole file."""

    devices: dict[str, DeviceEntry]
    links: tuple[LinkEntry, ...] = ()
