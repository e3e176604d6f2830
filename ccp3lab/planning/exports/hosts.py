"""Lines for /etc/hosts (hosts(5)): each machine's address, full name, short name."""

from collections.abc import Iterator, Mapping

from ccp3lab.plan import Plan
from ccp3lab.planning.exports.words import plain


def files(plan: Plan) -> Mapping[str, bytes]:
    """PLAN as hosts."""
    return {"hosts": "".join(f"{line}\n" for line in _lines(plan)).encode()}


def _lines(plan: Plan) -> Iterator[str]:
    yield f"# {plain(plan.company)}"
    for host in plan.hosts.values():
        names = f"{host.name}.{plan.domain} {host.name}"
        yield f"{host.address}\t{names}"
        if host.interface6:
            yield f"{host.interface6.ip}\t{names}"
