"""Changes of a directory as lines of a difference, for people. No password is ever in them. Pure."""

from collections.abc import Mapping

from ccp3lab.directory.entry import Entry
from ccp3lab.grading.hostile import one_line
from tasks.directory_found import Sort, Thing
from tasks.directory_intent import User
from tasks.directory_match import Object, login

QUIET = {"adminDescription"}
"""Our own mark is not what people look for."""


def shown(thing: Thing) -> str:
    """THING in few words."""
    return f"{thing.sort} {one_line(thing.entry.text('sAMAccountName') or thing.name)}"


def created(sort: Sort, one: Object) -> str:
    """The line of an object that is to be made."""
    state = " (disabled)" if isinstance(one, User) and not one.enabled else ""
    return f"+ {sort} {login(one)} in {' / '.join(one.path) or 'the domain'}{state}"


def told(given: Mapping[str, tuple[bytes, ...]], found: Entry, secret: str = "") -> str:
    """What changes: `title Vendeur -> Chef de rayon`; octets that are no text are only named."""
    loud = {name: values for name, values in given.items() if name not in QUIET}
    parts = [f"{name} {_text(found.all(name))} -> {_text(values)}" for name, values in loud.items()]
    return ", ".join([*parts, *(["initial password"] if secret else [])]) or "taken over"


def _text(values: tuple[bytes, ...]) -> str:
    if not values:
        return "nothing"
    try:
        return one_line(", ".join(value.decode() for value in values))
    except UnicodeDecodeError:
        return f"({len(values[0])} octets)"
