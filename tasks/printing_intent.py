"""What a print server must offer, and what the directory must say of it, as frozen data. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from ccp3lab.company import Company
from ccp3lab.domain import Domain
from tasks.printing_section import PrintingSection

DEVICE = "paper:/tray"
"""Where the printers of the lab print to (images/printer/Dockerfile)."""


@dataclass(frozen=True)
class Queue:
    """One queue of a print server; members of `groups` may print."""

    name: str
    description: str
    location: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """All queues of one print server; the first is the default one. `as_delivered`: its cupsd.conf is the image's."""

    queues: tuple[Queue, ...] = ()
    as_delivered: bool = False


@dataclass(frozen=True)
class Unaware:
    """A station that knows no print server: no file of the client says so, whoever wrote it."""

    files: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """A queue as the directory shows it: `server` is the full name of the print server, `host` its short one."""

    queue: str
    host: str
    server: str
    location: str
    description: str

    @property
    def attributes(self) -> dict[str, str]:
        """Those of its object (MS-ADSC, class printQueue): the first five must be there."""
        return {
            "printerName": self.queue,
            "serverName": self.server,
            "shortServerName": self.host,
            "uNCName": rf"\\{self.server}\{self.queue}",
            "versionNumber": "4",
            "printShareName": self.queue,
            "location": self.location,
            "description": self.description,
        }


@dataclass(frozen=True)
class Board:
    """What the directory says of printers: of each of `hosts`, exactly those of `published` that are its own."""

    hosts: tuple[str, ...]
    published: tuple[Published, ...] = ()


def stations(company: Company) -> tuple[str, ...]:
    """The stations of COMPANY that take part and print."""
    data = company.asked("printing", PrintingSection)
    return tuple(name for name in data.stations if name in company.devices) if data else ()


def printers(company: Company) -> tuple[str, ...]:
    """The printers that COMPANY has queues for and that take part, in the order of the queues."""
    data = company.asked("printing", PrintingSection)
    named = (queue.printer for queue in data.queues.values()) if data else ()
    return tuple(dict.fromkeys(name for name in named if name in company.devices))


def server(company: Company, printer: str) -> Server:
    """What PRINTER of COMPANY offers."""
    return Server(tuple(_queues(company, printer)))


def board(company: Company | None, hosts: tuple[str, ...]) -> Board:
    """What the directory says of HOSTS, where COMPANY has its queues; None: nothing."""
    return Board(hosts, tuple(_published(company, hosts)) if company else ())


def _queues(company: Company, printer: str) -> Iterator[Queue]:
    data = company.asked("printing", PrintingSection)
    for name, entry in data.queues.items() if data else ():
        if entry.printer == printer:
            yield Queue(name, entry.description, entry.location, entry.allowed)


def _published(company: Company, hosts: tuple[str, ...]) -> Iterator[Published]:
    domain = Domain.of(company.plan)
    for host in hosts:
        for queue in _queues(company, host):
            yield Published(queue.name, host, domain.fqdn(host), queue.location, queue.description)
