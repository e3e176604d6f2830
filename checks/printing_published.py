"""What the directory shows of a queue: objects of class printQueue (MS-ADSC), asked of a domain controller."""

from collections.abc import Mapping, Sequence

from ccp3lab.directory.distinguished import key, literal, parsed
from ccp3lab.directory.entry import Entry
from ccp3lab.directory.question import Search, entries
from ccp3lab.domain import Domain
from ccp3lab.grading.check import Check, Place, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation
from ccp3lab.grading.verdict import Verdict, failed, passed
from checks.printing import QueueRef, entry

ATTRIBUTES = ("description", "location", "printerName", "serverName", "shortServerName", "uNCName")
LOOK = "l'objet printQueue : ldbsearch '(objectClass=printQueue)' sur le contrôleur, ou « Rechercher » du RSAT"


class Shown(Check):
    """A question about the objects that show one queue."""

    queue: QueueRef

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Every object of the queue's name, and the account of its printer."""
        printer = entry(place, self.queue).printer
        queues = Search(f"(&(objectClass=printQueue)(printerName={literal(self.queue)}))", ATTRIBUTES)
        account = Search(f"(&(objectClass=computer)(sAMAccountName={literal(printer)}$))", ("dNSHostName",))
        return {"queues": place.here(queues), "account": place.here(account)}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """The objects, and the account that they belong below."""
        accounts = entries(seen["account"])
        return self.judged(entries(seen["queues"]), accounts[0] if accounts else None, place)

    def judged(self, found: Sequence[Entry], account: Entry | None, place: Place) -> Verdict:
        """The verdict on the objects FOUND."""
        raise NotImplementedError


@check("printing.published")
class Published(Shown):
    """The directory shows a queue once, below the account of its printer.

        - {check: printing.published, device: dc1, with: {queue: COMPTA}}

    failed: the printer has no account, the queue is not shown, twice, or in another place.
    undetermined: the controller cannot be asked.
    """

    def judged(self, found: Sequence[Entry], account: Entry | None, place: Place) -> Verdict:
        """One object, in its place; the object's own name does not matter."""
        printer = entry(place, self.queue).printer
        expected = f"la file {self.queue} est publiée dans l'annuaire, sous le compte de {printer}"
        if account is None:
            return failed(expected, f"{printer} n'a pas de compte d'ordinateur", "samba-tool computer list")
        if not found:
            return failed(expected, f"aucun objet printQueue ne s'appelle {self.queue} (printerName)", LOOK)
        places = [_place(one) for one in found]
        if len(found) > 1:
            return failed(expected, f"publiée {len(found)} fois : {' ; '.join(places[:3])}", LOOK)
        if key(found[0].dn)[1:] != key(account.dn):
            return failed(
                expected, f"publiée sous {places[0]}", "une file appartient à son serveur : où est son compte ?"
            )
        return passed(expected, f"sous {places[0]}")


@check("printing.server_named")
class ServerNamed(Shown):
    """What the directory shows of a queue leads to its print server: serverName, shortServerName, uNCName.

        - {check: printing.server_named, device: dc1, with: {queue: COMPTA}}

    failed: the queue is not shown, or one of the three names another server or queue.
    undetermined: the controller cannot be asked.
    """

    def judged(self, found: Sequence[Entry], account: Entry | None, place: Place) -> Verdict:  # noqa: ARG002
        """Names know no case; the path may have the full or the short name."""
        printer = entry(place, self.queue).printer
        full = Domain.of(place.company.plan).fqdn(printer)
        right = {
            "serverName": {full},
            "shortServerName": {printer},
            "uNCName": {rf"\\{full}\{self.queue}", rf"\\{printer}\{self.queue}"},
        }
        expected = f"l'annuaire mène de {self.queue} à {full}"
        return _compared(expected, found, {name: {one.casefold() for one in some} for name, some in right.items()})


@check("printing.located")
class Located(Shown):
    """The directory tells where a printer is, as people look for it, and what it is.

        - {check: printing.located, device: dc1, with: {queue: COMPTA}}

    failed: the queue is not shown, without or with another location or description.
    undetermined: the controller cannot be asked.
    """

    def judged(self, found: Sequence[Entry], account: Entry | None, place: Place) -> Verdict:  # noqa: ARG002
        """Both texts."""
        wanted = entry(place, self.queue)
        expected = f"l'annuaire dit de {self.queue} : « {wanted.location} », « {wanted.description} »"
        right = {"location": {wanted.location.casefold()}, "description": {wanted.description.casefold()}}
        return _compared(expected, found, right)


def _compared(expected: str, found: Sequence[Entry], right: Mapping[str, set[str]]) -> Verdict:
    """Of every object, each attribute has one of its RIGHT values."""
    if not found:
        return failed(expected, "la file n'est pas publiée", LOOK)
    for one in found:
        for name, values in right.items():
            if one.text(name).strip().casefold() not in values:
                said = one_line(one.text(name), 80)
                return failed(expected, f"{name} : {said}" if said else f"pas de {name}", LOOK)
    return passed(expected, ", ".join(right))


def _place(one: Entry) -> str:
    return one_line(" > ".join(value for _, value in reversed(parsed(one.dn)[1:]) if value)[-80:], 90)
