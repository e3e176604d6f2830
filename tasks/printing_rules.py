"""Every rule that the section `printing` must keep, each broken one a Problem with its place. Pure."""

from collections.abc import Callable, Iterator
from itertools import chain

from ccp3lab.company import Company
from ccp3lab.problem import Problem, near
from tasks.directory_intent import Scope
from tasks.directory_section import DirectorySection
from tasks.printing_section import PrintingSection

PRINTER, STATION = "printer", "workstation"
"""The images that print, and those that people sit at."""


def rules(data: PrintingSection, company: Company) -> Iterator[Problem]:
    """Everything wrong with DATA, places relative to the section."""
    return chain.from_iterable(rule(data, company) for rule in RULES)


def _printers(data: PrintingSection, company: Company) -> Iterator[Problem]:
    """What prints is a printer of the company, where the plan says."""
    there = {name for name, device in company.devices.items() if device.image == PRINTER}
    for name, queue in data.queues.items():
        loc = ("queues", name, "printer")
        if queue.printer not in there:
            yield Problem(loc, f"there is no printer `{queue.printer}`", near(queue.printer, there))
        elif queue.printer not in company.plan.hosts:
            message = f"`{queue.printer}` has no address in the plan, where stations would find it"
            yield Problem(loc, message, "add it to `hosts:` of plan.yml")


def _stations(data: PrintingSection, company: Company) -> Iterator[Problem]:
    """Who prints is a workstation of the company, to a queue that there is."""
    there = {name for name, device in company.devices.items() if device.image == STATION}
    for name, queue in data.stations.items():
        if name not in there:
            yield Problem(("stations", name), f"there is no workstation `{name}`", near(name, there))
        if queue not in data.queues:
            yield Problem(("stations", name), f"there is no queue `{queue}`", near(queue, data.queues))


def _groups(data: PrintingSection, company: Company) -> Iterator[Problem]:
    """Rights are given to domain-local groups (AGDLP), which the directory has."""
    directory = company.asked("directory", DirectorySection)
    for name, queue in data.queues.items() if directory else ():
        for number, group in enumerate(queue.allowed):
            loc, entry = ("queues", name, "allowed", number), directory.groups.get(group) if directory else None
            if entry is None:
                yield Problem(loc, f"there is no group `{group}`", near(group, directory.groups if directory else ()))
            elif entry.scope is not Scope.DOMAIN_LOCAL:
                message = f"`{group}` is a {entry.scope} group: rights are for domain_local ones (AGDLP)"
                yield Problem(loc, message, "name the domain_local group that has it as a member")


def _accounts(data: PrintingSection, company: Company) -> Iterator[Problem]:
    """A queue is published below the account of its printer."""
    directory = company.asked("directory", DirectorySection)
    if directory is None:
        return
    for name, queue in data.queues.items():
        if queue.printer not in directory.computers:
            message = f"`{queue.printer}` has no account below which the queue could be published"
            yield Problem(("queues", name, "printer"), message, "add it to `computers:` of the section `directory`")


RULES: tuple[Callable[[PrintingSection, Company], Iterator[Problem]], ...] = (_printers, _stations, _groups, _accounts)
