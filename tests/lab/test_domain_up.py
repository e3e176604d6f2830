"""A whole domain in a lab, brought up under observation: names are found on both sides, no password shows anywhere."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from labbench.desk import Desk, Said
from labbench.seat import Seat
from labbench.traces import commands

from ccp3lab.docker import docker
from ccp3lab.domain import Domain, initial
from ccp3lab.instance.credentials import passwords, secret
from ccp3lab.setup.engine import docker as tried
from tasks.directory_wanted import wanted
from tests.ad.inside import inside

pytestmark = [pytest.mark.lab, pytest.mark.timeout(300)]

LAB_FILE = """
title: Un domaine entier
company: atelier-velo
competence: C3
minutes: 30
points: 1
start: 0
devices: [sw1, srv1, dc1, fs1, pc-compta-1]
services: [routing, dns, directory, shares, workstation]
checks:
  - {id: ping, check: reach.ping, device: pc-compta-1, with: {to: dc1}, points: 1, title: "dc1 répond"}
"""
WHERE = "/var/log /var/lib/journal /run/log /tmp /etc /root /home"


@dataclass(frozen=True)
class Made:
    """The instance, what `up` said, and what ps(1) could show meanwhile."""

    seat: Seat
    said: Said
    seen: frozenset[str]

    def on(self, device: str, *argv: str) -> str:
        """What a program prints as root on DEVICE."""
        node = self.seat.scene.instance.record().node(device)
        assert node
        return docker("exec", node.container, *argv)

    @property
    def secrets(self) -> list[str]:
        """The administrator's password, the learner's, the first ones of all accounts."""
        place, seed = self.seat.scene.instance, self.seat.scene.variant.seed
        people = wanted(self.seat.scene.company).users
        given = [secret(place, seed, initial(one.login)) for one in people]
        return [place.domain_admin_file.read_text(encoding="utf-8").strip(), passwords(place, seed).clear, *given]


@pytest.fixture(scope="module")
def made(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A lab of its own in a copy of this checkout, solved."""
    root = tmp_path_factory.mktemp("checkout") / "ccp3-lab"
    left_out = (".git", ".venv", ".cache", ".ccp3", ".*_cache", ".hypothesis", "__pycache__", "tests", "docs")
    shutil.copytree(desk.root, root, ignore=shutil.ignore_patterns(*left_out))
    folder = root / "labs" / "domaine"
    folder.mkdir()
    (folder / "lab.yml").write_text(LAB_FILE, encoding="utf-8")
    (folder / "enonce.md").write_text("# Un domaine\n", encoding="utf-8")
    at = Desk(root, tmp_path_factory.mktemp("home"))
    seat, seen, over = Seat(at, "zoe", "domaine"), set[str](), threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            seen.update(commands())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        said = seat.ccp3("up", "--state", "solved")
    finally:
        over.set()
        watcher.join()
    assert said.code == 0, said.text
    yield Made(seat, said, frozenset(seen))
    at.clear()


def test_the_companys_server_delegates_and_the_controller_forwards(made: Made) -> None:
    plan = made.seat.scene.company.plan
    domain, dc1, srv1 = Domain.of(plan), plan.host("dc1").address, plan.host("srv1").address
    asked = ("dig", "+short", "+time=2", "+tries=2")
    assert made.on("srv1", *asked, f"@{srv1}", domain.fqdn("dc1")).split() == [str(dc1)]
    services = made.on("srv1", *asked, f"@{srv1}", f"_ldap._tcp.{domain.name}", "SRV").splitlines()
    assert services == [f"0 100 389 {domain.fqdn('dc1')}."]
    assert made.on("dc1", *asked, f"@{dc1}", f"srv1.{plan.domain}").split() == [str(srv1)]
    assert made.on("pc-compta-1", "getent", "hosts", f"srv1.{plan.domain}").split()[0] == str(srv1)


def test_machines_are_members_and_know_the_people(made: Made) -> None:
    assert "alidated join" in made.on("pc-compta-1", "adcli", "testjoin")
    assert "gg_comptabilite" in made.on("pc-compta-1", "id", "cmartin")
    assert made.on("fs1", "lab-member", "ready") == ""


def test_no_password_is_in_a_command_line_or_on_the_screen(made: Made) -> None:
    assert any("containerlab" in line and " deploy " in line for line in made.seen), "nothing was watched"
    assert any("adcli" in line for line in made.seen), "the join was not seen"
    assert [line for line in made.seen if any(one in line for one in made.secrets)] == []
    assert [one for one in made.secrets if one in made.said.text] == []


@pytest.mark.parametrize("device", ["sw1", "srv1", "dc1", "fs1", "pc-compta-1"])
def test_no_password_is_in_dockers_records_or_on_a_device(made: Made, device: str) -> None:
    """But for what the controller was given, where root alone reads it."""
    node = made.seat.scene.instance.record().node(device)
    assert node
    told = docker("inspect", node.container) + tried("logs", node.container).out
    assert [one for one in made.secrets if one in told] == []
    words = f"cat > /run/words; grep -rlaF -f /run/words {WHERE} 2>/dev/null; rm /run/words"
    found = inside(node.container, words, "\n".join(made.secrets))[1].split()
    assert found == (["/etc/ccp3/domain_admin"] if device == "dc1" else [])


def typed(made: Made, *words: str) -> Said:
    """`ccp3 directory WORDS` about this lab, from its own checkout."""
    return made.seat.desk.ccp3("directory", *words, "--lab", "domaine", "--learner", "zoe")


def test_an_import_of_the_companys_list_finds_nothing_to_do(made: Made) -> None:
    """The stage of a push and the command agree; a changed list changes that, and the list back undoes it."""
    staff = made.seat.desk.root / "inventories" / "atelier-velo" / "staff.csv"
    assert typed(made, "import", str(staff), "--yes").out == "0 made, 0 changed, 0 taken away\n"
    other = staff.with_name("autre.csv")
    other.write_text(staff.read_text(encoding="utf-8").replace(";Cheffe comptable;", ";Directrice financière;"))
    said = typed(made, "import", str(other), "--dry-run")
    assert "~ user cmartin: title Cheffe comptable -> Directrice financière" in said.out
    assert said.out.splitlines()[-1] == "0 would be made, 1 would be changed, 0 would be taken away"
    other.unlink()


def test_an_audit_of_the_solved_company_has_nothing_to_say_of_rights(made: Made) -> None:
    """Its shares and folders included: rights are DL groups', and every group holds somebody."""
    told = json.loads(typed(made, "audit", "--json").out)
    assert {one["kind"] for one in told["findings"]} == {"unused"}, told
    assert "cmartin" in {one["who"] for one in told["findings"]}


def test_a_list_that_is_exported_is_the_list(made: Made) -> None:
    exported = made.seat.desk.root / "export.csv"
    assert typed(made, "export", "-o", str(exported)).code == 0
    assert typed(made, "import", str(exported), "--yes").out == "0 made, 0 changed, 0 taken away\n"
    assert [one for one in made.secrets if one in exported.read_text(encoding="utf-8-sig")] == []


def test_a_forgotten_password_is_the_first_one_again(made: Made) -> None:
    made.on("dc1", "samba-tool", "user", "setpassword", "alefevre", "--random-password")
    said = typed(made, "reset", "alefevre")
    assert (said.code, said.out) == (0, "~ user alefevre: password set anew, unlocked, to be changed at logon\n")
    assert [one for one in made.secrets if one in said.text] == []
