"""Names: DNS labels, and nothing called like something else."""

from collections.abc import Iterator, Mapping

from ccp3lab.plan.draft import Draft
from ccp3lab.plan.names import domain_mistake, is_label
from ccp3lab.problem import Loc, Problem

_VLAN_NAME_LENGTH = 32
_LETTERS = "use lower-case letters, digits and hyphens"
_KINDS: Mapping[str, str] = {
    "hosts": "host name (RFC 1123)",
    "sites": "site name",
    "transits": "transit name",
    "pools": "pool name",
    "public": "name of a public side",
    "reserved": "name of a reserved range",
    "secrets": "secret name",
}


def _domain(draft: Draft) -> Iterator[Problem]:
    if mistake := domain_mistake(draft.raw.domain):
        yield Problem(("domain",), f"`{draft.raw.domain}` {mistake}")


def _vlan_names(draft: Draft) -> Iterator[Problem]:
    for loc, name in _each_vlan_name(draft):
        if not is_label(name) or len(name) > _VLAN_NAME_LENGTH:
            yield Problem(loc, f"`{name}` is no VLAN name", f"{_LETTERS}, {_VLAN_NAME_LENGTH} at most")


def _vlan_names_twice(draft: Draft) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for loc, name in _each_vlan_name(draft):
        key = str(loc[1])
        if (owner := owners.setdefault(name, key)) != key:
            yield Problem(loc, f"VLAN name `{name}` is already one of `{owner}`", "give each VLAN names of its own")


def _each_vlan_name(draft: Draft) -> Iterator[tuple[Loc, str]]:
    """Every name that a VLAN has in some variant, its own name in the plan included."""
    for key, entry in draft.raw.vlans.items():
        yield ("vlans", key), key
        for number, name in enumerate(entry.names):
            yield ("vlans", key, "names", number), name


def _labels(draft: Draft) -> Iterator[Problem]:
    for kind, what in _KINDS.items():
        for name in getattr(draft.raw, kind):
            if not is_label(name):
                yield Problem((kind, name), f"`{name}` is no {what}", f"{_LETTERS}, 63 at most")


def _public_hosts(draft: Draft) -> Iterator[Problem]:
    for side, entry in draft.raw.public.items():
        for name in entry.hosts:
            if not is_label(name):
                yield Problem(("public", side, "hosts", name), f"`{name}` is no host name (RFC 1123)", _LETTERS)


def _sites_and_hosts(draft: Draft) -> Iterator[Problem]:
    for name in draft.raw.sites.keys() & draft.raw.hosts.keys():
        message = f"`{name}` is a site and a host: a transit that ends there could mean both"
        yield Problem(("hosts", name), message, "give the host another name")


RULES = (_domain, _vlan_names, _vlan_names_twice, _labels, _public_hosts, _sites_and_hosts)
