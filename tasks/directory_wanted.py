"""What the company's directory must hold, computed from the section `directory` and the staff list. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from ccp3lab.company import Company
from ccp3lab.people import Person, Staff, logins, staff
from ccp3lab.people.logins import RESERVED
from tasks.directory_hours import octets
from tasks.directory_intent import Computer, Group, Home, Ou, OuPath, Policy, User, Wanted
from tasks.directory_section import DepartmentEntry, DirectorySection, PersonEntry

_CN = 64
"""Characters of a common name (MS-ADA1, cn: rangeUpper)."""

_NOBODY: Mapping[str, str] = {}
_UNCHANGED = PersonEntry()


def wanted(company: Company, kept: Mapping[str, str] = _NOBODY) -> Wanted:
    """Everything that COMPANY's directory must hold; KEPT are the logins that are there, by employee number."""
    data = company.asked("directory", DirectorySection)
    return content(data, listed(data, company).people, company.title, kept) if data else Wanted()


def content(
    data: DirectorySection,
    people: tuple[Person, ...],
    title: str,
    kept: Mapping[str, str],
    reserved: Collection[str] = RESERVED,
) -> Wanted:
    """The same for these PEOPLE of DATA alone; TITLE is the name of their company, RESERVED are logins for nobody."""
    names = logins(people, kept, reserved)
    return Wanted(
        ous=tuple(sorted(_ous(data), key=lambda ou: len(ou.path))),
        users=tuple(_users(data, title, people, names)),
        groups=tuple(_groups(data, people, names)),
        computers=tuple(
            Computer(name.upper(), path(data, entry.ou), entry.description) for name, entry in data.computers.items()
        ),
        policy=Policy(**dict(data.policy)) if data.policy else None,
    )


def listed(data: DirectorySection, company: Company) -> Staff:
    """The staff list that DATA names; empty where the company's folder has none of that name."""
    source = company.beside.get(data.staff)
    return staff(source.data) if source is not None and isinstance(source.data, bytes) else Staff()


def path(data: DirectorySection, key: str) -> OuPath:
    """The names that lead to the OU KEY; KEY must be known and no OU inside itself."""
    entry = data.ous[key]
    return (*(path(data, entry.inside) if entry.inside else ()), entry.name)


def department(data: DirectorySection, person: Person) -> str:
    """Where PERSON works: as the list says, unless the section says otherwise."""
    return data.people.get(person.number, _UNCHANGED).department or person.department


def _ous(data: DirectorySection) -> Iterator[Ou]:
    for key, entry in data.ous.items():
        yield Ou(path(data, key), entry.protected, entry.description)


def told_apart(name: str, login: str) -> str:
    """The CN of an account in whose OU somebody else has NAME."""
    suffix = f" ({login})"
    return name[: _CN - len(suffix)].rstrip() + suffix


def _users(data: DirectorySection, title: str, people: tuple[Person, ...], names: Mapping[str, str]) -> Iterator[User]:
    """An account a person; homonyms of one OU are told apart by their logins in the CN."""
    seats = {person.number: data.departments[department(data, person)].ou for person in people}
    same = Counter((path(data, seats[person.number]), person.called.casefold()[:_CN]) for person in people)
    for person in people:
        entry, login = data.people.get(person.number, _UNCHANGED), names[person.number]
        place = path(data, seats[person.number])
        homonyms = same[place, person.called.casefold()[:_CN]] > 1
        yield User(
            login=login,
            path=place,
            name=told_apart(person.called, login) if homonyms else person.called[:_CN].rstrip(),
            number=person.number,
            given=person.given,
            surname=person.surname,
            display=person.called,
            title=person.title,
            department=department(data, person),
            company=data.company or title,
            mail=person.mail,
            phone=person.phone,
            enabled=person.active if entry.enabled is None else entry.enabled,
            must_change=entry.must_change is not False,
            expires=entry.expires or person.left,
            hours=_hours(data, data.departments[department(data, person)], entry),
            home=_home(data, login),
        )


def _hours(data: DirectorySection, group: DepartmentEntry, own: PersonEntry) -> bytes | None:
    """When somebody may log on: as the file says of the person, else of the department."""
    week = group.hours if own.hours is None else own.hours
    return None if week is None else octets(week, data.utc_offset)


def _home(data: DirectorySection, login: str) -> Home | None:
    return Home(data.home.drive, rf"\\{data.home.server}\{data.home.share}\{login}") if data.home else None


def _groups(data: DirectorySection, people: tuple[Person, ...], names: Mapping[str, str]) -> Iterator[Group]:
    inside: dict[str, set[str]] = {name: set(entry.members) for name, entry in data.groups.items()}
    for person in people:
        own = data.people.get(person.number, _UNCHANGED).groups
        for name in (*data.departments[department(data, person)].groups, *own):
            inside[name].add(names[person.number])
    for name, entry in data.groups.items():
        members = tuple(sorted(inside[name]))
        yield Group(name, path(data, entry.ou), entry.scope, entry.kind, entry.description, members)
