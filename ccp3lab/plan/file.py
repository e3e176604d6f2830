"""What inventories/<company>/plan.yml may hold, as written: `{site}`, needs and positions are not resolved yet."""

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
    """What a variant of the plan may change: the site value, the VLAN ids (drawn from `ids`)."""

    site: Span | None = None
    ids: Span | None = None


class SiteEntry(Model):
    """A site: the block that holds all its subnets, and its IPv6 block (a ULA /48, RFC 4193), one /64 a VLAN."""

    title: str | None = None
    block: str
    ipv6: str | None = None


class Dhcp(Model):
    """The DHCP range, as positions in the subnet (50 is its 50th address); `last: last` is its last address."""

    first: Whole
    last: Whole | Literal["last"]


class VlanEntry(Model):
    """One VLAN. Its subnet is given, or sized by its need (`hosts: 60`) and placed in the block of its site.

    With neither it is a VLAN of layer 2 alone (a native VLAN that nobody uses). `names` are those that devices may give
    it, one for each variant; without them the plan's own name.
    """

    id: Whole
    title: str | None = None
    names: tuple[str, ...] = ()
    site: str | None = None
    subnet: str | None = None
    hosts: Whole | None = None
    gateway: Literal["first", "last"] | Whole | None = None
    dhcp: Dhcp | None = None


class HostEntry(Model):
    """A fixed address: the position in the subnet of its VLAN. With `mac` it is a DHCP reservation."""

    vlan: str
    address: Whole
    mac: str | None = None


class TransitEntry(Model):
    """A link between two devices or sites, with nothing else in its subnet; without `subnet` a /30 of its site."""

    title: str | None = None
    site: str | None = None
    subnet: str | None = None
    ends: tuple[str, str]


class PoolEntry(Model):
    """Addresses for clients that are no machines of the plan (VPN users): a subnet, given or sized."""

    title: str | None = None
    site: str | None = None
    subnet: str | None = None
    hosts: Whole | None = None


class PublicEntry(Model):
    """The public side: a subnet of the provider, its gateway, and the positions of the company's addresses in it."""

    title: str | None = None
    subnet: str
    gateway: Literal["first", "last"] | Whole | None = None
    hosts: dict[str, Whole] = Field(default_factory=dict)


class ReservedEntry(Model):
    """A subnet that nobody may use (yet)."""

    title: str | None = None
    subnet: str


class SecretEntry(Model):
    """A secret that learners configure (a Wi-Fi passphrase): so many words, drawn anew for each variant."""

    words: Annotated[int, Field(strict=True, ge=3, le=8)] = 4


class PlanFile(Model):
    """The whole file."""

    company: str
    domain: str
    variant: Variant | None = None
    site: Whole = 1
    sites: dict[str, SiteEntry] = Field(default_factory=dict)
    vlans: dict[str, VlanEntry]
    hosts: dict[str, HostEntry] = Field(default_factory=dict)
    transits: dict[str, TransitEntry] = Field(default_factory=dict)
    pools: dict[str, PoolEntry] = Field(default_factory=dict)
    public: dict[str, PublicEntry] = Field(default_factory=dict)
    reserved: dict[str, ReservedEntry] = Field(default_factory=dict)
    secrets: dict[str, SecretEntry] = Field(default_factory=dict)
