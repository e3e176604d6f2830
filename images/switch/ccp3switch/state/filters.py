"""Access lists and address translation -> one table of nft(8), and the networks that the switch speaks for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ccp3switch.acl.lists import AccessList, lists
from ccp3switch.config.tree import Line
from ccp3switch.model.filters import Filtered, filtered, ssh_class
from ccp3switch.state import translation
from ccp3switch.state.chains import TABLE, chain, rules

SSH_PORT = 22
# A router lets the sender know (RFC 1812, 5.2.7.1); the kernel limits how often.
_REFUSED = "reject with icmp type admin-prohibited"
# Before connection tracking: what comes in is seen as it was sent.
_INBOUND = "type filter hook prerouting priority -300;"
_FORWARDED = "type filter hook forward priority 0;"
# Behind translation: what leaves an outside interface is seen as it leaves.
_TRANSLATED = "type filter hook postrouting priority 300;"
_OWN = "type filter hook input priority 0;"


@dataclass(frozen=True)
class Filters:
    """The counters' names, one for each entry of a list; the chains and those of translation in nft's words.

    `aliases`: networks of inside global addresses, for which the switch answers ARP requests.
    """

    counters: tuple[str, ...] = ()
    chains: str = ""
    nat: str = ""
    aliases: tuple[str, ...] = ()


def wanted(tree: Line) -> Filters:
    """What the configuration asks for."""
    written = list(lists(tree))
    known = {one.name: one for one in written if one.items}  # one without any entry permits all, as if it did not exist
    counters = tuple(one.counter(item) for one in written for item in one.items)
    places = list(filtered(tree))
    nat = translation.wanted(tree, places, known)
    hooks = [(name, hook, [one for one in found if one[1] in known]) for name, hook, found in _hooks(tree, places)]
    used = sorted({name for _, _, found in hooks for _, name, _ in found})
    chains = [chain(known[name].identifier, "", rules(known[name], "accept", "return")) for name in used]
    chains += [chain(name, hook, _base(found, known)) for name, hook, found in hooks if found]
    return Filters((*counters, *nat.counters), "".join(chains), nat.chains, nat.aliases)


Applied = tuple[str, str, str]  # which packets, the list that judges them, what becomes of those that it denies


def _hooks(tree: Line, places: list[Filtered]) -> Iterator[tuple[str, str, list[Applied]]]:
    """Where in a packet's way each list is asked: a chain's name, its hook, the lists there."""
    yield "inbound", _INBOUND, [(f'iifname "{one.interface.device}"', one.inbound, _REFUSED) for one in places]
    forwarded = [one for one in places if one.side != "outside"]
    yield "forwarded", _FORWARDED, [(f'oifname "{one.interface.device}"', one.outbound, _REFUSED) for one in forwarded]
    outside = [one for one in places if one.side == "outside"]
    crossing = [(f'iif != 0 oifname "{one.interface.device}"', one.outbound, "drop") for one in outside]
    yield "translated", _TRANSLATED, crossing
    new = f'iifname != {{ "eth0", "lo" }} tcp dport {SSH_PORT} tcp flags & (fin | syn | rst | ack) == syn'
    yield "ssh", _OWN, [(new, ssh_class(tree), "reject with tcp reset")]


def _base(found: Iterable[Applied], known: Mapping[str, AccessList]) -> Iterator[str]:
    for packets, name, denied in found:
        yield f"{packets} jump {known[name].identifier}"
        yield f"{packets} {denied}"


def counters_changed(old: Filters, new: Filters) -> str | None:
    """The transaction when nothing but counters of lists that are not applied came or went, else None."""
    if (old.chains, old.nat, old.aliases) != (new.chains, new.nat, new.aliases) or not new.counters:
        return None
    gone = [name for name in old.counters if name not in set(new.counters)]
    came = [name for name in new.counters if name not in set(old.counters)]
    lines = [f"add table ip {TABLE}", *(f"delete counter ip {TABLE} {name}" for name in gone)]
    return "\n".join([*lines, *(f"add counter ip {TABLE} {name}" for name in came), ""])


def ruleset(filters: Filters, counts: Mapping[str, tuple[int, int]]) -> str:
    """The whole transaction: the table as it was goes, the new one takes over the counts (packets, bytes) it had."""
    away = f"add table ip {TABLE}\ndelete table ip {TABLE}\n"
    if not filters.counters and not filters.chains and not filters.nat:
        return away
    counters = "".join(_counter(name, *counts.get(name, (0, 0))) for name in filters.counters)
    return f"{away}table ip {TABLE} {{\n{counters}{filters.chains}{filters.nat}}}\n"


def _counter(name: str, packets: int, octets: int) -> str:
    return f"\tcounter {name} {{\n\t\tpackets {packets} bytes {octets}\n\t}}\n"
