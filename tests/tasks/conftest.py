"""The Atelier Vélo on a variant of its plan, cut down to its first lab; what is sent to each of its devices."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ccp3lab.company import Company, load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.house import here
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
