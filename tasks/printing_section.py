"""The section `printing`: the queues of the company's printers, who may use each, and which station prints where."""

from typing import Annotated

from pydantic import Field, StringConstraints

from ccp3lab.model import Model

QueueName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=32)]
"""What every client of a print server takes as a name: CUPS alone would take more (lpadmin(8))."""

GroupName = Annotated[str, StringConstraints(pattern=r"^[\w.-]+$", max_length=64)]
"""The sAMAccountName of a group that `lpadmin -u allow:@NAME` can hold: no blank, no comma."""

Words = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=100, strip_whitespace=True)]
"""One line of text."""


class QueueEntry(Model):
    """One queue: the device that prints it, what people read of it, and the groups whose members may print."""

    printer: str
    description: Words
    location: Words
    allowed: Annotated[tuple[GroupName, ...], Field(min_length=1)]


class PrintingSection(Model):
    """The whole section: queues by their names; of each station, the queue that it prints to."""

    queues: Annotated[dict[QueueName, QueueEntry], Field(min_length=1)]
    stations: dict[str, QueueName] = Field(default_factory=dict)
