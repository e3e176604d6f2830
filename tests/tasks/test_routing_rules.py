"""Mistakes in the section `routing` of services.yml, each told with the line of the real file."""

from collections.abc import Callable

import pytest

from ccp3lab.company import load_company
from ccp3lab.errors import DefinitionError
from ccp3lab.house import House

FILE = "inventories/atelier-velo/services.yml"
Planted = Callable[[str, str, str], list[str]]
VLANS = "{vlans: [compta, atelier, serveurs]"


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
def test_planted(planted: Planted, old: str, new: str, said: str) -> None:
    told = planted("services.yml", old, new)
    assert any(said in one for one in told), told


def test_an_end_of_a_transit_that_does_not_route(house: House, edit: Callable[[str, str, str], None]) -> None:
    edit(FILE, "    r1: {vlans: [agence-postes]}\n", "")
    with pytest.raises(DefinitionError, match="`r1` is an end of transit `siege-agence` and routes nothing"):
        load_company(house, "atelier-velo")


def test_a_transit_between_no_sites(house: House, edit: Callable[[str, str, str], None]) -> None:
    edit("inventories/atelier-velo/plan.yml", "ends: [siege, agence]", "ends: [siege, depot]")
    with pytest.raises(DefinitionError, match="transit `siege-agence` ends at `depot`, which is no site"):
        load_company(house, "atelier-velo")
