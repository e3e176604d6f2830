"""Configuration -> everything that Open vSwitch, the kernel and the switch's own services must be. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccp3switch.config.tree import Line
from ccp3switch.model.routing import Routing, routing
from ccp3switch.state import bundles, clients, filters, guards, links, mirrors, routed, services, switching
from ccp3switch.state.clients import Clients
from ccp3switch.state.filters import Filters
from ccp3switch.state.flows import Programs
from ccp3switch.state.guards import Guards, Learnt
from ccp3switch.state.mirrors import Mirror
from ccp3switch.state.rows import Rows
from ccp3switch.state.services import Services

NO_MAC = "00:00:00:00:00:00"


@dataclass(frozen=True)
class Facts:
    """What is no configuration and counts all the same: the switch's own address, err-disabled ports, addresses learnt.

    `disabled`: name -> why; `learnt`: name -> addresses of port-security that the configuration does not hold;
    `idle`: channels none of whose links is up, or was a moment ago.
    """

    mac: str = NO_MAC
    disabled: Mapping[str, str] = field(default_factory=dict)
    learnt: Learnt = field(default_factory=dict)
    idle: frozenset[str] = frozenset()


@dataclass(frozen=True)
class State:
    """One field a theme, each derived by the module of its name in this room and applied by its own hand."""

    rows: Rows = field(default_factory=dict)
    flows: Programs = field(default_factory=dict)
    mirrors: tuple[Mirror, ...] = ()
    links: Mapping[str, bool] = field(default_factory=dict)
    layer3: Routing = field(default_factory=Routing)
    services: Services = field(default_factory=Services)
    filters: Filters = field(default_factory=Filters)
    clients: Clients = field(default_factory=Clients)
    guards: Guards = field(default_factory=Guards)


def desired(tree: Line, facts: Facts) -> State:
    """The state that the configuration asks for."""
    return State(
        rows=switching.bridges(tree, facts.mac, facts.idle) | routed.bridges(tree, facts.mac),
        flows={switching.BRIDGE: guards.program(tree, facts.learnt), **bundles.programs(tree)},
        mirrors=mirrors.wanted(tree),
        links=links.wanted(tree, facts.disabled),
        layer3=routing(tree, facts.mac),
        services=services.wanted(tree),
        filters=filters.wanted(tree),
        clients=clients.wanted(tree),
        guards=guards.wanted(tree, facts.mac, facts.learnt),
    )
