"""What a variant of the plan puts in the place of what is written: site value, VLAN ids, names, secrets. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ccp3lab.plan.file import PlanFile


@dataclass(frozen=True)
class Values:
    """The values of one variant; ids and names by the plan's own names of VLANs, secrets by their names."""

    site: int
    ids: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)


def written(raw: PlanFile) -> Values:
    """The values of the file itself: each VLAN's own id, and its first name or the plan's own name for it."""
    ids = {key: entry.id for key, entry in raw.vlans.items()}
    names = {key: entry.names[0] if entry.names else key for key, entry in raw.vlans.items()}
    return Values(raw.site, ids, names)
