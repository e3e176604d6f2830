"""Who gets which login: first letter of the given name and the surname, in ASCII, 20 characters at most. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from ccp3lab.people.person import Person
from ccp3lab.problem import Problem
from ccp3lab.sheet.words import plain

MOST = 20
"""Characters of a sAMAccountName of a user (MS-SAMR, section 3.1.1.6)."""

RESERVED = frozenset({"administrator", "administrateur", "guest", "krbtgt"})
"""Accounts that a domain has already, as English and French Windows call them."""

_SPELLED = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o",
    "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "\u0131": "i", "ŋ": "ng", "ŧ": "t",
})  # fmt: skip
"""Latin letters that Unicode does not decompose; `plain` has made two s of ß."""

_OTHER = re.compile(r"[^a-z0-9]+")
_DIGITS = re.compile(r"(\d+)")


def ascii_name(text: str) -> str:
    """The ASCII letters and digits of a name: hyphens, apostrophes and blanks of compound names are left out.

    >>> ascii_name("L'Œuvrard-de La Forêt")
    'loeuvrarddelaforet'
    """
    return _OTHER.sub("", plain(text).translate(_SPELLED))


def speakable(person: Person) -> bool:
    """Whether a login can be made of PERSON's name."""
    return bool(ascii_name(person.given) and ascii_name(person.surname))


def logins(people: Iterable[Person], kept: Mapping[str, str], reserved: Collection[str] = RESERVED) -> dict[str, str]:
    """The login of each of PEOPLE by employee number, all different, and different from those of RESERVED.

    Who is in KEPT (employee number to login: the accounts that are there, those of people who left included) keeps it.
    Then come logins that the list imposes, then the rule; of homonyms the lowest employee number goes first and has no
    number in the login, so that a newcomer's account changes nobody else's.
    """
    every = sorted(people, key=lambda person: seniority(person.number))
    found = {person.number: kept[person.number] for person in every if person.number in kept}
    taken = {name.lower() for name in (*kept.values(), *reserved)}
    new = [person for person in every if person.number not in kept]
    for person in new:
        if person.login and person.login not in taken:
            taken.add(person.login)
            found[person.number] = person.login
    beyond: dict[str, int] = {}
    for person in new:
        if person.number not in found:
            found[person.number] = _free(person, taken, beyond)
    return found


def clashes(
    people: Iterable[Person], kept: Mapping[str, str], reserved: Collection[str] = RESERVED
) -> Iterator[Problem]:
    """The logins that the list imposes and that cannot be had; what `logins` makes is another one then."""
    whose = {login.lower(): number for number, login in kept.items()}
    taken = {name.lower() for name in reserved}
    for person in people:
        owner = whose.get(person.login)
        if person.login and (person.login in taken or owner not in (None, person.number)):
            message = f"login `{person.login}` is another account's already"
            yield Problem((person.line,), message, "choose another one, or leave the cell empty")


def _free(person: Person, taken: set[str], beyond: dict[str, int]) -> str:
    """The first login of the rule that nobody has; BEYOND is, by stem, the number that was tried last."""
    stem = (ascii_name(person.given)[:1] + ascii_name(person.surname))[:MOST]
    login = stem
    while login in taken:
        number = beyond[stem] = beyond.get(stem, 1) + 1
        login = f"{stem[: MOST - len(str(number))]}{number}"
    taken.add(login)
    return login


def seniority(number: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts employee numbers as people count: A9 before A10."""
    return tuple((len(part) if part.isdigit() else 0, part) for part in _DIGITS.split(number))
