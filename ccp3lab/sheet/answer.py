"""What a sheet answers: for each network that was asked for its line, for each site its summary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from ipaddress import IPv4Address, IPv4Network

from ccp3lab.sheet.column import Column
from ccp3lab.sheet.match import network_of, site_of
from ccp3lab.sheet.network import Network
from ccp3lab.sheet.spelling import SpellingError, network, nothing, prefix, subnet, wildcard
from ccp3lab.sheet.table import Row, rows


@dataclass(frozen=True)
class Written:
    """A subnet as a line of a sheet gives it."""

    row: Row

    @cached_property
    def base(self) -> IPv4Address:
        """The network address as written; raises SpellingError when it cannot be read."""
        return subnet(self.row.text(Column.SUBNET))[0]

    @cached_property
    def lengths(self) -> Mapping[str, int | SpellingError]:
        """The prefix length by where it is written (behind the address, prefix, mask): or why it cannot be read."""
        behind = subnet(self.row.text(Column.SUBNET))[1]
        said = {"préfixe": self.row.text(Column.PREFIX), "masque": self.row.text(Column.MASK)}
        read = {place: _length(text) for place, text in said.items() if not nothing(text)}
        return read if behind is None else {"adresse réseau": behind, **read}

    @cached_property
    def net(self) -> IPv4Network:
        """The subnet that the line means, even where its network address is one of its hosts or its mask inverse.

        Raises SpellingError when there is no size or no address.
        """
        known = [length for length in self.lengths.values() if isinstance(length, int)]
        inverse = wildcard(self.row.text(Column.MASK))
        length = next(iter(known), inverse)
        if length is None:
            raise next(
                (why for why in self.lengths.values() if isinstance(why, SpellingError)),
                SpellingError("ni préfixe ni masque"),
            )
        return network(self.base, length)

    def mistake(self) -> str | None:
        """Why the line means no subnet; None when it means one."""
        try:
            self.net  # noqa: B018 - read for what it raises
        except SpellingError as error:
            return str(error)
        return None


def _length(text: str) -> int | SpellingError:
    try:
        return prefix(text)
    except SpellingError as error:
        return error


@dataclass(frozen=True)
class Answer(Written):
    """The line of one network."""

    asked: Network

    @property
    def name(self) -> str:
        """The network and the line, as feedback calls it."""
        return f"{self.asked.title} (ligne {self.row.line})"


@dataclass(frozen=True)
class Answers:
    """A whole sheet: `given` are the lines that mean a subnet, `unread` those that do not (and why)."""

    asked: tuple[Network, ...]
    rows: tuple[Row, ...]
    given: tuple[Answer, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    twice: tuple[str, ...] = ()
    summaries: Mapping[str, Written] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[Network, ...]:
        """The networks without any line that is filled in."""
        there = {answer.asked.key for answer in self.given} | set(self.unread)
        return tuple(one for one in self.asked if one.key not in there)


@lru_cache(maxsize=8)
def answers(text: str, asked: tuple[Network, ...]) -> Answers:
    """What TEXT (see `table.joined`) answers to the networks ASKED for. All checks of a run look at the same text."""
    every = rows(text)
    lines: dict[str, list[Answer]] = {}
    for row in every:
        one = network_of(row.labels, asked)
        if one and not nothing(row.text(Column.SUBNET)):
            lines.setdefault(one.key, []).append(Answer(row, one))
    first = [found[0] for found in lines.values()]
    why = {answer.asked.key: answer.mistake() for answer in first}
    return Answers(
        asked,
        every,
        tuple(answer for answer in first if why[answer.asked.key] is None),
        {key: text for key, text in why.items() if text is not None},
        tuple(key for key, found in lines.items() if len(found) > 1),
        _summaries(every, asked),
    )


def _summaries(every: tuple[Row, ...], asked: tuple[Network, ...]) -> Mapping[str, Written]:
    sites = {one.site: one.site_title for one in asked}
    named = ((site_of(row.labels, sites), row) for row in every)
    return {site: Written(row) for site, row in named if site and not nothing(row.text(Column.SUBNET))}
