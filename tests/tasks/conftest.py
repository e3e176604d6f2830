"""The Atelier Vélo on a variant of its plan, cut down to its first lab; what is sent to each of its devices."""

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ccp3lab.company import Company, load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House, here
from ccp3lab.instance.credentials import ios_secret
from ccp3lab.lab import load_lab
from ccp3lab.plan import written
from ccp3lab.services import Site, parts

sys.path.insert(0, str(Path(__file__).parents[2] / "images" / "switch"))  # the switch's own reading of its lines

DEVICES = ("sw1", "sw2", "pc-compta-1", "pc-atelier-1", "pc-compta-2", "pc-atelier-2")
SITE = 7
SECRET = ios_secret("velo-roue-042")


@pytest.fixture(scope="session")
def company() -> Company:
    return load_company(here(), "atelier-velo", partial(written, site=SITE)).only(DEVICES)


@pytest.fixture(scope="session")
def site(company: Company) -> Callable[[str], Site]:
    """site("sw1"): what a service looks at to say its parts of sw1."""

    def make(name: str) -> Site:
        device = company.device(name)
        return Site(company, device, load_image(here(), device.image), SECRET)

    return make


@pytest.fixture(scope="session")
def rendered(site: Callable[[str], Site]) -> Callable[[str, str], str]:
    """rendered("sw1", "start"): the text that its driver is given in that state of the lab vlan-trunk."""
    learner_does = load_lab(here(), "vlan-trunk").learner_does

    def make(name: str, state: str) -> str:
        place = site(name)
        left_out = learner_does if state == "start" else ()
        return candidate(place.image.platform, parts(place, without=left_out), Renderer(here().templates))

    return make


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The companies and images of this checkout, to be broken."""
    for room in ("inventories", "images"):
        shutil.copytree(here().root / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return House(tmp_path, tmp_path)


@pytest.fixture
def refused(house: House) -> Callable[[], list[str]]:
    """refused(): the lines of the one error that the Atelier Vélo of the test's house ends in."""

    def load() -> list[str]:
        with pytest.raises(DefinitionError) as error:
            load_company(house, "atelier-velo")
        return str(error.value).splitlines()

    return load


@pytest.fixture
def planted(
    house: House, edit: Callable[[str, str, str], None], refused: Callable[[], list[str]]
) -> Callable[[str, str, str], list[str]]:
    """planted(FILE, OLD, NEW): what is said of the line of a company's FILE where NEW stands instead of OLD.

    Of two lines that follow each other, too: which of two places that clash is told is the plan's matter.
    """

    def plant(name: str, old: str, new: str) -> list[str]:
        file = f"inventories/atelier-velo/{name}"
        before = (house.root / file).read_text(encoding="utf-8").partition(old)[0]
        line = before.count("\n") + new.count("\n") + 1
        edit(file, old, new)
        places = tuple(f"{file}:{number}: " for number in (line, line + 1))
        return [told for told in refused() if told.startswith(places)]

    return plant
