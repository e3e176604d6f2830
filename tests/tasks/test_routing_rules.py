"""Mistakes in the section `routing` of services.yml, each told with the line of the real file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ccp3lab.company import load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House, here

FILE = "inventories/atelier-velo/services.yml"
VLANS = "{vlans: [compta, atelier, serveurs]"


@pytest.fixture
def house(tmp_path: Path) -> House:
    for room in ("inventories", "images"):
        shutil.copytree(here().root / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return House(tmp_path, tmp_path)


PLANTED = {
    "unknown router": ("    r1: {", "    r2: {", "there is no device `r2`; did you mean `srv2`?"),
    "unknown VLAN": (VLANS, "{vlans: [comptas]", "the plan has no VLAN `comptas`; did you mean `compta`?"),
    "VLAN without gateway": (VLANS, "{vlans: [natif]", "VLAN `natif` has no gateway address; give it `gateway:`"),
    "VLAN routed twice": (
        "[agence-postes]",
        "[agence-postes, compta]",
        "VLAN `compta` has its gateway on `sw1` already",
    ),
    "VLAN of no cable": ("[agence-postes]", "[agence-gestion]", "no cable of `r1` carries VLAN `agence-gestion`"),
    "VLAN of its own address": (VLANS, "{vlans: [gestion]", "`sw1` has its own address in VLAN `gestion`, where"),
    "no address outside": (
        ", outside: {address: pare-feu, publish: {web: srv1}}",
        "",
        "`sw1` has the cable to `internet` and no address there",
    ),
    "outside without a cable": (
        "[agence-postes]",
        "[agence-postes], outside: {address: web}",
        "no cable leads from `r1` to the provider",
    ),
    "unknown outside address": ("pare-feu", "parefeu", "no address `parefeu`; did you mean `pare-feu`?"),
    "unknown published address": ("{web: srv1}", "{wob: srv1}", "no address `wob`; did you mean `web`?"),
    "the router's own published": ("{web: srv1}", "{pare-feu: srv1}", "`pare-feu` is the router's own address"),
    "unknown machine published": ("{web: srv1}", "{web: srv3}", "the plan has no host `srv3`"),
    "unknown key": ("publish:", "publishes:", "unknown key `publishes`; did you mean `publish`?"),
}


@pytest.mark.parametrize(("old", "new", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(house: House, edit: Callable[[str, str, str], None], old: str, new: str, said: str) -> None:
    text = (house.root / FILE).read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    edit(FILE, old, new)
    with pytest.raises(DefinitionError) as error:
        load_company(house, "atelier-velo")
    assert any(told.startswith(f"{FILE}:{line}: ") and said in told for told in str(error.value).splitlines()), error


def test_an_end_of_a_transit_that_does_not_route(house: House, edit: Callable[[str, str, str], None]) -> None:
    edit(FILE, "    r1: {vlans: [agence-postes]}\n", "")
    with pytest.raises(DefinitionError, match="`r1` is an end of transit `siege-agence` and routes nothing"):
        load_company(house, "atelier-velo")


def test_a_transit_between_no_sites(house: House, edit: Callable[[str, str, str], None]) -> None:
    edit("inventories/atelier-velo/plan.yml", "ends: [siege, agence]", "ends: [siege, depot]")
    with pytest.raises(DefinitionError, match="transit `siege-agence` ends at `depot`, which is no site"):
        load_company(house, "atelier-velo")
