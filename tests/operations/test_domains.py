"""The directory that a command is about, and what it makes of answers and of none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from nornir.core.state import GlobalState
from nornir.core.task import Result, Task

from ccp3lab.company import load_company
from ccp3lab.directory.findings import Finding, Grant, Kind
from ccp3lab.directory.staffing import Staffing
from ccp3lab.errors import DirectoryError
from ccp3lab.house import House, here
from ccp3lab.operations import audit as audits
from ccp3lab.operations import domains as module
from ccp3lab.operations import staff
from ccp3lab.operations.domains import Domain, Server, of_server
from ccp3lab.operations.scene import scene
from ccp3lab.operations.staff import roll

SERVER = Server("dc1.ecole.lan", Path("ca.pem"), "prof@ecole.lan", Path("password"), "192.0.2.10", "fs1.ecole.lan")


def opened(domain: Domain):
    return domain.opened(GlobalState())


def test_a_schools_controller_is_reached_where_it_was_told() -> None:
    domain = of_server(SERVER)
    assert (domain.host, domain.file_servers, domain.company) == ("dc1.ecole.lan", ("fs1.ecole.lan",), None)
    with opened(domain) as nornir:
        controller, files = (nornir.inventory.hosts[name] for name in ("dc1.ecole.lan", "fs1.ecole.lan"))
        options = controller.get_connection_parameters("ccp3_ldap")
        assert (options.hostname, options.username) == ("192.0.2.10", "prof@ecole.lan")
        assert options.extras == {"name": "dc1.ecole.lan", "ca_file": "ca.pem", "password_file": "password"}
        assert files.get_connection_parameters("ccp3_smb").hostname == "fs1.ecole.lan"


def test_no_address_is_its_name() -> None:
    with opened(of_server(Server("dc1.ecole.lan", Path("c"), "u", Path("p")))) as nornir:
        (host,) = nornir.inventory.hosts.values()
        assert host.get_connection_parameters("ccp3_ldap").hostname == "dc1.ecole.lan"


@dataclass
class Jobs:
    """What the jobs of the house do here."""

    seen: list[tuple[str, bool]]

    def job(self, name: str):
        def act(task: Task, **given: object) -> Result:
            self.seen.append((task.host.name, task.is_dry_run()))
            if name == "refuses":
                raise DirectoryError("ldaps://dc1: refused; look there")
            return Result(host=task.host, result=given)

        return act


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Jobs:
    made = Jobs([])
    monkeypatch.setattr(module, "job", made.job)
    return made


def test_a_job_runs_on_the_controller_dry_or_not(jobs: Jobs) -> None:
    domain = of_server(SERVER)
    assert domain.ask("any", a=1).result == {"a": 1}
    domain.ask("any", GlobalState(dry_run=True))
    domain.ask_host("fs1.ecole.lan", "any")
    assert jobs.seen == [("dc1.ecole.lan", False), ("dc1.ecole.lan", True), ("fs1.ecole.lan", False)]


def test_a_job_that_makes_nothing_says_why(jobs: Jobs) -> None:
    with pytest.raises(DirectoryError, match=r"^ldaps://dc1: refused; look there$"):
        of_server(SERVER).ask("refuses")


RIGHT = Finding(Kind.RIGHT, "ann", "read on \\\\fs1\\x")


class Asked(Domain):
    """A domain whose jobs answer by heart."""

    def ask(self, name: str, state: GlobalState | None = None, **given: object) -> Result:
        assert name == "directory_audit"
        return Result(host=None, result=(RIGHT,) if given["grants"] else ())

    def ask_host(self, host: str, name: str, state: GlobalState | None = None, **given: object) -> Result:
        if host == "fs2":
            raise DirectoryError("fs2: no answer\nat all")
        return Result(host=None, result=(Grant("\\\\fs1\\x", "S-1-1-0", "read"), Finding(Kind.UNSEEN, "\\\\fs1\\y")))


@contextmanager
def nowhere(_: GlobalState) -> Iterator[None]:
    yield None


def test_an_audit_hears_file_servers_first_and_tells_who_is_silent() -> None:
    assert audits.audit(Asked("dc1", nowhere)) == ()
    assert audits.audit(Asked("dc1", nowhere, file_servers=("fs1", "fs2"))) == (
        Finding(Kind.UNSEEN, "\\\\fs1\\y"),
        Finding(Kind.UNSEEN, "fs2", "fs2: no answer at all"),
        RIGHT,
    )


def test_a_list_of_a_lab_may_be_of_machines_that_the_lab_does_not_run(tmp_path: Path) -> None:
    """The directory has accounts for PCs that are not deployed, and other sections want cables that are not there."""
    house = House(here().root, tmp_path)
    place = scene(house, "annuaire-comptes", "ann")
    found = roll(module._whole(house, place), here().inventories / "atelier-velo" / "pilote.csv")
    assert found.wrong == ()
    assert [*found.company.sections] == ["directory"]


def test_who_writes_holds_the_domain(jobs: Jobs) -> None:
    held: list[str] = []

    @contextmanager
    def holding() -> Iterator[None]:
        held.append("taken")
        yield
        held.append("given back")

    domain = replace(of_server(SERVER), held=holding)
    asked = Staffing(load_company(here(), "atelier-velo"), str)
    staff.preview(domain, asked)
    assert held == []
    staff.bring(domain, asked)
    assert held == ["taken", "given back"]
    assert [dry for _, dry in jobs.seen] == [True, False]
