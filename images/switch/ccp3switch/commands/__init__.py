"""The command table: the only place where a command is declared, one file a theme."""

from ccp3switch.commands import (
    accounts,
    archive,
    clocks,
    configuring,
    dhcp,
    executing,
    filters,
    layer3,
    lines,
    messages,
    ports,
    security,
    showing,
    switching,
    system,
    vlans,
)
from ccp3switch.grammar.command import Command
from ccp3switch.grammar.trie import build

TABLE: tuple[Command, ...] = (
    *executing.TABLE,
    *archive.TABLE,
    *clocks.TABLE,
    *showing.TABLE,
    *configuring.TABLE,
    *accounts.TABLE,
    *system.TABLE,
    *lines.TABLE,
    *messages.TABLE,
    *vlans.TABLE,
    *ports.TABLE,
    *security.TABLE,
    *switching.TABLE,
    *layer3.TABLE,
    *dhcp.TABLE,
    *filters.TABLE,
)
GRAMMAR = build(TABLE)
