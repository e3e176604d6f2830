"""The lab `imprimante`: who its checks let print may, who they have refused may not, and the statement tells it all."""

from ccp3lab.company import Company
from ccp3lab.domain import Domain
from ccp3lab.grading import rubric
from ccp3lab.lab import Lab
from tasks.dhcp_section import DhcpSection
from tasks.directory_intent import Scope
from tasks.directory_wanted import wanted
from tasks.printing_intent import Published, board
from tasks.printing_section import PrintingSection
from tasks.workstation_section import WorkstationSection

KEY = "imprimante"
QUEUE = "COMPTA"


def allowed(company: Company) -> set[str]:
    """Everybody who is in a group that may print, direct or nested."""
    data = company.asked("printing", PrintingSection)
    assert data is not None
    groups = {one.name: one for one in wanted(company).groups}
    inside, left = set(), list(data.queues[QUEUE].allowed)
    while left:
        name = left.pop()
        if name not in inside:
            inside.add(name)
            left += [str(member) for member in groups[name].members] if name in groups else []
    return inside


def test_who_prints_may_and_who_is_refused_may_not(lab: Lab, company: Company) -> None:
    users, may = {one.login: one for one in wanted(company).users}, allowed(company)
    pages = [spec.with_ for spec in lab.checks if spec.check == "printing.page"]
    (refused,) = [spec.with_ for spec in lab.checks if spec.check == "printing.refused"]
    assert {str(one["login"]) for one in pages} == {"cmartin", "hrousseau"} < may
    assert str(refused["control"]) in may
    assert str(refused["login"]) not in may
    assert all(users[str(one["login"])].enabled for one in (*pages, refused)), "a wrong account proves nothing"


def test_two_departments_print_by_one_group(company: Company) -> None:
    """So that a right given to one of their global groups is seen: AGDLP."""
    data, groups = company.asked("printing", PrintingSection), {one.name: one for one in wanted(company).groups}
    assert data is not None
    (name,) = data.queues[QUEUE].allowed
    assert groups[name].scope is Scope.DOMAIN_LOCAL
    assert {groups[str(member)].scope for member in groups[name].members} == {Scope.GLOBAL}
    assert len(groups[name].members) == 2


def test_printer_and_station_are_of_the_domain_and_find_it(company: Company) -> None:
    """CUPS asks the printer's own sssd who is in a group; the printer's lease tells it the controller."""
    machines, leases = company.asked("workstation", WorkstationSection), company.asked("dhcp", DhcpSection)
    assert machines is not None
    assert leases is not None
    assert {"imprimante-1", "pc-compta-1"} <= machines.machines.keys() & company.devices.keys()
    assert company.plan.host("imprimante-1").mac
    assert leases.dns == ("dc1",)
    assert leases.scopes[company.plan.host("imprimante-1").vlan] in company.devices


def test_the_statement_tells_the_queue_and_what_the_directory_shows(company: Company, text: str) -> None:
    (shown,) = board(company, ("imprimante-1",)).published
    assert shown == Published(
        QUEUE, "imprimante-1", Domain.of(company.plan).fqdn("imprimante-1"), shown.location, shown.description
    )
    for words in (shown.location, shown.description, "les membres de `DL_Impression_Compta`"):
        assert words in text
    for name in ("printerName", "serverName", "shortServerName", "uNCName", "versionNumber"):
        assert f"| `{name}` | `{shown.attributes[name]}` |" in text
    assert text.count("secret-of-cmartin") == text.count("secret-of-all") == 1


def test_every_check_looks_at_devices_of_the_lab(lab: Lab, company: Company) -> None:
    bound = rubric(lab, company)
    assert (len(bound), sum(one.points for one in bound)) == (12, 20)
    for one in bound:
        seen = {
            device for device, _ in (*one.check.needs(one.place).values(), *one.check.witnesses(one.place).values())
        }
        assert seen <= set(lab.devices), one.id
