"""`switching.access_port`: mode, VLAN, shutdown; and descriptions that try to pass for columns."""

import pytest

from ccp3lab.grading import Doubt, Status

VLANS = """
VLAN Name                             Status    Ports
---- -------------------------------- --------- -------------------------------
1    default                          active    Gi1/0/3, Gi1/0/4
10   RH                               active    Gi1/0/1
100  RH2                              active
"""
NO_RH = VLANS.replace("10   RH                               active    Gi1/0/1\n", "")


def block(
    port: str = "Gi1/0/1", admin: str = "static access", mode: str = "static access", vlan: str = "10 (RH)"
) -> str:
    return f"""Name: {port}
Switchport: Enabled
Administrative Mode: {admin}
Operational Mode: {mode}
Administrative Trunking Encapsulation: dot1q
Operational Trunking Encapsulation: native
Negotiation of Trunking: Off
Access Mode VLAN: {vlan}
Trunking Native Mode VLAN: 1 (default)
Administrative Native VLAN tagging: disabled
Voice VLAN: none
Administrative private-vlan host-association: none
Administrative private-vlan mapping: none
Operational private-vlan: none
Trunking VLANs Enabled: ALL
Pruning VLANs Enabled: 2-1001
Capture Mode Disabled
Capture VLANs Allowed: ALL

Protected: false
Unknown unicast blocked: disabled
Unknown multicast blocked: disabled
Appliance trust: none

"""


def line(port: str = "Gi1/0/1", name: str = "", status: str = "connected", vlan: str = "10") -> str:
    return f"{port:<9} {name:<18} {status:<12} {vlan:<10} a-full a-1000 10/100/1000BaseTX\n"


def states(*lines: str) -> str:
    return "\nPort      Name               Status       Vlan       Duplex  Speed Type\n" + "".join(lines)


OTHER = block("Gi1/0/11", vlan="20 (atelier)")


def verdict_of(ask, switchports, status, vlans=VLANS):
    return ask("switching.access_port", "sw1", {"to": "pc-rh-1"}, switchports=switchports, status=status, vlans=vlans)


@pytest.mark.parametrize(
    ("switchports", "status"),
    [
        pytest.param(block(), line(), id="connected"),
        pytest.param(OTHER + block(), line("Gi1/0/11", status="disabled") + line(), id="Gi1/0/11 is another port"),
        pytest.param(block(mode="down"), line(status="notconnect"), id="the host is off: not the switch's fault"),
        pytest.param(block(), line(name="poste de la DRH"), id="a description of several words"),
        pytest.param(block(), line(name="disabled"), id="a description that names a state"),
    ],
)
def test_a_right_port_passes(ask, switchports, status) -> None:
    assert verdict_of(ask, switchports, states(status)).status is Status.PASSED


@pytest.mark.parametrize(
    ("switchports", "status", "found"),
    [
        (block(mode="down"), line(status="disabled"), "Gi1/0/1 désactivé (shutdown)"),
        (block(mode="down"), line(status="err-disabled"), "Gi1/0/1 bloqué par le commutateur (err-disabled)"),
        (block(), line(status="inactive"), "Gi1/0/1 inactif : son VLAN n'existe pas sur ce commutateur"),
        (block(admin="trunk", mode="trunk"), line(vlan="trunk"), "Gi1/0/1 en mode « trunk »"),
        (block(admin="dynamic auto"), line(), "Gi1/0/1 en mode « dynamic auto »"),
        (block(vlan="1 (default)"), line(vlan="1"), "Gi1/0/1 en mode accès, actif, dans le VLAN 1"),
        (block(vlan="100 (RH2)"), line(vlan="100"), "Gi1/0/1 en mode accès, actif, dans le VLAN 100"),
    ],
)
def test_each_way_to_be_wrong_fails(ask, switchports, status, found) -> None:
    verdict = verdict_of(ask, switchports, states(status))
    assert verdict.status is Status.FAILED
    assert verdict.found == found
    assert verdict.look


def test_a_vlan_that_does_not_exist_carries_nothing(ask) -> None:
    verdict = verdict_of(ask, block(vlan="10 (Inactive)"), states(line()), NO_RH)
    assert verdict.status is Status.FAILED
    assert "n'existe pas" in verdict.found


def test_a_description_cannot_hide_a_shutdown(ask) -> None:
    """`connected 10` in the Name column reads as state and VLAN to a pattern; the columns say `disabled`."""
    trick = line(name="connected    10", status="disabled", vlan="1")
    assert verdict_of(ask, block(mode="down"), states(trick)).found == "Gi1/0/1 désactivé (shutdown)"


@pytest.mark.parametrize(
    ("switchports", "status"),
    [
        pytest.param("", states(line()), id="no switchport table"),
        pytest.param(block(), "", id="no status table"),
        pytest.param(OTHER, states(line()), id="the port is not in the switchport table"),
        pytest.param(block(), states(line("Gi1/0/11")), id="the port is not in the status table"),
        pytest.param(block(), line(), id="no header"),
        pytest.param(block(), states("Gi1/0/1   wholly unlike a line of this table\n"), id="a line of another shape"),
        pytest.param(block(), states("Gi1/0/1\n"), id="a line cut short"),
        pytest.param("Name: Gi1/0/1\nSwitchport: Enabled\n", states(line()), id="a block cut short"),
        pytest.param("% Invalid input detected at '^' marker.", states(line()), id="refused"),
    ],
)
def test_what_cannot_be_read_is_undetermined(ask, switchports, status) -> None:
    verdict = verdict_of(ask, switchports, status)
    assert verdict.status is Status.UNDETERMINED
    assert verdict.doubt is Doubt.UNREADABLE
