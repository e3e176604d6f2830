"""The three checks of a trunk: two tables that must agree, exact sets of VLANs."""

import pytest

from ccp3lab.grading import Doubt, Status

TO = {"to": "sw2"}
NAMES = ("switching.trunk", "switching.trunk_allowed", "switching.trunk_native")


def block(port: str = "Gi1/0/24", admin: str = "trunk", mode: str = "trunk") -> str:
    return f"""Name: {port}
Switchport: Enabled
Administrative Mode: {admin}
Operational Mode: {mode}
Administrative Trunking Encapsulation: dot1q
Negotiation of Trunking: Off
Access Mode VLAN: 1 (default)
Trunking Native Mode VLAN: 99 (natif)
Voice VLAN: none
Trunking VLANs Enabled: 10,20,99

"""


def tables(allowed: str = "10,20,99", native: str = "99", port: str = "Gi1/0/24", status: str = "trunking") -> str:
    return f"""
Port        Mode             Encapsulation  Status        Native vlan
{port:<11} on               802.1q         {status:<13} {native}

Port        Vlans allowed on trunk
{port:<11} {allowed}

Port        Vlans allowed and active in management domain
{port:<11} 10,20,99

Port        Vlans in spanning tree forwarding state and not pruned
{port:<11} 10,20,99
"""


def verdict_of(ask, name: str, trunks: str, switchports: str, gone: str = ""):
    return ask(name, "sw1", TO, gone, trunks=trunks, switchports=switchports)


@pytest.mark.parametrize("name", NAMES)
def test_the_planned_trunk_passes(ask, name) -> None:
    assert verdict_of(ask, name, tables(), block()).status is Status.PASSED


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("switchports", "found"),
    [
        (block(admin="static access", mode="static access"), "Gi1/0/24 en mode « static access »"),
        (block(admin="dynamic auto", mode="static access"), "Gi1/0/24 en mode « static access »"),
        (block(mode="down"), "Gi1/0/24 n'a pas de lien (mode configuré : « trunk »)"),
    ],
)
def test_a_port_that_is_no_trunk_fails_all_three(ask, name, switchports, found) -> None:
    for trunks in ("", "\n", tables(port="Gi1/0/2")):
        verdict = verdict_of(ask, name, trunks, switchports)
        assert verdict.status is Status.FAILED
        assert verdict.found == found


@pytest.mark.parametrize(
    ("allowed", "status", "found"),
    [
        ("10,20,99", Status.PASSED, "VLAN autorisés : 10, 20, 99"),
        ("99,10,20", Status.PASSED, "VLAN autorisés : 10, 20, 99"),
        ("10,99", Status.FAILED, "VLAN autorisés : 10, 99"),
        ("10,20,90,99", Status.FAILED, "VLAN autorisés : 10, 20, 90, 99"),
        ("10-20,99", Status.FAILED, "VLAN autorisés : 10-20, 99"),
        ("100,20,99", Status.FAILED, "VLAN autorisés : 20, 99, 100"),
        ("1-4094", Status.FAILED, "VLAN autorisés : tous"),
        ("none", Status.FAILED, "VLAN autorisés : aucun"),
    ],
)
def test_the_allowed_list_is_an_exact_set(ask, allowed, status, found) -> None:
    verdict = verdict_of(ask, "switching.trunk_allowed", tables(allowed), block())
    assert (verdict.status, verdict.found) == (status, found)
    assert verdict.expected == "VLAN autorisés : 10, 20, 99"


def test_a_long_list_goes_on_in_the_next_line(ask) -> None:
    trunks = tables("10,20,\n            99")
    assert verdict_of(ask, "switching.trunk_allowed", trunks, block()).status is Status.PASSED


@pytest.mark.parametrize("native", ["1", "9", "990"])
def test_another_native_vlan_fails(ask, native) -> None:
    verdict = verdict_of(ask, "switching.trunk_native", tables(native=native), block())
    assert (verdict.status, verdict.found) == (Status.FAILED, f"VLAN natif {native}")


def test_a_wrong_list_or_native_leaves_the_trunk_a_trunk(ask) -> None:
    assert verdict_of(ask, "switching.trunk", tables("1", "1"), block()).status is Status.PASSED


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("trunks", "switchports"),
    [
        pytest.param("", block(), id="empty, but the port says it trunks"),
        pytest.param(tables(), block(mode="down"), id="listed, but the port says it is down"),
        pytest.param(tables(status="not-trunking"), block(), id="not trunking, but the port says it is"),
        pytest.param(tables(), "", id="no switchport table"),
        pytest.param(tables(), block("Gi1/0/2"), id="the port is not in the switchport table"),
        pytest.param("Segmentation fault", block(), id="garbage"),
        pytest.param("% Invalid input detected at '^' marker.", block(), id="refused"),
        pytest.param(tables().split("Port        Vlans in")[0], block(), id="the last table is missing"),
        pytest.param(tables("10,x"), block(), id="a list that is none"),
        pytest.param(tables("20-10"), block(), id="a range upside down"),
        pytest.param(tables("10,5000"), block(), id="a VLAN that cannot be"),
        pytest.param(tables(native="ninety"), block(), id="a native VLAN that is no number"),
        pytest.param(tables(port="the port"), block(), id="a port that is none"),
    ],
)
def test_what_cannot_be_believed_is_undetermined(ask, name, trunks, switchports) -> None:
    verdict = verdict_of(ask, name, trunks, switchports)
    assert verdict.status is Status.UNDETERMINED
    assert verdict.doubt is Doubt.UNREADABLE


@pytest.mark.parametrize("name", NAMES)
def test_a_peer_that_is_down_is_nobodys_mistake(ask, name) -> None:
    """A trunk that works passes on what this end shows; one that does not is believed only with the peer in sight."""
    assert verdict_of(ask, name, tables(), block(), gone="sw2").status is Status.PASSED
    verdict = verdict_of(ask, name, "", block(mode="down"), gone="sw2")
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)
    assert verdict.found == "sw2 : ne répond pas"


def test_without_a_planned_native_vlan_the_default_is_expected(ask, company) -> None:
    from dataclasses import replace

    from ccp3lab.grading import Observation, Place
    from checks.switching_trunk import TrunkNative

    bare = replace(company, links=tuple(replace(link, native=None) for link in company.links))
    seen = {"trunks": Observation(tables(native="1")), "switchports": Observation(block())}
    assert TrunkNative(to="sw2").evaluate(seen, Place(bare, bare.device("sw1"))).status is Status.PASSED
