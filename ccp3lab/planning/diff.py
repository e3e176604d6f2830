"""What changed from one plan to another, in words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from ccp3lab.plan import Host, Plan, Pool, Public, Reserved, Site, Transit, Vlan

T = TypeVar("T")
Facts = dict[str, str]
NONE = "none"


def differences(old: Plan, new: Plan) -> list[str]:
    """One line an entry that is gone, new or changed, in the order of a plan file. Secrets are never shown."""
    return list(_lines(old, new))


def _lines(old: Plan, new: Plan) -> Iterator[str]:
    yield from _changed("plan", _general(old), _general(new))
    for kind, facts, entries in _KINDS:
        before, after = entries(old), entries(new)
        for name in {**before, **after}:
            yield from _entry(f"{kind} `{name}`", _told(before, name, facts), _told(after, name, facts))
    yield from _secrets(old.secrets, new.secrets)


def _told(entries: Mapping[str, T], name: str, facts: Callable[[T], Facts]) -> Facts | None:
    return facts(entries[name]) if name in entries else None


def _entry(what: str, old: Facts | None, new: Facts | None) -> Iterator[str]:
    if old is None or new is None:
        said = ", ".join(f"{label} {value}" for label, value in (old or new or {}).items() if value != NONE)
        yield f"{what}: {'gone' if new is None else 'new'}" + (f" ({said})" if said else "")
    else:
        yield from _changed(what, old, new)


def _changed(what: str, old: Facts, new: Facts) -> Iterator[str]:
    labels = {**old, **new}
    pairs = {label: (old.get(label, NONE), new.get(label, NONE)) for label in labels}
    said = [f"{label} {before} -> {after}" for label, (before, after) in pairs.items() if before != after]
    if said:
        yield f"{what}: {', '.join(said)}"


def _secrets(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield f"secret `{name}`: {'gone' if name not in new else 'new' if name not in old else 'another one'}"


def _general(plan: Plan) -> Facts:
    return {"company": plan.company, "domain": plan.domain, "site value": str(plan.site)}


def _site(entry: Site) -> Facts:
    return {"title": entry.title, "block": str(entry.block), "IPv6 block": _or_none(entry.block6)}


def _vlan(entry: Vlan) -> Facts:
    dhcp = f"{entry.dhcp.first} to {entry.dhcp.last}" if entry.dhcp else NONE
    return {
        "id": str(entry.id),
        "name": entry.name,
        "title": entry.title,
        "site": entry.site or NONE,
        "subnet": _or_none(entry.subnet),
        "gateway": _or_none(entry.gateway),
        "DHCP range": dhcp,
        "IPv6 subnet": _or_none(entry.subnet6),
        "IPv6 gateway": _or_none(entry.gateway6),
    }


def _host(entry: Host) -> Facts:
    addresses = {"address": str(entry.address), "IPv6 address": _or_none(entry.interface6 and entry.interface6.ip)}
    return {"VLAN": entry.vlan, **addresses, "MAC address": entry.mac or NONE}


def _transit(entry: Transit) -> Facts:
    ends = {f"end {name}": str(interface.ip) for name, interface in entry.ends.items()}
    return {"title": entry.title, "site": entry.site or NONE, "subnet": str(entry.subnet), **ends}


def _pool(entry: Pool) -> Facts:
    return {"title": entry.title, "site": entry.site or NONE, "subnet": str(entry.subnet)}


def _public(entry: Public) -> Facts:
    machines = {f"address of {name}": str(interface.ip) for name, interface in entry.hosts.items()}
    return {"title": entry.title, "subnet": str(entry.subnet), "gateway": _or_none(entry.gateway), **machines}


def _reserved(entry: Reserved) -> Facts:
    return {"title": entry.title, "subnet": str(entry.subnet)}


def _or_none(value: object) -> str:
    return str(value) if value else NONE


_KINDS: tuple[tuple[str, Callable[[Any], Facts], Callable[[Plan], Mapping[str, Any]]], ...] = (
    ("site", _site, lambda plan: plan.sites),
    ("VLAN", _vlan, lambda plan: plan.vlans),
    ("host", _host, lambda plan: plan.hosts),
    ("transit", _transit, lambda plan: plan.transits),
    ("pool", _pool, lambda plan: plan.pools),
    ("public side", _public, lambda plan: plan.public),
    ("reserved", _reserved, lambda plan: plan.reserved),
)
