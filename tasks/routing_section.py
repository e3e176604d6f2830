"""The section `routing` of services.yml: which device routes which VLANs, and how the company meets the Internet."""

from pydantic import Field

from ccp3lab.model import Model


class Outside(Model):
    """The router's side towards the provider.

    `address` is the entry of the plan's public side that its port has, which stands for all machines inside; `publish`
    gives machines an address of their own there: entry of the public side -> host of the plan.
    """

    address: str
    publish: dict[str, str] = Field(default_factory=dict)


class Router(Model):
    """A device that routes: the VLANs whose gateway address it has, and its side towards the Internet, if any."""

    vlans: tuple[str, ...] = ()
    outside: Outside | None = None


class RoutingSection(Model):
    """The whole section."""

    routers: dict[str, Router]
