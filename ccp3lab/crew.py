"""Nornir at work on an instance: devices in parallel, every one of them accounted for."""

import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from nornir.core import Nornir
from nornir.core.configuration import Config, LoggingConfig
from nornir.core.inventory import ConnectionOptions, Inventory
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.state import GlobalState
from nornir.core.task import MultiResult, Result
from nornir.plugins.runners import ThreadedRunner

from ccp3lab.errors import DeviceError, LabError
from ccp3lab.house import House
from ccp3lab.instance import Instance, Record
from ccp3lab.inventory import plugin
from ccp3lab.providers.containerlab.eyes import Eyes

MAX_WORKERS = 32
_PLUGINS = {
    "ccp3_access": ("ccp3lab.connections.access", "AccessConnection"),
    "napalm": ("nornir_napalm.plugins.connections", "Napalm"),
    "netmiko": ("nornir_netmiko.connections", "Netmiko"),
    "ccp3_batch": ("ccp3lab.connections.batch", "BatchConnection"),
    "ccp3_ldap": ("ccp3lab.connections.ldap", "LdapConnection"),
    "ccp3_logon": ("ccp3lab.connections.logon", "LogonConnection"),
    "ccp3_outside": ("ccp3lab.connections.outside", "OutsideConnection"),
    "ccp3_smb": ("ccp3lab.connections.smb_nornir", "SmbConnection"),
    "ccp3_station": ("ccp3lab.connections.station", "StationConnection"),
}


@dataclass(frozen=True)
class Outcome:
    """What one device made of a task: its Nornir result, or why there is none (`error`)."""

    device: str
    result: Result | None
    error: str = ""


@contextmanager
def crew(
    house: House, instance: Instance, connections: Iterable[str], state: GlobalState | None = None
) -> Iterator[Nornir]:
    """A Nornir over INSTANCE's devices that may use CONNECTIONS; closed at the end.

    A STATE of its own (`GlobalState(dry_run=True)`) makes every task of it a dry run.
    """
    inventory = plugin(instance, house.inventories).load()
    if "ccp3_outside" in connections:
        _open_eyes(inventory, instance.record())
    if {"ccp3_ldap", "ccp3_logon"} & {*connections}:
        _reach_directories(inventory, instance)
    if {"ccp3_smb", "ccp3_access"} & {*connections}:
        _reach_file_servers(inventory, instance)
    if "ccp3_station" in connections:
        _reach_stations(inventory, instance)
    with team(inventory, connections, state) as nornir:
        yield nornir


@contextmanager
def team(inventory: Inventory, connections: Iterable[str], state: GlobalState | None = None) -> Iterator[Nornir]:
    """The same over the hosts of INVENTORY, which knows how they are reached."""
    for name in connections:
        ConnectionPluginRegister.register(name, _plugin(name))
    runner = ThreadedRunner(num_workers=min(MAX_WORKERS, len(inventory.hosts) or 1))
    nornir = Nornir(
        inventory, runner=runner, config=Config(logging=LoggingConfig(enabled=False)), data=state or GlobalState()
    )
    try:
        yield nornir
    finally:
        nornir.close_connections()


def _open_eyes(inventory: Inventory, record: Record) -> None:
    """Tell each Linux host how to look from its network."""
    eyes = Eyes(record)
    for name, host in inventory.hosts.items():
        if host.platform == "linux":
            extras = {"entry": partial(eyes.entry, name), "forget": eyes.forget}
            host.connection_options["ccp3_outside"] = ConnectionOptions(extras=extras)


def _reach_directories(inventory: Inventory, instance: Instance) -> None:
    """Tell each device of a domain how its directory is reached: as its administrator, and as one of its accounts."""
    from ccp3lab.connections.controller import logons, reach

    record = instance.record()
    for node in record.nodes:
        if options := reach(instance, node, record.nodes):
            known = inventory.hosts[node.name].connection_options
            known["ccp3_ldap"], known["ccp3_logon"] = options, logons(options, instance, record.variant.seed)


def _reach_file_servers(inventory: Inventory, instance: Instance) -> None:
    """Tell each member of a domain how its shares are reached: as its administrator, and as its users."""
    from ccp3lab.connections.controller import reach_access, reach_files

    record = instance.record()
    for node in record.nodes:
        known = inventory.hosts[node.name].connection_options
        if files := reach_files(instance, node):
            known["ccp3_smb"] = files
        if access := reach_access(instance, node, record.nodes, record.variant.seed):
            known["ccp3_access"] = access


def _reach_stations(inventory: Inventory, instance: Instance) -> None:
    """Tell each Linux device how sessions of its domain are opened on it."""
    from ccp3lab.connections.controller import sessions

    record = instance.record()
    for host in inventory.hosts.values():
        machine = host.connection_options.get("ccp3_batch")
        if machine and (options := sessions(machine, instance, record.nodes, record.variant.seed)):
            host.connection_options["ccp3_station"] = options


def _plugin(name: str) -> type[Any]:
    """The connection plugin NAME. Nornir's own discovery would import every installed one: 0.8 s for nothing."""
    module, attribute = _PLUGINS[name]
    found: type[Any] = getattr(importlib.import_module(module), attribute)
    return found


def together(nornir: Nornir, devices: Iterable[str], task: Callable[..., Result], **given: Any) -> list[Outcome]:  # noqa: ANN401 - as the task wants them
    """Run TASK on DEVICES at once; one outcome a device, in their order, whatever happened to it.

    Nornir leaves out hosts that failed before and calls an empty run a success: here that is an outcome with an error.
    """
    wanted = list(devices)
    if not wanted:
        raise DeviceError("no device to work on: the instance's record is empty; `ccp3 down` it and start again")
    nornir.data.reset_failed_hosts()
    chosen = nornir.filter(filter_func=lambda host: host.name in wanted)
    answers = chosen.run(task=task, **given)
    return [_outcome(name, answers.get(name)) for name in wanted]


def _outcome(device: str, answer: MultiResult | None) -> Outcome:
    if answer is None:
        return Outcome(device, None, "left out by the run")
    if answer.failed:
        broken = next(result for result in answer if result.failed)
        return Outcome(device, None, _reason(broken))
    return Outcome(device, answer[0])


def _reason(result: Result) -> str:
    error = result.exception
    if error is None:
        return str(result.result)
    text = str(error).strip() or "no message"
    return text if isinstance(error, LabError) else f"{type(error).__name__}: {text}"
