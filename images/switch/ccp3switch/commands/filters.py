"""Access lists, where they are applied, and address translation."""

from ccp3switch.config.edits import access, applied, nat
from ccp3switch.grammar.command import Command
from ccp3switch.modes import ANY_EXEC, CONFIG, EXEC, ROUTED
from ccp3switch.shell import clearing
from ccp3switch.show import access as lists
from ccp3switch.show import nat as translation

_STANDARD, _EXTENDED = ("acl-std",), ("acl-ext",)
_SOURCE = "ip nat inside source "

TABLE = (
    Command("show [ip] access-lists [{list}]", ANY_EXEC, show=lists.access_lists),
    Command("clear [ip] access-list counters [{list}]", EXEC, clearing.counters),
    Command("show ip nat translations", ANY_EXEC, show=translation.translations),
    Command("show ip nat statistics", ANY_EXEC, show=translation.statistics),
    Command("clear ip nat translation *", EXEC, clearing.translations),
    Command("ip access-list standard {standard-list}", CONFIG, edit=access.enter, opens="acl-std", rank=706),
    Command("ip access-list extended {extended-list}", CONFIG, edit=access.enter, opens="acl-ext", rank=706),
    Command("ip access-list resequence {list} {sequence} {sequence}", CONFIG, edit=access.resequence),
    Command("access-list {standard-number} = <standard-entry>", CONFIG, edit=access.numbered, rank=719),
    Command("access-list {extended-number} = <extended-entry>", CONFIG, edit=access.numbered, rank=719),
    Command("<standard-entry>", _STANDARD, edit=access.entry),
    Command("{sequence} = <standard-entry>", _STANDARD, edit=access.entry),
    Command("<extended-entry>", _EXTENDED, edit=access.entry),
    Command("{sequence} = <extended-entry>", _EXTENDED, edit=access.entry),
    Command("ip access-group {list} in|out", ROUTED, edit=applied.access_group, rank=12),
    Command("access-class {list} in", ("line",), edit=applied.access_class, rank=5),
    Command("ip nat inside|outside", ROUTED, edit=applied.nat_side, rank=14),
    Command("ip nat pool {word} = {ip} {ip} netmask {mask}", CONFIG, edit=nat.pool, rank=703),
    Command("ip nat pool {word} = {ip} {ip} prefix-length {prefix-length}", CONFIG, edit=nat.pool, rank=703),
    Command(_SOURCE + "list {list} = interface {interface} overload", CONFIG, rank=704),
    Command(_SOURCE + "list {list} = pool {word} overload", CONFIG, rank=704),
    Command(_SOURCE + "static {ip} = {ip} [extendable]", CONFIG, edit=nat.static, rank=704),
    Command(
        _SOURCE + "static tcp|udp {ip} {port-number} {ip} {port-number} [extendable]", CONFIG, edit=nat.static, rank=704
    ),
    Command(
        _SOURCE + "static tcp|udp {ip} {port-number} interface {interface} {port-number}",
        CONFIG,
        edit=nat.static,
        rank=704,
    ),
)
