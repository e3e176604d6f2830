"""Changes of a directory as lines of a difference, for people. No password is ever in them. Pure."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from ccp3lab.directory.entry import Entry
from ccp3lab.grading.hostile import one_line
from tasks.directory_found import Sort, Thing
from tasks.directory_intent import User
from tasks.directory_match import Object, login
from tasks.directory_values import NEVER, kind_of, moment, scope_of

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
    """What changes: `title Vendeur -> Chef de rayon`. Octets that are no text are named, times read as people do."""
    loud = {name: values for name, values in given.items() if name not in QUIET}
    parts = [f"{name} {_text(name, found.all(name))} -> {_text(name, values)}" for name, values in loud.items()]
    return ", ".join([*parts, *(["initial password"] if secret else [])]) or "taken over"


def _span(ticks: int) -> str:
    """A length of time as section `directory` writes it: `90d`; what never ends has the lowest number there is."""
    if ticks < -NEVER:
        return "never"
    seconds = -ticks // 10_000_000
    size, unit = next(one for one in UNITS if seconds % one[0] == 0)
    return f"{seconds // size}{unit}"


def _moment(ticks: int) -> str:
    if ticks in (0, NEVER):
        return "never"
    return f"{moment(ticks):%Y-%m-%d %H:%M UTC}"


def _group(bits: int) -> str:
    entry = Entry("", {"grouptype": (str(bits).encode(),)})
    return f"{scope_of(entry)} {kind_of(entry)}"


UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s"))
NUMBERS: Mapping[str, Callable[[int], str]] = {
    "minPwdAge": _span,
    "maxPwdAge": _span,
    "lockoutDuration": _span,
    "lockOutObservationWindow": _span,
    "accountExpires": _moment,
    "groupType": _group,
}
"""How a number of Active Directory reads: tenths of microseconds, and bits (MS-ADA1 to 3)."""


def _text(name: str, values: tuple[bytes, ...]) -> str:
    if not values:
        return "nothing"
    with suppress(ValueError, OverflowError):  # no number, or one beyond all calendars
        if name in NUMBERS:
            return NUMBERS[name](int(values[0]))
    try:
        return one_line(", ".join(value.decode() for value in values))
    except UnicodeDecodeError:
        return f"({len(values[0])} octets)"
