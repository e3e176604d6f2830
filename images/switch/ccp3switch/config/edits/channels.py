"""EtherChannels: the Port-channel, its members, lines that hold for all of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3switch import names
from ccp3switch.config.edit import plain
from ccp3switch.config.tree import Line, line_from
from ccp3switch.errors import CliError, InvalidInputError
from ccp3switch.grammar.command import Edit, Edited
from ccp3switch.grammar.parse import Parsed
from ccp3switch.model import security

GROUP = "channel-group"
RANK = 590
_SHARED = ("switchport access vlan", "switchport trunk", "switchport mode", "switchport nonegotiate")


def members(root: Line, number: int) -> Iterator[Line]:
    """The sections of the ports in a channel."""
    for line in root.under(f"interface {names.PORT}"):
        if line.value(GROUP).split()[:1] == [str(number)]:
            yield line


def open_channel(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`interface Port-channel1`: made when it is missing; one that goes shuts its members down, as on IOS."""
    if not parsed.negated:
        if not root.has(parsed.text):
            root.put(line_from(parsed))
        return Edited(opened=(parsed.text,))
    if not root.has(parsed.text):
        raise InvalidInputError(parsed.last_column)
    for line in list(members(root, names.number(parsed.text))):
        line.drop(GROUP)
        line.put(Line("shutdown", "shutdown", (20,)))
    root.drop(parsed.text)
    return Edited()


def join(root: Line, section: Line, parsed: Parsed) -> Edited:
    """`channel-group N mode active|passive|on`: the channel is made with the VLANs of its first port."""
    if parsed.negated:
        section.drop(parsed.key)
        return Edited()
    if section.has(security.KEY):
        raise CliError(f"Command rejected: {section.key.removeprefix('interface ')} is a secure port.")
    if section.has("switchport"):
        raise CliError(f"Command rejected: {section.key.removeprefix('interface ')} is a routed port.")
    number, mode = int(parsed.values["group"]), parsed.words[-1]
    if any(_apart(line, mode) for line in members(root, number) if line.key != section.key):
        raise CliError(_MISMATCH.format(section.key.removeprefix("interface "), number))
    section.put(line_from(parsed))
    return _made(root, section, f"interface {names.CHANNEL}{number}")


_MISMATCH = (
    "Command rejected (Channel protocol mismatch for interface {} in group {}): "
    "the interface can not be added to the channel group"
)


def _apart(member: Line, mode: str) -> bool:
    """Whether one speaks LACP and the other does not."""
    return (member.value(GROUP).rpartition(" ")[2] == "on") is not (mode == "on")


def _made(root: Line, section: Line, key: str) -> Edited:
    if root.has(key):
        return Edited()
    made = root.put(Line(key, key, (RANK, names.number(key))))
    for line in section.ordered():
        if line.key.startswith(_SHARED):
            made.put(line.copy())
    return Edited(f"Creating a port-channel interface {key.removeprefix('interface ')}\n")


def spread(edit: Edit) -> Edit:
    """The same line, but what is typed on a Port-channel goes onto its members too."""

    def done(root: Line, section: Line, parsed: Parsed) -> Edited:
        said = edit(root, section, parsed)
        if section.key.startswith(f"interface {names.CHANNEL}"):
            for line in members(root, names.number(section.key)):
                edit(root, line, parsed)
        return said

    return done


def as_typed(_root: Line, section: Line, parsed: Parsed) -> Edited:
    """A line without any rule of its own."""
    plain(section, parsed)
    return Edited()


def balance(root: Line, _section: Line, parsed: Parsed) -> Edited:
    """`port-channel load-balance`: by source address is the default."""
    if parsed.negated or parsed.words[-1] == "src-mac":
        root.drop(parsed.key)
    else:
        root.put(line_from(parsed))
    return Edited()
