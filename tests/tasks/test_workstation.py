"""The service `workstation`: what a machine of the domain is sent, mistakes in its section, what its stage asks for."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ccp3lab.company import load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House, here
from ccp3lab.services import Site
from ccp3lab.stages import Ground
from tasks.dns import dns
from tasks.system import system
from tasks.workstation import done, undone, workstation
from tasks.workstation_target import Forget, Join, Leave

FILE = "inventories/atelier-velo/workstation.yml"
WRITTEN = "machines:\n  pc-compta-1: {logon: [GG_Comptabilite, GG_Direction]}\n"


@pytest.fixture
def sent(house: House) -> Callable[[str], dict[str, dict[str, str]]]:
    """sent("pc-compta-1"): the files that the service alone makes there, by path."""
    (house.root / FILE).write_text(WRITTEN, encoding="utf-8")

    def make(name: str) -> dict[str, dict[str, str]]:
        company = load_company(house, "atelier-velo")
        site = Site(company, company.device(name), load_image(here(), company.device(name).image), "")
        document = yaml.safe_load(candidate(site.image.platform, workstation(site), Renderer(here().templates)))
        return {file["path"]: file for file in document.get("files", ())}

    return make


def test_a_machine_of_the_domain(sent) -> None:
    files = sent("pc-compta-1")
    assert set(files) == {"/etc/resolv.conf", "/etc/krb5.conf", "/etc/sssd/sssd.conf"}
    names = "search ad.atelier-velo.lan atelier-velo.lan\nnameserver 10.1.30.20\n"
    assert files["/etc/resolv.conf"]["content"] == names
    assert {file["service"] for file in files.values()} == {"sssd"}, "each of them is read by sssd"
    assert "default_realm = AD.ATELIER-VELO.LAN\n" in files["/etc/krb5.conf"]["content"]
    sssd = files["/etc/sssd/sssd.conf"]
    assert sssd["mode"] == "0600"
    assert "[domain/ad.atelier-velo.lan]\n" in sssd["content"]
    assert "ad_hostname = pc-compta-1.ad.atelier-velo.lan\n" in sssd["content"]
    assert "simple_allow_groups = GG_Comptabilite, GG_Direction\n" in sssd["content"]


def test_a_machine_that_asks_dhcp_is_told_its_name_servers_there(sent, house: House) -> None:
    """One file, one author: what a lease writes there, a push would undo, and the next lease again."""
    written = f"{WRITTEN}  imprimante-1: {{logon: [GG_Direction]}}\n  pc-compta-3: {{logon: [GG_Direction]}}\n"
    (house.root / FILE).write_text(written, encoding="utf-8")
    for name in ("imprimante-1", "pc-compta-3"):
        assert set(sent(name)) == {"/etc/krb5.conf", "/etc/sssd/sssd.conf"}


def test_others_are_sent_nothing(sent) -> None:
    assert sent("pc-compta-2") == {}
    assert sent("srv1") == {}


def test_without_the_section_nobody_is(sent, house: House) -> None:
    (house.root / FILE).unlink()
    assert sent("pc-compta-1") == {}


PLANTED = {
    "unknown machine": ("pc-compta-1", "pc-compta1", 2, "there is no workstation `pc-compta1`; did you mean `pc-comp"),
    "no workstation": ("pc-compta-1", "srv1", 2, "there is no workstation `srv1`"),
    "nobody may log on": ("[GG_Comptabilite, GG_Direction]", "[]", 2, "`logon`"),
    "a list in a name": ("GG_Comptabilite,", '"GG_Compta, GG_Rh",', 2, "'GG_Compta, GG_Rh' is not allowed"),
    "a line in a name": ("GG_Comptabilite,", '"GG\\naccess_provider = permit",', 2, "is not allowed"),
    "unknown group": (
        "GG_Comptabilite,",
        "GG_Compta,",
        2,
        "there is no group `GG_Compta`; did you mean `GG_Comptabilite`?",
    ),
    "unknown key": ("logon", "login", 2, "unknown key `login`; did you mean `logon`?"),
}


@pytest.mark.parametrize(("old", "new", "line", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(house: House, old: str, new: str, line: int, said: str) -> None:
    Path(house.root / FILE).write_text(WRITTEN.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load_company(house, "atelier-velo")
    told = str(error.value).splitlines()
    assert any(one.startswith(f"{FILE}:{line}: ") and said in one for one in told), told


def test_a_name_that_no_domain_can_hold(house: House) -> None:
    devices = house.root / "inventories/atelier-velo/devices.yml"
    long = "  pc-de-la-comptabilite: {image: workstation, title: long}\n"
    devices.write_text(devices.read_text(encoding="utf-8").replace("devices:\n", f"devices:\n{long}"), encoding="utf-8")
    (house.root / FILE).write_text(WRITTEN.replace("pc-compta-1", "pc-de-la-comptabilite"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="has 21 characters, a machine's name in a domain 15 at most"):
        load_company(house, "atelier-velo")


def test_the_companys_name_servers_are_left_to_the_others(house: House) -> None:
    """One file, one author: the controller's own zone is asked there."""
    company = load_company(house, "atelier-velo")
    sites = [
        Site(company, company.device(name), load_image(here(), "workstation"), "")
        for name in ("pc-compta-1", "pc-compta-2")
    ]
    paths = [[part.path for part in dns(site)] for site in sites]
    assert paths == [[], ["/etc/resolv.conf"]]


LAB = ["sw1", "dc1", "pc-compta-1", "pc-atelier-1"]
OU = "OU=Postes,OU=Atelier Vélo,DC=ad,DC=atelier-velo,DC=lan"


def ground(devices: list[str], services: list[str]) -> Ground:
    company = load_company(here(), "atelier-velo").only(devices, services)
    return Ground(company, company, lambda label: label, lambda: "velo-roue-042")


def test_machines_that_take_part_join_where_the_directory_has_them() -> None:
    asked = done(ground(LAB, ["directory", "workstation"]))
    assert set(asked) == {"pc-compta-1", "pc-atelier-1"}
    join = asked["pc-compta-1"]
    assert isinstance(join, Join)
    assert (join.host, join.ou, join.domain.name) == ("pc-compta-1", OU, "ad.atelier-velo.lan")
    assert join.password == "velo-roue-042"
    assert "velo" not in repr(join).replace("atelier-velo", "").replace("atelier_velo", "").replace("Vélo", "")


def test_without_a_directory_section_they_join_where_the_domain_puts_computers() -> None:
    join = done(ground(LAB, ["workstation"]))["pc-atelier-1"]
    assert isinstance(join, Join)
    assert join.ou == ""


def test_a_learners_job_begins_with_machines_that_the_domain_has_never_seen() -> None:
    everyone = ("pc-compta-1", "pc-atelier-1")
    assert undone(ground(LAB, ["workstation"])) == {"dc1": Forget(everyone), **dict.fromkeys(everyone, Leave())}


@pytest.mark.parametrize("ask", [done, undone])
@pytest.mark.parametrize(
    ("devices", "services"),
    [
        (["sw1", "pc-compta-1"], ["directory", "workstation"]),
        (["sw1", "dc1"], ["directory", "workstation"]),
        (LAB, ["directory"]),
    ],
    ids=["no controller", "no machine", "no section"],
)
def test_where_nobody_joins_nothing_is_asked(ask, devices, services) -> None:
    assert ask(ground(devices, services)) == {}


def test_a_machine_of_the_domain_calls_itself_by_its_name_there() -> None:
    """adcli and Kerberos take the full name that the machine gives itself (`hostname -f`)."""
    company = load_company(here(), "atelier-velo").only([*LAB, "pc-compta-2", "pc-compta-3"], ["workstation"])

    def own(name: str) -> str:
        site = Site(company, company.device(name), load_image(here(), "workstation"), "")
        document = yaml.safe_load(candidate("linux", system(site), Renderer(here().templates)))
        return str(document["files"][0]["content"].splitlines()[-1])

    assert own("pc-compta-1") == "10.1.10.11 pc-compta-1.ad.atelier-velo.lan pc-compta-1"
    assert own("pc-compta-2") == "127.0.1.1 pc-compta-2.atelier-velo.lan pc-compta-2"


def test_one_that_gets_its_address_by_dhcp_is_its_own_loopback(house: House) -> None:
    (house.root / FILE).write_text(WRITTEN.replace("pc-compta-1", "pc-compta-3"), encoding="utf-8")
    company = load_company(house, "atelier-velo")
    site = Site(company, company.device("pc-compta-3"), load_image(here(), "workstation"), "")
    document = yaml.safe_load(candidate("linux", system(site), Renderer(here().templates)))
    assert "127.0.1.1 pc-compta-3.ad.atelier-velo.lan pc-compta-3\n" in document["files"][0]["content"]
