"""The service `workstation`: what a machine of the domain is sent, and mistakes in its section."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ccp3lab.company import load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House, here
from ccp3lab.services import Site
from tasks.workstation import workstation

FILE = "inventories/atelier-velo/workstation.yml"
WRITTEN = "machines:\n  pc-compta-1: {logon: [GG_Compta, GG_Direction générale]}\n"


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
    assert set(files) == {"/etc/krb5.conf", "/etc/sssd/sssd.conf"}
    assert "default_realm = AD.ATELIER-VELO.LAN\n" in files["/etc/krb5.conf"]["content"]
    sssd = files["/etc/sssd/sssd.conf"]
    assert sssd["mode"] == "0600"
    assert "[domain/ad.atelier-velo.lan]\n" in sssd["content"]
    assert "ad_hostname = pc-compta-1.ad.atelier-velo.lan\n" in sssd["content"]
    assert "simple_allow_groups = GG_Compta, GG_Direction générale\n" in sssd["content"]


def test_others_are_sent_nothing(sent) -> None:
    assert sent("pc-compta-2") == {}
    assert sent("srv1") == {}


def test_without_the_section_nobody_is(sent, house: House) -> None:
    (house.root / FILE).unlink()
    assert sent("pc-compta-1") == {}


PLANTED = {
    "unknown machine": ("pc-compta-1", "pc-compta1", 2, "there is no workstation `pc-compta1`; did you mean `pc-comp"),
    "no workstation": ("pc-compta-1", "srv1", 2, "there is no workstation `srv1`"),
    "nobody may log on": ("[GG_Compta, GG_Direction générale]", "[]", 2, "`logon`"),
    "a list in a name": ("GG_Compta,", '"GG_Compta, GG_Rh",', 2, "'GG_Compta, GG_Rh' is not allowed"),
    "a line in a name": ("GG_Compta,", '"GG\\naccess_provider = permit",', 2, "is not allowed"),
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
