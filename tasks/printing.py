"""Printers: the print server's and the stations' files, the section; queues and what the directory says follow them.

A station has no queues of its own: its client.conf(5) names the server, its lpoptions(1) the queue.
"""

from collections.abc import Iterator, Mapping

from ccp3lab.company import Company
from ccp3lab.parts import ManagedFile, Part, Unit
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from ccp3lab.stages import Ground, Stage, stage
from tasks.domain import controller
from tasks.printing_intent import Board, Server, board, printers, server
from tasks.printing_rules import rules
from tasks.printing_section import PrintingSection

READY = "systemctl is-enabled -q cups && lpstat -h /run/cups/cups.sock -r | grep -q 'is running'"
RUN = "systemctl enable -q cups && systemctl restart cups"
CUPS = Unit(
    name="cups",
    process="cupsd",
    ready=READY,
    reload=RUN,
    start=RUN,
    stop="systemctl stop cups",
    log="/var/log/journal/cups.service.log",
)

section("printing", PrintingSection, rules)


@service("printing")
def printing(site: Site) -> Iterator[Part]:
    """cupsd.conf of a printer, the client's two files of a station; nothing for others."""
    name, data = site.device.name, site.company.asked("printing", PrintingSection)
    if data is None:
        return
    if name in printers(site.company):
        inside = [one.block for one in site.company.plan.sites.values()]
        values = {"inside": inside}
        yield ManagedFile(
            "/etc/cups/cupsd.conf", "printing/cupsd.conf.j2", values, check="cupsd -t -c {}", service=CUPS
        )
    elif (queue := data.stations.get(name)) and data.queues[queue].printer in site.company.devices:
        address = site.company.plan.host(data.queues[queue].printer).address
        yield ManagedFile("/etc/cups/client.conf", "printing/client.conf.j2", {"server": address})
        yield ManagedFile("/etc/cups/lpoptions", "printing/lpoptions.j2", {"queue": queue})


def done(ground: Ground) -> Mapping[str, Server | Board]:
    """Every printer offers its queues, and the directory shows them."""
    return _intents(ground, ground.company)


def undone(ground: Ground) -> Mapping[str, Server | Board]:
    """They offer, and it shows, what the lab has there before, which is nothing without a word of it."""
    return _intents(ground, ground.given("printing"))


def _intents(ground: Ground, there: Company | None) -> dict[str, Server | Board]:
    hosts, directory = printers(ground.solved), controller(ground.solved)
    intents: dict[str, Server | Board] = {name: server(there, name) if there else Server() for name in hosts}
    if hosts and directory:
        intents[directory.name] = board(there, hosts)
    return intents


stage(Stage("printing", 40, ("ccp3_batch", "ccp3_ldap"), "printing", done, undone))
