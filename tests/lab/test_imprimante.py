"""The lab imprimante on real devices, typed by a learner as its statement says; a power cut; begun again."""

from collections.abc import Callable, Iterator

import pytest
from labbench.desk import Desk
from labbench.seat import Seat

from ccp3lab.docker import docker
from ccp3lab.domain import Domain
from ccp3lab.operations.push import preview
from tasks.printing_intent import Published, Queue, board, server
from tests.custom_napalm.workstation import until

pytestmark = [pytest.mark.lab, pytest.mark.timeout(240)]

LISTENS = "timeout 20 sh -c 'until ss -Hltn | grep -qF 0.0.0.0:631; do sleep 0.1; done'"
DATABASE = "/var/lib/samba/private/sam.ldb"
SHOWN = f"ldbsearch -H {DATABASE} '(objectClass=printQueue)' printerName | grep -c ^printerName || true"


@pytest.fixture(scope="module")
def nina(desk: Desk, image: Callable[[str], str]) -> Iterator[Seat]:
    """An instance of this lab, as a learner receives it."""
    for name in ("dc", "printer"):
        image(name)
    seat = Seat(desk, "nina", "imprimante")
    seat.up()
    yield seat
    assert seat.ccp3("down", "--yes").code == 0


def queue(seat: Seat) -> Queue:
    (asked,) = server(seat.scene.company, "imprimante-1").queues
    return asked


def published(seat: Seat) -> Published:
    (asked,) = board(seat.scene.company, ("imprimante-1",)).published
    return asked


def print_server(seat: Seat) -> None:
    asked = queue(seat)
    seat.ssh("imprimante-1", f"sudo cupsctl --share-printers && {LISTENS}")
    texts = f"-D '{asked.description}' -L '{asked.location}'"
    seat.ssh("imprimante-1", f"sudo lpadmin -p {asked.name} -E -v paper:/tray {texts} -u allow:@{asked.groups[0]}")


def station(seat: Seat) -> None:
    address = seat.scene.company.plan.host("imprimante-1").address
    seat.ssh("pc-compta-1", f"echo 'ServerName {address}' | sudo tee /etc/cups/client.conf")
    seat.ssh("pc-compta-1", f"echo 'Default {queue(seat).name}' | sudo tee /etc/cups/lpoptions")


def directory(seat: Seat) -> None:
    base = Domain.of(seat.scene.company.plan).base_dn
    place = f"CN=IMPRIMANTE-1,OU=Imprimantes,OU=Atelier Vélo,{base}"
    lines = [f"dn: CN=La mienne,{place}", "objectClass: printQueue"]
    lines += [f"{name}: {value}" for name, value in published(seat).attributes.items()]
    seat.ssh(
        "dc1",
        "cat > imprimante.ldif <<'END'\n" + "\n".join(lines) + f"\nEND\nsudo ldbadd -H {DATABASE} imprimante.ldif",
    )


def shown_queues(seat: Seat) -> int:
    return int(seat.inside("dc1", "sh", "-c", SHOWN))


def queues(seat: Seat) -> str:
    return seat.inside("imprimante-1", "sh", "-c", "lpstat -v 2>&1 || true")


def test_a_dry_run_tells_of_the_queue_and_the_directory_and_writes_neither(nina: Seat) -> None:
    shown = preview(nina.scene, "solved").demand()
    assert "+ queue COMPTA" in shown.diff("imprimante-1")
    assert "+ printQueue COMPTA" in shown.diff("dc1")
    assert shown_queues(nina) == 0
    assert "COMPTA" not in queues(nina)


def test_what_the_statement_says_earns_everything(nina: Seat) -> None:
    for step in (print_server, station, directory):
        step(nina)
    mark = nina.check()
    assert mark.score == (20, 20), mark.red()


def test_a_person_sees_the_page_that_they_printed(nina: Seat) -> None:
    nina.inside("pc-compta-1", "sh", "-c", "echo bonjour | runuser -u cmartin -- lp -t 'ma page'")
    assert until(lambda: "cmartin  1 x 8 bytes  'ma page'" in nina.ssh("imprimante-1", "lab-tray"))


def test_a_power_cut_takes_nothing(nina: Seat) -> None:
    """Its address, its domain and its queue come back by themselves."""
    docker("kill", nina.container("imprimante-1"))
    assert nina.ccp3("up").code == 0
    assert until(lambda: nina.check().score == (20, 20), 60), nina.check().red()


def test_begun_again_nothing_of_it_is_there(nina: Seat) -> None:
    """The learner's object had another name, the queue was their own."""
    assert set(nina.bring("start")) >= {"dc1", "imprimante-1"}
    assert shown_queues(nina) == 0
    assert "COMPTA" not in queues(nina)
    assert "client.conf" not in nina.inside("pc-compta-1", "ls", "/etc/cups")
    assert nina.inside("imprimante-1", "ss", "-Hltn", "sport = :631").split()[3] == "127.0.0.1:631"
    assert nina.check().score == (0, 20)
