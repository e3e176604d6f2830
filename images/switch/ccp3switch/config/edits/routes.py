"""Static routes. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from ccp3switch.config.tree import WHOLE, Line, line_of
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model.layer3 import addresses
from ccp3switch.names import is_port


def route(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`ip route A M [INTERFACE] [HOP] [distance] [name X]`: a line each way; `no` removes those named."""
    ways = [parsed.values[kind] for kind in ("egress", "hop") if kind in parsed.values]
    key = " ".join((parsed.key, *ways))
    if parsed.negated:
        return _removed(root, key)
    _checked(root, parsed)
    distance = parsed.values.get("distance", "1")
    rest = [distance] if distance != "1" else []
    rest += ["name", parsed.values["word"]] if "word" in parsed.values else []
    root.put(line_of(parsed.command, " ".join((key, *rest)), key))
    return Edited()


def _removed(root: Line, key: str) -> Edited:
    gone = [line.key for line in root.under(key) if f"{line.key} ".startswith(f"{key} ")]
    for one in gone:
        root.drop(one)
    return Edited("" if gone else "%No matching route to delete\n")


def _checked(root: Line, parsed: Parsed) -> None:
    """Raises CliError for a network with host bits, a port that the switch lacks, a next hop that is itself."""
    prefix, egress, hop = (parsed.values.get(kind, "") for kind in ("prefix", "egress", "hop"))
    if IPv4Network(f"{prefix}/{parsed.values['mask']}", strict=False).network_address != IPv4Address(prefix):
        raise CliError("%Inconsistent address and mask")
    port = egress.partition(".")[0]
    if is_port(port) and not root.has(f"interface {port}"):
        raise InvalidInputError(parsed.columns[4])
    if hop and root.key != WHOLE and _own(root, IPv4Address(hop)):
        raise CliError("%Invalid next hop address (it's this router)")


def _own(root: Line, hop: IPv4Address) -> bool:
    return any(hop == one.ip for line in root.under("interface ") for one in addresses(line))
