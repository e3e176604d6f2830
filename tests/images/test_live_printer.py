"""The printer: what it is before somebody sets it up, a PC that prints on it, who may not, what it keeps."""

from collections.abc import Callable

import pytest

from tests.custom_napalm.workstation import Workstation, docker, until
from tests.images.conftest import cable

pytestmark = pytest.mark.lab
ADDRESS = "ip addr add 10.77.0.{}/24 dev eth1; ip link set eth1 up"
TRAY = "lab-tray | awk '{ print $3, $4, $NF }'"
PRINT = "echo test | runuser -u {} -- lp -t {} 2>&1; echo code $?"


@pytest.fixture(scope="module")
def devices(make: Callable[[str], Workstation]) -> tuple[Workstation, Workstation]:
    """A printer as it comes out of its image (10.77.0.1), and a PC (10.77.0.2) on its cable, which zoe and luc use."""
    both = make("printer"), make("workstation")
    for one in both:
        docker("network", "disconnect", f"{one.name}-z", one.name)
    cable(*both)
    for number, one in enumerate(both, 1):
        one.shell(f"{ADDRESS.format(number)}; useradd zoe; useradd luc")
    both[0].shell("groupadd impression; usermod -aG impression zoe")
    both[1].shell("mkdir -p /etc/cups; echo 'ServerName 10.77.0.1' > /etc/cups/client.conf")
    return both


@pytest.fixture
def pc(devices: tuple[Workstation, Workstation]) -> Workstation:
    return devices[1]


@pytest.fixture
def printer(devices: tuple[Workstation, Workstation]) -> Workstation:
    """Set up: one queue, for the group `impression`, shared."""
    made = devices[0]
    assert until(lambda: made.shell("systemctl is-active cups") == "active")
    made.shell("cupsctl --share-printers")
    assert until(lambda: "0.0.0.0:631" in made.shell("ss -Hltn")), "cupsctl does not wait for the new configuration"
    made.shell("lpadmin -p COMPTA -E -v paper:/tray -u allow:@impression; lpadmin -d COMPTA")
    return made


def test_new_it_has_no_queue_and_serves_itself_alone(devices: tuple[Workstation, Workstation]) -> None:
    printer, pc = devices
    assert until(lambda: printer.shell("systemctl is-active cups; systemctl is-enabled cups") == "active\nenabled")
    assert printer.shell("lpstat -v 2>&1") == "lpstat: No destinations added."
    assert printer.shell("ss -Hltn 'sport = :631' | awk '{ print $4 }'") == "127.0.0.1:631"
    assert pc.shell("lpstat -a 2>&1") == "lpstat: Scheduler is not running.", "so a client calls it"


def test_a_user_of_the_pc_prints_and_the_sheet_bears_the_name(printer: Workstation, pc: Workstation) -> None:
    assert pc.shell("lpstat -d").endswith("destination: COMPTA")
    said = pc.shell(PRINT.format("zoe", "facture"))
    assert said.startswith("request id is COMPTA-")
    assert until(lambda: "zoe 'facture'" in printer.shell(TRAY))
    assert printer.shell("cat /var/spool/paper/*.data") == "test"
    assert printer.shell("stat -c %U /var/spool/paper/*") == "lp\nlp", "no more rights than a printer needs"


def test_who_is_not_in_the_group_does_not(printer: Workstation, pc: Workstation) -> None:
    assert pc.shell(PRINT.format("luc", "tract")) == "lp: Not allowed to print.\ncode 1"
    assert "code 0" in pc.shell(PRINT.format("zoe", "permis"))
    assert until(lambda: "'permis'" in printer.shell(TRAY))
    assert "tract" not in printer.shell(TRAY)


def test_a_stopped_queue_keeps_jobs_until_it_goes_on(printer: Workstation, pc: Workstation) -> None:
    printer.shell("cupsdisable COMPTA")
    assert "code 0" in pc.shell(PRINT.format("zoe", "attente"))
    assert "attente" not in printer.shell(f"lpstat -o; {TRAY}")
    printer.shell("cupsenable COMPTA")
    assert until(lambda: "'attente'" in printer.shell(TRAY))


def test_what_was_set_up_survives_a_power_cut(printer: Workstation, pc: Workstation) -> None:
    docker("kill", printer.name)
    docker("start", printer.name)
    printer.listening()
    assert until(lambda: printer.shell("systemctl is-active cups") == "active")
    assert printer.shell("lpstat -v -d").splitlines() == [
        "device for COMPTA: paper:/tray",
        "system default destination: COMPTA",
    ]


def test_what_cannot_be_read_is_told_by_the_unit(printer: Workstation) -> None:
    printer.shell("cp /etc/cups/cupsd.conf /tmp; echo '<Location /x>' >> /etc/cups/cupsd.conf")
    assert printer.shell("systemctl restart cups >/dev/null 2>&1; echo $?") != "0"
    assert "Unexpected end-of-file" in printer.shell("journalctl -u cups")
    printer.shell("cp /tmp/cupsd.conf /etc/cups/; systemctl restart cups")
    assert printer.shell("systemctl is-active cups") == "active"
