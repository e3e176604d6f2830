"""The service behind a workstation's addresses: what the driver is told to run exists on the device."""

import re
from collections.abc import Callable

import pytest

from ccp3lab.house import here
from custom_napalm.linux import document
from tasks.addressing import CHECK, NETWORKING

SCRIPT = here().images / "base" / "files" / "lab-networking"
VERBS = re.findall(r"^    ([a-z |]+)\) ", SCRIPT.read_text(encoding="utf-8").rpartition("case $1 in")[2], re.MULTILINE)


@pytest.mark.parametrize("command", [CHECK, NETWORKING.ready, NETWORKING.reload, NETWORKING.start])
def test_every_command_is_a_verb_of_the_images_own_program(command: str) -> None:
    program, verb, *_ = command.split()
    assert program == SCRIPT.name
    assert verb in " ".join(VERBS).split()


def test_the_check_looks_at_the_staged_file() -> None:
    assert CHECK.split()[-1] == "{}"


def test_a_document_asks_for_it_as_it_stands(rendered: Callable[[str, str], str]) -> None:
    """A change is applied and then waited for; a service that does not run is started the same way."""
    (service,) = document.parse(rendered("pc-compta-1", "solved")).services
    assert (service.name, service.unit) == ("networking", "networking")
    assert (service.reload, service.start) == ("lab-networking apply", "lab-networking apply")
    assert service.ready == "lab-networking ready"
