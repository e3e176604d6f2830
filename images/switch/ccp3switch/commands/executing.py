"""Exec commands that are no show commands."""

from ccp3switch.grammar.command import Command
from ccp3switch.modes import ANY_EXEC, EXEC
from ccp3switch.shell import files, moving, ping, resetting

_ECHOES = " *[timeout {timeout}] *[size {bytes}] *[repeat {count}] *[source {interface}|{ip}] *[df-bit]"

TABLE = (
    Command("enable", ANY_EXEC, moving.enable),
    Command("disable", EXEC, moving.disable),
    Command("exit|logout|quit", ANY_EXEC, moving.leave),
    Command("configure [terminal]", EXEC, moving.configure),
    Command("terminal length|width {length}", ANY_EXEC, moving.terminal),
    Command("terminal history size {history}", ANY_EXEC, moving.terminal_history),
    Command("terminal no length|width", ANY_EXEC, moving.terminal_reset),
    Command("write [memory]", EXEC, files.write),
    Command("write erase", EXEC, files.erase),
    Command("erase startup-config|nvram:", EXEC, files.erase),
    Command("copy running-config|startup-config|{file} running-config|startup-config|{file}", EXEC, files.copy),
    Command("dir [{file}]", EXEC, files.listing),
    Command("more {file}", EXEC, files.more),
    Command("verify /md5 {file}", EXEC, files.verify),
    Command("delete [/force] {file}", EXEC, files.delete),
    Command("clear counters [{interface}]", EXEC, resetting.counters),
    Command("clear arp-cache", EXEC, resetting.arp),
    Command("clear mac address-table dynamic", EXEC, resetting.macs),
    Command("clear line {absolute}", EXEC, resetting.line),
    Command("clear line vty {vty}", EXEC, resetting.line),
    Command("clear line console {zero}", EXEC, resetting.line),
    Command("ping", EXEC, ping.dialogue),
    Command("ping [ip|ipv6] {host}" + _ECHOES, ANY_EXEC, ping.ping),
    Command("traceroute [ip|ipv6] {host} *[source {interface}|{ip}] *[numeric]", ANY_EXEC, ping.traceroute),
)
