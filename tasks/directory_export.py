"""The Nornir task that tells who has an account in a directory: people of a staff list again."""

import unicodedata
from collections.abc import Iterator

from nornir.core.task import Result, Task

from ccp3lab.jobs import JOBS
from ccp3lab.people import Person
from ccp3lab.people.logins import seniority
from tasks.directory_found import DISABLED, Found, Sort, Thing
from tasks.directory_leavers import last_day
from tasks.directory_read import read


@JOBS.add("directory_export")
def directory_export(task: Task) -> Result:
    """`Result.result` are the people of the directory of the host, as `people` tells them."""
    there = task.host.get_connection("ccp3_ldap", task.nornir.config)
    return Result(host=task.host, result=tuple(people(read(there))))


def people(found: Found) -> Iterator[Person]:
    """Everybody with an account that did not come with the domain, by employee number, those without one last. Pure."""
    things = [thing for thing in found.things if thing.sort is Sort.USER and not thing.builtin]
    things.sort(key=lambda thing: (not thing.number, seniority(thing.number), thing.login))
    for thing in things:
        yield _person(thing)


def _person(thing: Thing) -> Person:
    entry = thing.entry

    def text(attribute: str) -> str:
        return unicodedata.normalize("NFC", entry.text(attribute))

    return Person(
        line=0,
        number=text("employeeNumber"),
        surname=text("sn"),
        given=text("givenName"),
        department=text("department"),
        title=text("title"),
        mail=text("mail"),
        phone=text("telephoneNumber"),
        login=thing.login,
        active=not entry.number("userAccountControl") & DISABLED,
        left=last_day(entry.number("accountExpires")),
    )
