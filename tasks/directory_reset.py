"""Passwords set anew: who forgot theirs gets another first password, must change it, and is unlocked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from nornir.core.task import Result, Task

from ccp3lab.directory.staffing import Forgotten
from ccp3lab.errors import DirectoryError
from ccp3lab.jobs import JOBS
from ccp3lab.problem import near
from tasks.directory_change import Set
from tasks.directory_found import Found, Sort, Thing
from tasks.directory_read import read
from tasks.directory_values import number
from tasks.directory_write import Writer

if TYPE_CHECKING:
    from ccp3lab.connections.ldap import Directory


@JOBS.add("directory_reset")
def directory_reset(task: Task, intents: Mapping[str, Forgotten]) -> Result:
    """Set the passwords that INTENTS has under the name of the host. A dry run tells the same and writes nothing."""
    there = task.host.get_connection("ccp3_ldap", task.nornir.config)
    asked = intents[task.host.name]
    changes = resets(asked.logins, read(there)) if task.is_dry_run() else reset(there, asked)
    return Result(host=task.host, diff="\n".join(change.line for change in changes), changed=bool(changes))


def reset(there: "Directory", asked: Forgotten) -> tuple[Set, ...]:
    """Set the passwords of ASKED, or none of them where one account cannot be; what was done. DirectoryError."""
    changes = resets(asked.logins, read(there))
    Writer(there, asked.initial).apply(changes)
    return changes


def resets(logins: Sequence[str], found: Found) -> tuple[Set, ...]:
    """What must be done for LOGINS in FOUND; DirectoryError, a line a login of nobody or of an administrator."""
    wrong = list(_problems(logins, found))
    if wrong:
        raise DirectoryError("\n".join(wrong))
    return tuple(_reset(found.by_login[login.casefold()]) for login in dict.fromkeys(logins))


def _problems(logins: Sequence[str], found: Found) -> Iterator[str]:
    users = {name: thing for name, thing in found.by_login.items() if thing.sort is Sort.USER}
    for login in logins:
        thing = users.get(login.casefold())
        if thing is None:
            yield f"user {login}: there is no such account; {near(login, sorted(users))}"
        elif thing.protected:
            yield f"user {login}: an administrator's account is left alone; set its password on the server"


def _reset(thing: Thing) -> Set:
    """In one operation: pwdLastSet 0 asks for another password at the next logon, lockoutTime 0 unlocks (MS-ADA2/3)."""
    login = thing.entry.text("sAMAccountName")
    values = {"pwdLastSet": number(0), "lockoutTime": number(0)}
    return Set(f"~ user {login}: password set anew, unlocked, to be changed at logon", thing.entry.dn, values, login)
