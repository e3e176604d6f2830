"""Plans for tests, in few words."""

from typing import Any

from ccp3lab.plan import Plan, PlanFile, problems, resolve

SITES = {"siege": {"block": "10.1.0.0/16", "ipv6": "fd00:cc:1::/48"}}


def raw(**parts: Any) -> PlanFile:
    """A plan file of PARTS; one site and no VLAN unless they say so."""
    return PlanFile.model_validate({"company": "X", "domain": "x.lan", "sites": SITES, "vlans": {}} | parts)


def plan(**parts: Any) -> Plan:
    """The resolved plan of PARTS."""
    return resolve(raw(**parts))


def told(**parts: Any) -> list[str]:
    """What is wrong with the plan of PARTS: place, message and remedy, one a line."""
    return [f"{'.'.join(map(str, problem.loc))}: {problem}" for problem in problems(raw(**parts))]


def sized(*needs: int, site: str | None = None) -> dict[str, dict[str, Any]]:
    """VLANs v0, v1, ... for NEEDS."""
    return {f"v{n}": {"id": 2 + n + (n > 998) * 4, "hosts": need, "site": site} for n, need in enumerate(needs)}
