"""Mistakes about DHCP in plan.yml and services.yml, each told with the line of the real file."""

from collections.abc import Callable

import pytest

Planted = Callable[[str, str, str], list[str]]
Edit = Callable[[str, str, str], None]
Refused = Callable[[], list[str]]


SCOPES = "{compta: srv1, atelier: srv1, agence-postes: r1}"
IN_SERVICES = {
    "unknown VLAN": (SCOPES, "{compte: srv1, atelier: srv1}", "the plan has no VLAN `compte`; did you mean `compta`?"),
    "no range": (SCOPES, "{serveurs: srv1, compta: srv1, atelier: srv1}", "VLAN `serveurs` has no range to lease from"),
    "layer 2 alone": (SCOPES, "{natif: srv1, compta: srv1, atelier: srv1}", "VLAN `natif` has no range to lease from"),
    "unknown server": ("{compta: srv1,", "{compta: srv3,", "there is no device `srv3`"),
    "relay to an unknown server": ("atelier: srv1,", "atelier: serveur,", "there is no device `serveur`"),
    "server without address": (
        "atelier: srv1,",
        "atelier: internet,",
        "`internet` has no address in the plan for the relay",
    ),
    "no router to relay": ("agence-postes: r1}", "wifi-invites: srv1}", "the VLAN has no router that could relay"),
    "lease of no unit": ("lease: 8h", "lease: 8", "`lease`: 8 is not allowed"),
    "lease of a switch": (
        "lease: 8h",
        "lease: 90s",
        "switch `r1` leases the addresses of VLAN `agence-postes` for whole minutes",
    ),
    "too short for a switch": ("lease: 8h", "lease: 1m", "for whole minutes, 2 at least"),
    "unknown name server": (
        "dns: [srv1, srv2]",
        "dns: [srv1, srv22]",
        "the plan has no host `srv22` that clients could ask",
    ),
    "nobody serves a client": (SCOPES, "{compta: srv1}", "`pc-atelier-3` waits for DHCP in VLAN `atelier`"),
    "nobody serves a reservation": (SCOPES, "{atelier: srv1}", "`imprimante-1` waits for DHCP in VLAN `compta`"),
    "unknown key": ("scopes:", "scope:", "unknown key `scope`; did you mean `scopes`?"),
}


@pytest.mark.parametrize(("old", "new", "said"), IN_SERVICES.values(), ids=IN_SERVICES)
def test_planted_in_services(planted: Planted, old: str, new: str, said: str) -> None:
    told = planted("services.yml", old, new)
    assert any(said in one for one in told), told


def test_a_server_whose_own_vlan_has_no_router_cannot_answer_a_relay(edit: Edit, refused: Refused) -> None:
    edit("inventories/atelier-velo/services.yml", "atelier, serveurs]", "atelier]")
    told = refused()
    assert sum("cannot answer the relay of VLAN" in one and "`serveurs` has no router" in one for one in told) == 2


IN_PLAN = {
    "range outside its subnet": ("dhcp: {first: 10, last: 40}", "dhcp: {first: 10, last: 99}", "of the DHCP range"),
    "range that ends first": ("dhcp: {first: 10, last: 40}", "dhcp: {first: 40, last: 10}", "before it begins"),
    "gateway in the range": ("dhcp: {first: 10, last: 40}", "dhcp: {first: 1, last: 40}", "lies in the DHCP range"),
    "host in the range": (
        "pc-agence-1: {vlan: agence-postes, address: 5}",
        "pc-agence-1: {vlan: agence-postes, address: 15}",
        "inside the DHCP range",
    ),
    "reservation of another's address": ("address: 21, mac", "address: 11, mac", "has the address of `pc-compta-1`"),
    "reservation of the gateway": ("address: 21, mac", "address: 1, mac", "has the address of its gateway"),
    "reservation outside": ("address: 21, mac", "address: 300, mac", "host `imprimante-1` "),
    "reservation where no DHCP is": ("{vlan: compta, address: 21", "{vlan: serveurs, address: 21", "waits for DHCP"),
    "one card twice": (
        "srv2: {vlan: serveurs, address: 11}",
        'pc-x: {vlan: compta, address: 22, mac: "02-CC-A9-00-00-15"}',
        "is already the card of",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), IN_PLAN.values(), ids=IN_PLAN)
def test_planted_in_the_plan(planted: Planted, old: str, new: str, said: str) -> None:
    told = planted("plan.yml", old, new)
    assert any(said in one for one in told), told
