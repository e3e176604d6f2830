"""Readers of IOS tables: layouts that real switches print, and a refusal of everything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccp3lab.grading import Unreadable
from ccp3lab.grading.ios import config
from ccp3lab.grading.ios.port import short
from ccp3lab.grading.ios.status import port_status
from ccp3lab.grading.ios.switchport import switchport, switchports
from ccp3lab.grading.ios.template import rows
from ccp3lab.grading.ios.trunks import trunks
from ccp3lab.grading.ios.vlans import EVERY, ids, said, vlan_table


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Gi1/0/1", "Gi1/0/1"),
        ("GigabitEthernet1/0/1", "Gi1/0/1"),
        ("gigabitethernet1/0/24", "Gi1/0/24"),
        ("GigabitEthernet 1/0/3", "Gi1/0/3"),
        ("FastEthernet0/1", "Fa0/1"),
        ("TenGigabitEthernet1/1/1", "Te1/1/1"),
        ("Port-channel1", "Po1"),
    ],
)
def test_a_port_under_any_name(name, shown) -> None:
    assert short(name) == shown


@pytest.mark.parametrize("name", ["", "1/0/1", "Gi", "Gi1/0/", "Gi1/0/1 x", "Vlans allowed", "Gi1//1"])
def test_what_is_no_port(name) -> None:
    with pytest.raises(Unreadable):
        short(name)


@given(st.frozensets(st.integers(1, 4094), max_size=60))
def test_a_list_of_vlans_reads_as_it_is_written(vlans) -> None:
    text = ",".join(map(str, sorted(vlans))) or "none"
    assert ids(text) == vlans


@given(st.frozensets(st.integers(1, 4093), min_size=1, max_size=60))
def test_words_for_vlans_read_back(vlans) -> None:
    assert ids(said(vlans).replace(" ", "")) == vlans


@pytest.mark.parametrize(
    ("vlans", "text"),
    [((), "aucun"), ((10,), "10"), ((10, 11), "10, 11"), ((10, 11, 12, 20), "10-12, 20"), (EVERY, "tous")],
)
def test_words_for_vlans(vlans, text) -> None:
    assert said(vlans) == text


@pytest.mark.parametrize("text", ["ALL", "all", "1-4094"])
def test_all_vlans(text) -> None:
    assert ids(text) >= EVERY


@pytest.mark.parametrize(
    "text", ["", ",", "10,", "x", "10-", "-10", "20-10", "0", "4095", "10 20", "1-2-3", "99999999"]
)
def test_what_is_no_list_of_vlans(text) -> None:
    with pytest.raises(Unreadable):
        ids(text)


CATALYST = """
VLAN Name                             Status    Ports
---- -------------------------------- --------- -------------------------------
1    default                          active    Gi1/0/1, Gi1/0/2, Gi1/0/3
                                                Gi1/0/4, Te1/1/1
10   un-nom-de-trente-deux-caracteres active    Gi1/0/5
20   VLAN0020                         act/lshut
30   vide                             active
1002 fddi-default                     act/unsup
1003 token-ring-default               act/unsup

VLAN Type  SAID       MTU   Parent RingNo BridgeNo Stp  BrdgMode Trans1 Trans2
---- ----- ---------- ----- ------ ------ -------- ---- -------- ------ ------
1    enet  100001     1500  -      -      -        -    -        0      0
"""


def test_a_vlan_table_with_everything() -> None:
    table = vlan_table(CATALYST)
    assert {number: (row.name, row.status) for number, row in table.items()} == {
        1: ("default", "active"),
        10: ("un-nom-de-trente-deux-caracteres", "active"),
        20: ("VLAN0020", "act/lshut"),
        30: ("vide", "active"),
        1002: ("fddi-default", "act/unsup"),
        1003: ("token-ring-default", "act/unsup"),
    }


def port(
    name: str, allowed: str = "ALL", admin: str = "trunk", mode: str = "trunk", native: str = "1 (default)"
) -> str:
    return f"""Name: {name}
Switchport: Enabled
Administrative Mode: {admin}
Operational Mode: {mode}
Administrative Trunking Encapsulation: dot1q
Operational Trunking Encapsulation: dot1q
Operational Dot1q Ethertype:  0x8100
Negotiation of Trunking: On
Access Mode VLAN: 1 (default)
Trunking Native Mode VLAN: {native}
Voice VLAN: none
Trunking VLANs Enabled: {allowed}
Pruning VLANs Enabled: 2-1001

"""


def test_ports_of_several_kinds() -> None:
    text = port("Gi1/0/1") + port("Gi1/0/2", "10,20-22", native="99 (Inactive)") + port("Gi1/0/3", "NONE", mode="down")
    one, two, three = switchports(text).values()
    assert (one.port, one.allowed, one.native, one.trunking) == ("Gi1/0/1", EVERY, 1, True)
    assert (two.allowed, two.native) == ({10, 20, 21, 22}, 99)
    assert (three.allowed, three.trunking) == (frozenset(), False)


def test_a_list_that_goes_on_below() -> None:
    text = port("Gi1/0/1", "10,20,30,40,50,60,70,80,90,100,110,\n     120-130,200")
    assert switchport(text, "GigabitEthernet1/0/1").allowed == {*range(10, 111, 10), *range(120, 131), 200}


def test_negotiated_modes_are_told_apart() -> None:
    found = switchport(port("Gi1/0/1", admin="dynamic desirable", mode="static access"), "Gi1/0/1")
    assert (found.admin, found.mode) == ("dynamic desirable", "static access")


def test_a_routed_port_has_no_switchport_block_to_believe() -> None:
    with pytest.raises(Unreadable, match="incomplet"):
        switchports("Name: Gi1/0/1\nSwitchport: Disabled\n")


TWO = """
Port        Mode             Encapsulation  Status        Native vlan
Gi1/0/23    on               802.1q         trunking      1
Gi1/0/24    desirable        n-802.1q       trunking      99

Port        Vlans allowed on trunk
Gi1/0/23    1-4094
Gi1/0/24    10,20,30,40,50,60,70,80,90,100,110,120,130,140,150,
            160,170

Port        Vlans allowed and active in management domain
Gi1/0/23    1,10
Gi1/0/24    10

Port        Vlans in spanning tree forwarding state and not pruned
Gi1/0/23    1,10
Gi1/0/24    none
"""


def test_two_trunks() -> None:
    found = trunks(TWO)
    assert list(found) == ["Gi1/0/23", "Gi1/0/24"]
    assert (found["Gi1/0/23"].native, found["Gi1/0/23"].allowed, found["Gi1/0/23"].active) == (1, EVERY, {1, 10})
    assert (found["Gi1/0/24"].mode, found["Gi1/0/24"].native) == ("desirable", 99)
    assert found["Gi1/0/24"].allowed == set(range(10, 171, 10))


@pytest.mark.parametrize("cut", range(1, 17))
def test_a_table_cut_anywhere_is_refused_or_whole(cut) -> None:
    """Cut after the last title nothing is missing that is read; before it, the table is refused."""
    text = "\n".join(TWO.splitlines()[:cut])
    if cut >= 15:
        assert len(trunks(text)) == 2
    elif text.strip():
        with pytest.raises(Unreadable):
            trunks(text)


def test_a_trunk_without_its_list_is_refused() -> None:
    with pytest.raises(Unreadable, match="incomplète"):
        trunks(TWO.replace("Gi1/0/23    1-4094\n", ""))


STATUS = """
Port      Name               Status       Vlan       Duplex  Speed Type
Gi1/0/1   poste accueil      connected    10         a-full a-1000 10/100/1000BaseTX
Gi1/0/2                      notconnect   1            auto   auto 10/100/1000BaseTX
Gi1/0/3   dix-huit caractere err-disabled 1            auto   auto 10/100/1000BaseTX
Gi1/0/24  vers sw2           connected    trunk      a-full a-1000 10/100/1000BaseTX
Te1/1/1                      disabled     routed       full    10G Not Present
"""


@pytest.mark.parametrize(
    ("name", "status", "vlan"),
    [
        ("Gi1/0/1", "connected", "10"),
        ("Gi1/0/2", "notconnect", "1"),
        ("Gi1/0/3", "err-disabled", "1"),
        ("GigabitEthernet1/0/24", "connected", "trunk"),
        ("Te1/1/1", "disabled", "routed"),
    ],
)
def test_the_status_of_a_port(name, status, vlan) -> None:
    found = port_status(STATUS, name)
    assert (found.status, found.vlan) == (status, vlan)


def test_the_status_of_another_port_is_not_taken() -> None:
    with pytest.raises(Unreadable, match="Gi1/0/4 manque"):
        port_status(STATUS, "Gi1/0/4")


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), max_size=18))
def test_no_description_changes_a_status(description) -> None:
    line = f"Gi1/0/9   {description:<18} disabled     1            auto   auto 10/100/1000BaseTX"
    assert port_status(f"{STATUS}{line}\n", "Gi1/0/9").status == "disabled"


def test_lines_stand_below_their_section() -> None:
    text = "hostname a\ninterface Gi1/0/1\n shutdown\n!\nip routing\nend\n"
    assert config.lines(text) == ("hostname a", "interface Gi1/0/1", "interface Gi1/0/1 / shutdown", "ip routing")


@given(st.lists(st.sampled_from(["!", "", "! comment", "file prompt quiet", "Building configuration..."]), max_size=5))
def test_what_frames_a_configuration_says_nothing(frames) -> None:
    body = ["hostname a", "ip routing", "end"]
    assert config.lines("\n".join([*frames, *body])) == ("hostname a", "ip routing")


def test_no_startup_configuration() -> None:
    assert config.saved_lines("startup-config is not present\n") is None
    assert config.saved_lines("hostname a\nend\n") == ("hostname a",)


def test_a_template_that_does_not_exist_is_a_defect_not_a_verdict() -> None:
    with pytest.raises(FileNotFoundError):
        rows("show_nothing", "x")
