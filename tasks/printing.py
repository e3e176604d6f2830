"""Printers: the print server's and the stations' files, the section; queues and what the directory says follow them.

A station has no queues of its own: its client.conf(5) names the server, its lpoptions(1) the queue.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ccp3lab.parts import ManagedFile, Part, Unit
from ccp3lab.sections import section
from ccp3lab.services import Site, service
from ccp3lab.stages import Ground, Stage, stage
from tasks.domain import controller
from tasks.printing_intent import Board, Server, Unaware, board, printers, server, stations
from tasks.printing_rules import rules
from tasks.printing_section import PrintingSection

CLIENT, CHOICE = "/etc/cups/client.conf", "/etc/cups/lpoptions"

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

Intent = Server | Board | Unaware

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
        yield ManagedFile(CLIENT, "printing/client.conf.j2", {"server": address})
        yield ManagedFile(CHOICE, "printing/lpoptions.j2", {"queue": queue})


def done(ground: Ground) -> Mapping[str, Intent]:
    """Every printer offers its queues, and the directory shows them."""
    company, hosts = ground.company, printers(ground.company)
    intents: dict[str, Intent] = {name: server(company, name) for name in hosts}
    directory = controller(company) if hosts else None
    return intents | ({directory.name: board(company, hosts)} if directory else {})


def undone(ground: Ground) -> Mapping[str, Intent]:
    """They offer, and it shows, what the lab has there before: nothing without a word of it. No station knows of them.

    What the learner wrote goes, too: files that no push has written are not put back by one.
    """
    there, hosts = ground.given("printing"), printers(ground.solved)
    intents: dict[str, Intent] = {
        name: replace(server(there, name) if there else Server(), as_delivered=True) for name in hosts
    }
    intents |= {name: Unaware((CLIENT, CHOICE)) for name in stations(ground.solved)}
    directory = controller(ground.solved) if hosts else None
    return intents | ({directory.name: board(there, hosts)} if directory else {})


stage(Stage("printing", 40, ("ccp3_batch", "ccp3_ldap"), "printing", done, undone, ahead=("ccp3_batch",)))
