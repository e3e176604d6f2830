"""`switching.saved`: the same lines, whatever a tool or a clock adds; secrets are never quoted."""

import pytest

from ccp3lab.grading import Doubt, Status

BODY = """!
version 15.2
!
hostname sw1
!
username admin privilege 15 secret 9 $9$abc$def
!
interface GigabitEthernet1/0/1
 description poste
 switchport access vlan 10
!
interface GigabitEthernet1/0/2
 switchport access vlan 20
!
end
"""
RUNNING = "Building configuration...\n\nCurrent configuration : 231 bytes\n" + BODY


def verdict_of(ask, running: str, startup: str):
    return ask("switching.saved", "sw1", {}, running=running, startup=startup)


@pytest.mark.parametrize(
    "startup",
    [
        pytest.param(BODY, id="equal"),
        pytest.param("Using 231 out of 65536 bytes\n" + BODY, id="header of startup"),
        pytest.param(BODY.replace("hostname", "file prompt quiet\nhostname"), id="a tool's own line"),
        pytest.param(BODY.replace("!\nversion", "! Last configuration change at 10:00\n!\nversion"), id="comments"),
        pytest.param(BODY + "\n\n", id="blank lines at the end"),
        pytest.param(BODY.replace("\n", "  \n"), id="blanks at the ends of lines"),
    ],
)
def test_what_says_the_same_passes(ask, startup) -> None:
    assert verdict_of(ask, RUNNING, startup).status is Status.PASSED


@pytest.mark.parametrize(
    ("startup", "found"),
    [
        (BODY.replace("hostname sw1", "hostname sw"), "« hostname sw1 » n'est pas enregistré"),
        (BODY.replace(" description poste\n", ""), "« interface GigabitEthernet1/0/1 / description poste »"),
        (BODY.replace("!\nend", "ip routing\nend"), "« ip routing » n'est plus que dans la sauvegarde"),
        (BODY.replace("vlan 10", "vlan 20"), "/ switchport access vlan 10 » n'est pas enregistré"),
        ("startup-config is not present\n", "aucune configuration enregistrée"),
        ("%% Non-volatile configuration memory is not present", "aucune configuration enregistrée"),
    ],
)
def test_each_difference_fails(ask, startup, found) -> None:
    verdict = verdict_of(ask, RUNNING, startup)
    assert verdict.status is Status.FAILED
    assert found in verdict.found
    assert "write memory" in verdict.look


def test_one_line_in_two_sections_is_not_the_same_line(ask) -> None:
    """Both configurations hold the same set of lines; only their sections tell them apart."""
    swapped = BODY.replace("vlan 10", "vlan x").replace("vlan 20", "vlan 10").replace("vlan x", "vlan 20")
    assert verdict_of(ask, RUNNING, swapped).status is Status.FAILED


def test_the_order_of_lines_counts(ask) -> None:
    first, second = " description poste\n", " switchport access vlan 10\n"
    verdict = verdict_of(ask, RUNNING, BODY.replace(first + second, second + first))
    assert (verdict.status, verdict.found) == (Status.FAILED, "les mêmes lignes dans un autre ordre")


def test_a_secret_is_never_quoted(ask) -> None:
    verdict = verdict_of(ask, RUNNING, BODY.replace("$9$abc$def", "$9$ghi$jkl"))
    assert verdict.status is Status.FAILED
    assert "$9$" not in verdict.message
    assert "secret 9 ****" in verdict.found


@pytest.mark.parametrize(
    ("running", "startup"),
    [
        pytest.param("", BODY, id="no running-config"),
        pytest.param(RUNNING, "", id="no startup-config"),
        pytest.param(RUNNING[:150], BODY, id="running-config cut short"),
        pytest.param(RUNNING, BODY[:120], id="startup-config cut short"),
        pytest.param(RUNNING.replace("hostname", "end\nhostname")[:-4], BODY, id="an `end` in the middle"),
        pytest.param("end", "end", id="nothing but an end"),
        pytest.param("% Invalid input detected at '^' marker.", BODY, id="refused"),
    ],
)
def test_half_a_configuration_proves_nothing(ask, running, startup) -> None:
    verdict = verdict_of(ask, running, startup)
    assert verdict.status is Status.UNDETERMINED
    assert verdict.doubt is Doubt.UNREADABLE
