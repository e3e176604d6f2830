"""`show interfaces status`: a table of fixed columns.

Read by column, not by pattern: the second column is the port's description, free text of the learner, and a description
such as `connected 10` makes a pattern read the wrong fields.
"""

import re
from dataclasses import dataclass

from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.ios.port import short

_HEADER = re.compile(r"Port\s+Name\s+Status\s+Vlan\s+Duplex\s+Speed\s+Type\s*")
_STATES = {"connected", "notconnect", "disabled", "err-disabled", "inactive", "suspended", "monitoring"}


@dataclass(frozen=True)
class PortStatus:
    """One port: `status` is `disabled` (shutdown), `notconnect`, `inactive`...; `vlan`: id or `trunk`."""

    port: str
    status: str
    vlan: str


def port_status(text: str, name: str) -> PortStatus:
    """The line of port NAME; raises Unreadable when there is none or it is not of that table."""
    lines = text.splitlines()
    header = next((line for line in lines if _HEADER.fullmatch(line)), None)
    if header is None:
        raise Unreadable("show interfaces status : l'en-tête manque")
    wanted, start = short(name), header.index("Status")
    line = next((line for line in lines if line.split(maxsplit=1)[:1] == [wanted]), None)
    if line is None:
        raise Unreadable(f"show interfaces status : le port {wanted} manque")
    fields = line[start:].split()
    if line[start - 1 : start] != " " or len(fields) < 2 or fields[0] not in _STATES:
        raise Unreadable(f"show interfaces status : la ligne de {wanted} est illisible")
    return PortStatus(wanted, fields[0], fields[1])
