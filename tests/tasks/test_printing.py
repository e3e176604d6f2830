"""The service `printing`: what a printer and a station are sent, what follows, and mistakes in its section."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ccp3lab.company import Company, load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House, here
from ccp3lab.services import Site
from ccp3lab.stages import STAGES, Ground
from tasks.printing import printing
from tasks.printing_intent import Board, Published, Queue, Server, Unaware

FILE = "inventories/atelier-velo/printing.yml"
LAB = ("sw1", "dc1", "imprimante-1", "pc-compta-1", "pc-atelier-1")
SECTIONS = ("directory", "printing")
COMPTA = Queue("COMPTA", "Imprimante de la comptabilité", "Siège, 1er étage, bureau 12", ("DL_Impression_Compta",))
SHOWN = Published("COMPTA", "imprimante-1", "imprimante-1.ad.atelier-velo.lan", COMPTA.location, COMPTA.description)


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(here(), "atelier-velo").only(LAB, SECTIONS)


@pytest.fixture
def sent(company: Company) -> Callable[[str], dict[str, str]]:
    """sent("pc-compta-1"): the text of each file that the service alone makes there, by path."""

    def make(name: str) -> dict[str, str]:
        site = Site(company, company.device(name), load_image(here(), company.device(name).image), "")
        document = yaml.safe_load(candidate(site.image.platform, printing(site), Renderer(here().templates)))
        return {file["path"]: file["content"] for file in document.get("files", ())}

    return make


def test_a_printer_serves_the_companys_networks_and_no_other(sent) -> None:
    (path,) = sent("imprimante-1")
    lines = sent("imprimante-1")[path].split("<Location /admin>")[0].splitlines()
    assert path == "/etc/cups/cupsd.conf"
    assert [line.split()[-1] for line in lines if "Allow" in line] == ["127.0.0.1", "10.1.0.0/16", "172.16.1.0/24"]
    assert "Port 631" in lines


def test_a_station_knows_its_server_and_its_queue(sent) -> None:
    files = sent("pc-compta-1")
    assert files["/etc/cups/client.conf"].endswith("\nServerName 10.1.10.21\n")
    assert files["/etc/cups/lpoptions"] == "Default COMPTA\n"


def test_others_are_sent_nothing(sent) -> None:
    assert sent("pc-atelier-1") == sent("dc1") == {}


def test_a_station_whose_printer_does_not_take_part_has_none(company: Company) -> None:
    alone = company.only(("sw1", "pc-compta-1"), SECTIONS)
    site = Site(alone, alone.device("pc-compta-1"), load_image(here(), "workstation"), "")
    assert list(printing(site)) == []


def ground(company: Company, prepared: frozenset[str] = frozenset()) -> Ground:
    return Ground(company, company, str, str, prepared)


def test_when_it_is_done_the_queue_is_there_and_published(company: Company) -> None:
    stage = STAGES.get("printing")
    assert stage is not None
    assert stage.order > STAGES.get("workstation").order if STAGES.get("workstation") else True
    assert stage.done(ground(company)) == {
        "imprimante-1": Server((COMPTA,)),
        "dc1": Board(("imprimante-1",), (SHOWN,)),
    }


def test_before_the_learner_does_it_there_is_none(company: Company) -> None:
    stage = STAGES.get("printing")
    assert stage is not None
    station = {"pc-compta-1": Unaware(("/etc/cups/client.conf", "/etc/cups/lpoptions"))}
    bare = {"imprimante-1": Server(as_delivered=True), "dc1": Board(("imprimante-1",))}
    assert stage.undone(ground(company)) == bare | station
    prepared = stage.undone(ground(company, frozenset({"printing"})))
    there = {"imprimante-1": Server((COMPTA,), as_delivered=True), "dc1": Board(("imprimante-1",), (SHOWN,))}
    assert prepared == there | station


def test_without_printer_or_section_nothing_follows(company: Company) -> None:
    stage = STAGES.get("printing")
    assert stage is not None
    for less in (company.only(LAB, ("directory",)), company.only(("sw1", "dc1"), SECTIONS)):
        assert stage.done(ground(less)) == stage.undone(ground(less)) == {}
    assert stage.done(ground(company.only(("sw1", "imprimante-1"), SECTIONS))) == {"imprimante-1": Server((COMPTA,))}


def test_an_object_of_the_directory_has_what_its_class_demands() -> None:
    """MS-ADSC, class printQueue: printerName, serverName, shortServerName, uNCName, versionNumber."""
    assert SHOWN.attributes["uNCName"] == r"\\imprimante-1.ad.atelier-velo.lan\COMPTA"
    assert SHOWN.attributes["shortServerName"] == "imprimante-1"
    assert {"printerName", "serverName", "versionNumber"} < SHOWN.attributes.keys()


PLANTED = {
    "no such printer": (
        "printer: imprimante-1",
        "printer: imprimante-2",
        "there is no printer `imprimante-2`; did you",
    ),
    "a PC is no printer": ("printer: imprimante-1", "printer: pc-compta-1", "there is no printer `pc-compta-1`"),
    "no such group": ("DL_Impression_Compta]", "DL_Impresion_Compta]", "there is no group `DL_Impresion_Compta`; did "),
    "a global group": ("DL_Impression_Compta]", "GG_Comptabilite]", "is a global group: rights are for domain_local"),
    "nobody": ("[DL_Impression_Compta]", "[]", "`allowed`"),
    "a list in a name": ("[DL_Impression_Compta]", '["DL_A,root"]', "'DL_A,root' is not allowed"),
    "a blank in a queue": ("  COMPTA:", '  "COMP TA":', "is not allowed"),
    "an option as queue": ("  COMPTA:", "  -x:", "is not allowed"),
    "a line in a text": ("Imprimante de la comptabilité", '"a\\nb"', "is not allowed"),
    "no such station": ("pc-compta-1: COMPTA", "pc-comta-1: COMPTA", "there is no workstation `pc-comta-1`; did you"),
    "no such queue": ("pc-compta-1: COMPTA", "pc-compta-1: COMTA", "there is no queue `COMTA`; did you mean `COMPTA`?"),
    "unknown key": ("location:", "lieu:", "unknown key `lieu`"),
}


@pytest.mark.parametrize(("old", "new", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(house: House, old: str, new: str, said: str) -> None:
    file = Path(house.root / FILE)
    content = file.read_text(encoding="utf-8")
    assert old in content
    line = content[: content.rindex(old)].count("\n") + 1
    file.write_text(new.join(content.rsplit(old, 1)), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load_company(house, "atelier-velo")
    told = str(error.value).splitlines()
    assert any(one.startswith(f"{FILE}:{line}: ") and said in one for one in told), told


def test_a_printer_needs_an_account_and_an_address(house: House) -> None:
    for file, line in (("directory.yml", "  imprimante-1: {ou: imprimantes}\n"), ("plan.yml", "")):
        path = house.inventories / "atelier-velo" / file
        content = path.read_text(encoding="utf-8")
        line = line or next(one + "\n" for one in content.splitlines() if one.startswith("  imprimante-1:"))
        path.write_text(content.replace(line, ""), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load_company(house, "atelier-velo")
    assert f"{FILE}:3: `imprimante-1` has no address in the plan" in str(error.value)
    assert "has no account below which the queue could be published" in str(error.value)
