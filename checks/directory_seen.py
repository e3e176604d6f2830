"""What checks ask a directory for and read in its answers; whatever is odd there is unreadable, no failure."""

from collections.abc import Iterator, Mapping

from ccp3lab.directory.distinguished import Rdn, key, literal, parsed
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search, entries
from ccp3lab.errors import DescriptorError
from ccp3lab.grading.check import Check, Place, Unreadable
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from ccp3lab.ntsecurity.decode import decode
from ccp3lab.ntsecurity.descriptor import Descriptor
from ccp3lab.ntsecurity.sid import Sid
from tasks.directory_intent import OuPath
from tasks.directory_match import place as place_of

ACCOUNT = (
    "sAMAccountName", "objectSid", "userAccountControl", "accountExpires", "userPrincipalName", "employeeNumber",
    "givenName", "sn", "displayName", "title", "department", "company", "mail", "telephoneNumber", "tokenGroups",
)  # fmt: skip


def account(login: str) -> Search:
    """The user account LOGIN, with all that checks look at."""
    return Search(f"(&(objectCategory=person)(objectClass=user)(sAMAccountName={literal(login)}))", ACCOUNT)


def group(name: str) -> Search:
    """The group NAME."""
    where = f"(&(objectClass=group)(sAMAccountName={literal(name)}))"
    return Search(where, ("sAMAccountName", "objectSid", "groupType", "member"))


class Listed(Check):
    """A check of several objects, each found by a search of its own: the first that is not as it must be is told."""

    def searches(self) -> Mapping[str, Search]:
        """What is asked, by what texts call the object."""
        raise NotImplementedError

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """One search an object."""
        return {name: place.here(search) for name, search in self.searches().items()}

    def expected(self, place: Place) -> str:
        """What must be so, in French."""
        raise NotImplementedError

    def wrong(self, name: str, found: Entry, place: Place) -> tuple[str, str] | None:
        """What is not so of NAME, which was FOUND, and what to look at (French); None when all is well."""
        raise NotImplementedError

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Object by object."""
        every = list(self._wrong(seen, place))
        if not every:
            return passed(self.expected(place), ", ".join(seen))
        (said, look), more = every[0], len(every) - 1
        return failed(self.expected(place), said + (f" (et {more} autre(s) en défaut)" if more else ""), look)

    def _wrong(self, seen: Mapping[str, Observation], place: Place) -> Iterator[tuple[str, str]]:
        for name, answer in seen.items():
            found = only(answer)
            if found is None:
                yield f"« {name} » n'existe pas dans le domaine", "le nom exact, dans tout le domaine"
            elif told := self.wrong(name, found, place):
                yield told


def only(seen: Observation) -> Entry | None:
    """The one object that was found, None when there is none."""
    return next(iter(entries(seen)), None)


def where(entry: Entry) -> tuple[Rdn, ...]:
    """The distinguished name of ENTRY, however it is written."""
    try:
        return key(entry.dn)
    except ValueError:
        raise Unreadable(f"LDAP : {one_line(entry.dn)}") from None


def at(path: OuPath, base: str) -> tuple[Rdn, ...]:
    """The same of the OU at PATH below the domain BASE."""
    return key(place_of(path, base))


def parent(entry: Entry) -> str:
    """Where ENTRY stands, as people say it: the names from the domain down."""
    where(entry)
    names = [value for kind, value in parsed(entry.dn)[1:] if kind.upper() != "DC"]
    return one_line(" / ".join(reversed(names))) or "la racine du domaine"


def sid(octets: bytes) -> Sid:
    """The SID in OCTETS."""
    try:
        return Sid.decode(octets)
    except DescriptorError as error:
        raise Unreadable(f"LDAP : {one_line(str(error))}") from None


def descriptor(entry: Entry) -> Descriptor:
    """Who may do what with ENTRY."""
    try:
        return decode(entry.raw("nTSecurityDescriptor"))
    except DescriptorError as error:
        raise Unreadable(f"LDAP : {one_line(str(error))}") from None


def path_text(path: OuPath) -> str:
    """PATH as people say it."""
    return " / ".join(path)
