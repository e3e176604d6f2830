"""What a variant of the plan puts in the place of what is written: site value, VLAN ids, names, secrets. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccp3lab.plan.file import PlanFile
from ccp3lab.plan.lots import phrase

EXAMPLE = b"example"
"""The seed of the secrets of a plan that is nobody's: everybody can compute them."""


@dataclass(frozen=True)
class Values:
    """The values of one variant; ids and names by the plan's own names of VLANs, secrets by their names."""

    site: int
    ids: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)


def written(raw: PlanFile, site: int | None = None, seed: bytes = EXAMPLE) -> Values:
    """The values of the file itself: each VLAN's own id, and its first name or the plan's own name for it.

    SITE takes the place of the site value; a file holds no secrets: SEED draws them.
    """
    ids = {key: entry.id for key, entry in raw.vlans.items()}
    names = {key: entry.names[0] if entry.names else key for key, entry in raw.vlans.items()}
    return Values(raw.site if site is None else site, ids, names, secrets(raw, seed))


def secrets(raw: PlanFile, seed: bytes) -> Mapping[str, str]:
    """The secrets that SEED draws for RAW, by their names."""
    return {name: phrase(seed, f"secret {name}", entry.words) for name, entry in raw.secrets.items()}
