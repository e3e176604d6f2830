"""`show vlan`. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch.model import switching
from ccp3switch.names import short
from ccp3switch.show.links import carrier
from ccp3switch.show.view import View

HEAD = (
    "",
    "VLAN Name                             Status    Ports",
    "---- -------------------------------- --------- -------------------------------",
)
UNSUPPORTED = ((1002, "fddi-default"), (1003, "token-ring-default"), (1004, "fddinet-default"), (1005, "trnet-default"))
PER_LINE = 4


def vlan(view: View) -> str:
    """`show vlan [brief|id N|name X|all-ports]`; all-ports lists trunks as well, the others ports that are no trunk."""
    words = view.asked.words
    known = switching.vlans(view.tree)
    asked = _asked(view, known)
    if asked is not None and not asked:
        what = f"id {view.asked.values['vlan']}" if "id" in words else words[-1]
        return f"VLAN {what} not found in current VLAN database\n"
    every = "all-ports" in words or "id" in words or "name" in words
    rows = [
        row
        for number, name in known.items()
        if asked is None or number in asked
        for row in _rows(view, number, name, every)
    ]
    if asked is None:
        rows += [f"{number:<4} {name:<32} act/unsup" for number, name in UNSUPPORTED]
    details = [] if "brief" in words or "all-ports" in words else _details(known, asked)
    return "\n".join([*HEAD, *rows, *details]) + "\n"


def _asked(view: View, known: dict[int, str]) -> set[int] | None:
    """The VLANs asked for; None: all of them."""
    values = view.asked.values
    if "vlan" in values:
        return {int(values["vlan"])} & known.keys()
    if "word" in values:
        return {number for number, name in known.items() if name == values["word"]}
    return None


def _rows(view: View, number: int, name: str, every: bool) -> Iterator[str]:
    members = [short(port.name) for port in switching.switched(view.tree) if _listed(view, port, number, every)]
    lines = [", ".join(members[index : index + PER_LINE]) for index in range(0, len(members), PER_LINE)] or [""]
    yield f"{number:<4} {name:<32} {_status(view, number):<9} {lines[0]}".rstrip()
    yield from (" " * 48 + line for line in lines[1:])


def _status(view: View, number: int) -> str:
    """A VLAN that is suspended or shut down carries nothing."""
    if number in switching.working(view.tree):
        return "active"
    return "suspended" if view.tree.lines[f"vlan {number}"].has("state") else "act/lshut"


def summary(view: View) -> str:
    """`show vlan summary`: VLAN 1 and the four that IOS reserves count."""
    found = switching.vlans(view.tree)
    extended = len([vlan for vlan in found if vlan > 1005])
    return (
        f"Number of existing VLANs               : {len(found) + len(UNSUPPORTED)}\n"
        f" Number of existing VTP VLANs          : {len(found) + len(UNSUPPORTED) - extended}\n"
        f" Number of existing extended VLANS     : {extended}\n\n"
    )


def _listed(view: View, port: switching.Port, number: int, every: bool) -> bool:
    """A trunk that is up belongs to no single VLAN; one that is down is listed under its access VLAN."""
    if every:
        return switching.carries(port, number)
    if port.trunk and carrier(view.live, port):
        return False
    return number in (port.access, port.voice)


def _details(known: dict[int, str], asked: set[int] | None) -> Iterator[str]:
    yield from (
        "",
        "VLAN Type  SAID       MTU   Parent RingNo BridgeNo Stp  BrdgMode Trans1 Trans2",
        "---- ----- ---------- ----- ------ ------ -------- ---- -------- ------ ------",
    )
    for number in known:
        if asked is None or number in asked:
            yield f"{number:<4} enet  {100000 + number:<10} 1500  -      -      -        -    -        0      0"
