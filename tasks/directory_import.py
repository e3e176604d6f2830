"""The Nornir task that brings the people of a staff list into a directory."""

import re
from collections.abc import Iterable, Iterator, Mapping

from nornir.core.task import Result, Task

from ccp3lab.directory.staffing import Staffing, Step
from ccp3lab.errors import DirectoryError
from ccp3lab.jobs import JOBS
from ccp3lab.people import Person
from ccp3lab.people.logins import RESERVED
from tasks.directory_apply import settle
from tasks.directory_change import Change
from tasks.directory_compare import compare
from tasks.directory_found import Found
from tasks.directory_intent import Wanted
from tasks.directory_leavers import departed, numbered, untouched
from tasks.directory_read import read
from tasks.directory_scope import strays, taken, within
from tasks.directory_section import DirectorySection
from tasks.directory_wanted import content, listed

_USER = re.compile(r"[-+~] user ([^\s:]+)")


@JOBS.add("directory_import")
def directory_import(task: Task, asked: Staffing) -> Result:
    """Bring the directory of the host to what ASKED says. `Result.result` is a tuple of Step, in their order.

    A dry run tells the same and writes nothing.
    """
    there = task.host.get_connection("ccp3_ldap", task.nornir.config)
    rows: dict[str, int] = {}

    def look() -> tuple[Change, ...]:
        made, found = staffed(asked, read(there))
        rows.update(_lines(asked, made))
        return compare(made, found)

    changes = look() if task.is_dry_run() else settle(there, asked.initial, look, asked.begun)
    return Result(host=task.host, result=tuple(_steps(changes, rows)), changed=bool(changes))


def staffed(asked: Staffing, found: Found) -> tuple[Wanted, Found]:
    """Everything that a directory which holds FOUND must hold for ASKED, and what of FOUND that is compared with. Pure.

    DirectoryError where somebody of the list has an account of ours outside.
    """
    data = asked.company.asked("directory", DirectorySection)
    if data is None:
        return Wanted(), Found(found.base)
    scoped, people = within(found, data), _people(asked, data)
    if lost := list(strays(found, scoped, (one.number for one in people))):
        raise DirectoryError("\n".join(lost))
    made = content(data, people, asked.company.title, dict(numbered(scoped)), RESERVED | taken(scoped))
    return (untouched if asked.left_out else departed)(made, scoped), scoped


def _people(asked: Staffing, data: DirectorySection) -> tuple[Person, ...]:
    return tuple(one for one in listed(data, asked.company).people if one.line not in asked.left_out)


def _lines(asked: Staffing, made: Wanted) -> Mapping[str, int]:
    """The line of the list for each login."""
    data = asked.company.asked("directory", DirectorySection)
    lines = {one.number: one.line for one in _people(asked, data)} if data else {}
    return {user.login: lines[user.number] for user in made.users if user.number in lines}


def _steps(changes: Iterable[Change], lines: Mapping[str, int]) -> Iterator[Step]:
    for change in changes:
        whose = _USER.match(change.line)
        yield Step(change.line, lines.get(whose[1]) if whose else None)
