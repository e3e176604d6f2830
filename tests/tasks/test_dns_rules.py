"""Mistakes in the section `dns` of services.yml, each told with the line of the real file."""

from collections.abc import Callable

import pytest

from ccp3lab.company import load_company
from ccp3lab.house import House

Planted = Callable[[str, str, str], list[str]]


PLANTED = {
    "no zone name": ("primary: srv1", "primary: srv1\n  zone: Velo_.lan", "zone `Velo_.lan` is no DNS name"),
    "a zone of one label": ("primary: srv1", "primary: srv1\n  zone: velo", "zone `velo` has one label only"),
    "no name of a record": ("{courrier: srv1}", "{cour_rier: srv1}", "`cour_rier` is no name of a machine (RFC 1123)"),
    "no name of an alias": ("{www: srv1", "{www.fr: srv1", "`www.fr` is no name of a machine"),
    "no name outside": ("{ns: web", "{ns: web, NS2: web", "`NS2` is no name of a machine"),
    "unknown primary": ("primary: srv1", "primary: srv3", "there is no server `srv3` with an address in the plan"),
    "primary without address": ("primary: srv1", "primary: pc-compta-3", "there is no server `pc-compta-3`"),
    "unknown secondary": ("[srv2]", "[srv22]", "no server `srv22` with an address in the plan; did you mean `srv2`?"),
    "secondary is primary": ("[srv2]", "[srv1]", "`srv1` is the primary already; name another server"),
    "secondary twice": ("[srv2]", "[srv2, srv2]", "`srv2` is a secondary already"),
    "forwards to itself": ("[internet]", "[srv2]", "`srv2` would forward to a server of the same zone"),
    "unknown forwarder": ("[internet]", "[interne]", "no address is known of `interne`; did you mean `internet`?"),
    "address not in the plan": ("{courrier: srv1}", "{courrier: 192.0.2.9}", "the plan has no host `192.0.2.9`"),
    "record of a host": ("{courrier: srv1}", "{courrier: srv1, srv2: srv1}", "`srv2` is a host of the plan"),
    "CNAME beside a host": ("{www: srv1", "{srv2: srv1", "`srv2` has an address record: no CNAME may stand beside it"),
    "CNAME beside a record": ("{www: srv1", "{courrier: srv1", "`courrier` has an address record: no CNAME"),
    "CNAME to nothing": ("{www: srv1", "{www: srv7", "the zone has no machine `srv7`"),
    "CNAME to an alias": ("{www: srv1", "{www: srv1, web: www", "`www` is an alias too; name the machine itself"),
    "MX to a CNAME": ("mx: {courrier: 10}", "mx: {www: 10}", "`www` is an alias: an MX names a machine itself"),
    "MX to nothing": ("mx: {courrier: 10}", "mx: {courier: 10}", "no machine `courier`; did you mean `courrier`?"),
    "preference": ("mx: {courrier: 10}", "mx: {courrier: 65536}", "`courrier`: 65536 is not allowed"),
    "delegated to nobody": ("{ad: dc1}", "{ad: dc2}", "there is no server `dc2` with an address in the plan"),
    "delegated to itself": ("{ad: dc1}", "{ad: srv2}", "`srv2` serves the zone itself"),
    "delegated name is taken": ("{ad: dc1}", "{srv2: dc1}", "`srv2` is a name of this zone already"),
    "delegated alias": ("{ad: dc1}", "{www: dc1}", "`www` is a name of this zone already"),
    "no label": ("{ad: dc1}", "{ad.velo: dc1}", "`ad.velo` is no label of a zone"),
    "no public address": ("{ns: web", "{ns: srv1", "the plan has no public address `srv1`"),
    "server not published": ("server: ns", "server: dns", "`dns` is none of the names that are published"),
    "mail not published": ("    mx: {courrier: 10}", "    mx: {post: 10}", "`post` is none of the names that are"),
    "unknown key": ("forwarders:", "forwarder:", "unknown key `forwarder`; did you mean `forwarders`?"),
}


@pytest.mark.parametrize(("old", "new", "said"), PLANTED.values(), ids=PLANTED)
def test_planted(planted: Planted, old: str, new: str, said: str) -> None:
    told = planted("services.yml", old, new)
    assert any(said in one for one in told), told


def test_the_file_as_it_stands(house: House) -> None:
    assert load_company(house, "atelier-velo").sections["dns"]
