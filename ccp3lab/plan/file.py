"""What inventories/<company>/plan.yml may hold, as written: `{site}` and positions in a subnet are not resolved yet."""

from typing import Annotated, Literal

from pydantic import Field

from ccp3lab.model import Model

Whole = Annotated[int, Field(strict=True)]
"""A whole number: neither `true` nor "5"."""


class Span(Model):
    """The values that may differ from learner to learner, both ends included."""

    first: Whole = Field(alias="from")
    last: Whole = Field(alias="to")


class Variant(Model):
    """What a variant of the plan may change."""

    site: Span


class Dhcp(Model):
    """The DHCP range, as positions in the subnet (50 is its 50th address)."""

    first: Whole
    last: Whole


class VlanEntry(Model):
    """One VLAN. Without `subnet` it is a VLAN of layer 2 alone (a native VLAN that nobody uses)."""

    id: Whole
    title: str | None = None
    subnet: str | None = None
    gateway: Literal["first", "last"] | Whole | None = None
    dhcp: Dhcp | None = None


class HostEntry(Model):
    """A static address: the position in the subnet of its VLAN."""

    vlan: str
    address: Whole


class PlanFile(Model):
    """The whole file."""

    company: str
    domain: str
    variant: Variant | None = None
    site: Whole = 1
    vlans: dict[str, VlanEntry]
    hosts: dict[str, HostEntry] = Field(default_factory=dict)
