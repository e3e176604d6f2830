"""Exec commands that are no show commands."""

from ccp3switch.grammar.command import Command as C
from ccp3switch.modes import ANY_EXEC, EXEC
from ccp3switch.shell import files, moving

TABLE = (
    C("enable", ANY_EXEC, moving.enable),
    C("disable", EXEC, moving.disable),
    C("exit|logout|quit", ANY_EXEC, moving.leave),
    C("configure [terminal]", EXEC, moving.configure),
    C("configure replace {file} [force] [revert trigger error]", EXEC, files.replace),
    C("terminal length|width {length}", ANY_EXEC, moving.terminal),
    C("terminal no length|width", ANY_EXEC, moving.terminal_reset),
    C("write [memory]", EXEC, files.write),
    C("write erase", EXEC, files.erase),
    C("erase startup-config|nvram:", EXEC, files.erase),
    C("copy running-config|startup-config|{file} running-config|startup-config|{file}", EXEC, files.copy),
    C("dir [{file}]", EXEC, files.listing),
    C("more {file}", EXEC, files.more),
    C("verify /md5 {file}", EXEC, files.verify),
    C("delete [/force] {file}", EXEC, files.delete),
    C("reload", EXEC, files.reload),
)
