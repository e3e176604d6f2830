"""Every rule that the section `dns` must keep, each broken one a Problem with its place (RFC 1034, 1912, 2181)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ccp3lab.company import Company
from ccp3lab.plan.names import domain_mistake, is_label
from ccp3lab.problem import Loc, Problem, near
from tasks.dns_section import DnsSection
from tasks.dns_servers import address, public_addresses


@dataclass(frozen=True)
class Draft:
    """The section under examination, and its company."""

    data: DnsSection
    company: Company

    @property
    def machines(self) -> set[str]:
        """The names of the zone that have an address record."""
        return {*self.company.plan.hosts, *self.data.records}


def rules(data: DnsSection, company: Company) -> Iterator[Problem]:
    """Everything wrong with DATA, places relative to the section."""
    return chain.from_iterable(rule(Draft(data, company)) for rule in RULES)


def _zone(draft: Draft) -> Iterator[Problem]:
    if draft.data.zone is not None and (mistake := domain_mistake(draft.data.zone)):
        yield Problem(("zone",), f"zone `{draft.data.zone}` {mistake}")


def _labels(draft: Draft) -> Iterator[Problem]:
    places: list[tuple[Loc, Iterable[str]]] = [(("records",), draft.data.records), (("cname",), draft.data.cname)]
    places += [(("outside", "names"), draft.data.outside.names)] if draft.data.outside else []
    for loc, names in places:
        for name in names:
            if not is_label(name):
                remedy = "use lower-case letters, digits and hyphens, 63 at most"
                yield Problem((*loc, name), f"`{name}` is no name of a machine (RFC 1123)", remedy)


def _servers(draft: Draft) -> Iterator[Problem]:
    servers: list[tuple[Loc, str]] = [(("primary",), draft.data.primary)]
    servers += [(("secondary", number), name) for number, name in enumerate(draft.data.secondary)]
    known = set(draft.company.plan.hosts) & set(draft.company.devices)
    for number, (loc, name) in enumerate(servers):
        if name not in known:
            yield Problem(loc, f"there is no server `{name}` with an address in the plan", near(name, known))
        elif name in (before := [other for _, other in servers[:number]]):
            first = "the primary" if name == before[0] else "a secondary"
            yield Problem(loc, f"`{name}` is {first} already", "name another server, or leave it out")


def _forwarders(draft: Draft) -> Iterator[Problem]:
    for number, name in enumerate(draft.data.forwarders):
        if name in (draft.data.primary, *draft.data.secondary):
            message = f"`{name}` would forward to a server of the same zone"
            yield Problem(("forwarders", number), message, "name a resolver outside")
        elif address(draft.company, name) is None:
            known = (known for known in draft.company.devices if address(draft.company, known))
            yield Problem(("forwarders", number), f"no address is known of `{name}`", near(name, known))


def _records(draft: Draft) -> Iterator[Problem]:
    hosts = draft.company.plan.hosts
    for name, host in draft.data.records.items():
        if host not in hosts:
            remedy = f"the address of a record is a host's of plan.yml; {near(host, hosts)}"
            yield Problem(("records", name), f"the plan has no host `{host}`", remedy)
        if name in hosts:
            yield Problem(
                ("records", name), f"`{name}` is a host of the plan: it has its record", "choose another name"
            )


def _aliases(draft: Draft) -> Iterator[Problem]:
    for alias, target in draft.data.cname.items():
        if alias in draft.machines:
            message = f"`{alias}` has an address record: no CNAME may stand beside it (RFC 1034, section 3.6.2)"
            yield Problem(("cname", alias), message, "choose another name for the alias")
        if target in draft.data.cname:
            yield Problem(("cname", alias), f"`{target}` is an alias too", "name the machine itself")
        elif target not in draft.machines:
            yield Problem(("cname", alias), f"the zone has no machine `{target}`", near(target, draft.machines))


def _delegated(draft: Draft) -> Iterator[Problem]:
    known = set(draft.company.plan.hosts) & set(draft.company.devices)
    for label, host in draft.data.delegated.items():
        loc = ("delegated", label)
        if not is_label(label):
            remedy = "use lower-case letters, digits and hyphens, 63 at most"
            yield Problem(loc, f"`{label}` is no label of a zone (RFC 1123)", remedy)
        if label in draft.machines or label in draft.data.cname:
            yield Problem(
                loc, f"`{label}` is a name of this zone already", "choose another label for what is delegated"
            )
        if host not in known:
            yield Problem(loc, f"there is no server `{host}` with an address in the plan", near(host, known))
        elif host in (draft.data.primary, *draft.data.secondary):
            yield Problem(loc, f"`{host}` serves the zone itself", "name the server of that part, or leave it out")


def _mail(draft: Draft) -> Iterator[Problem]:
    for name in draft.data.mx:
        if name in draft.data.cname:
            message = f"`{name}` is an alias: an MX names a machine itself (RFC 2181, section 10.3)"
            yield Problem(("mx", name), message, f"write `{draft.data.cname[name]}`")
        elif name not in draft.machines:
            yield Problem(("mx", name), f"the zone has no machine `{name}`", near(name, draft.machines))


def _outside(draft: Draft) -> Iterator[Problem]:
    if draft.data.outside is None:
        return
    names, known = draft.data.outside.names, public_addresses(draft.company.plan)
    for name, public in names.items():
        if public not in known:
            message = f"the plan has no public address `{public}`"
            yield Problem(("outside", "names", name), message, near(public, known))
    if draft.data.outside.server not in names:
        message = f"`{draft.data.outside.server}` is none of the names that are published"
        yield Problem(("outside", "server"), message, near(draft.data.outside.server, names))
    for name in draft.data.outside.mx:
        if name not in names:
            message = f"`{name}` is none of the names that are published"
            yield Problem(("outside", "mx", name), message, near(name, names))


RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _zone,
    _labels,
    _servers,
    _forwarders,
    _records,
    _aliases,
    _mail,
    _delegated,
    _outside,
)
"""Each rule looks at the whole section and tells what breaks it."""
