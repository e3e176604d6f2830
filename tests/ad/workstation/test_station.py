"""The image `workstation` and a domain: nothing before it joins, then logon, refusals, another OU, and away again."""

from collections.abc import Iterator

import pytest

from ccp3lab.pytest_samba import SambaAD
from ccp3lab.setup.engine import docker
from tasks.workstation import SSSD
from tests.ad.workstation.station import HOST, Station, station
from tests.custom_napalm.workstation import until

pytestmark = pytest.mark.ad
PASSWORD = "Vert-Olive-27"
OURS = "sh -c 'pgrep -c sssd; ls /etc/krb5.keytab /etc/krb5.conf /etc/sssd/sssd.conf /var/lib/sss/db/* 2>/dev/null'"
PEOPLE = f"""
samba-tool ou add OU=Caisse; samba-tool ou add OU=Comptoir
samba-tool group add GG_Poste
samba-tool user create wanda {PASSWORD}; samba-tool group addmembers GG_Poste wanda
samba-tool group add GG_Caisse; samba-tool group addmembers GG_Poste GG_Caisse
samba-tool user create xena {PASSWORD}; samba-tool group addmembers GG_Caisse xena
samba-tool user create yann {PASSWORD}
"""


@pytest.fixture(scope="module")
def pc(samba_ad: SambaAD) -> Iterator[Station]:
    """A PC that no domain knows; wanda is in GG_Poste, xena in a group inside it, yann in neither."""
    samba_ad.run("sh", "-ec", PEOPLE)
    with station(samba_ad) as made:
        yield made


@pytest.fixture(scope="module")
def member(pc: Station) -> Station:
    """The same PC, joined."""
    pc.configure("GG_Poste")
    assert pc.join("Caisse") == (0, "")
    assert pc.run("systemctl restart sssd") == (0, "")
    return pc


def account(domain: SambaAD) -> dict[str, list[str]]:
    """What the directory alone knows of the PC: attribute -> values; empty when it has no account."""
    query = ("ldbsearch", "-H", "/var/lib/samba/private/sam.ldb", f"(sAMAccountName={HOST.upper()}$)")
    found: dict[str, list[str]] = {}
    for line in domain.run(*query).replace("\n ", "").splitlines():
        name, colon, value = line.partition(": ")
        if colon and name != "ref":
            found.setdefault(name, []).append(value)
    return found


def test_a_machine_of_no_domain_runs_nothing_of_it(pc: Station, samba_ad: SambaAD) -> None:
    assert pc.run("systemctl is-enabled sssd; systemctl is-active sssd")[1].split() == ["enabled", "inactive"]
    assert pc.run(OURS)[1] == "0"
    assert docker("restart", "--time", "1", pc.container).code == 0
    pc.started()
    assert pc.run(OURS)[1] == "0", "nor after a restart"
    assert pc.run("getent passwd wanda") == (2, "")
    assert SSSD.ready
    assert SSSD.start
    assert pc.run(SSSD.start) == pc.run(SSSD.ready) == (0, ""), "a machine that is no member yet is left alone"
    assert pc.run(OURS)[1] == "0"
    assert account(samba_ad) == {}


def test_the_directory_knows_it_and_saw_it(member: Station, samba_ad: SambaAD) -> None:
    known = account(samba_ad)
    assert known["dn"] == [f"CN={HOST.upper()},OU=Caisse,{samba_ad.base_dn}"]
    assert known["userAccountControl"] == ["69632"], "WORKSTATION_TRUST_ACCOUNT, DONT_EXPIRE_PASSWORD"
    assert known["dNSHostName"] == [member.name]
    assert {f"host/{member.name}", f"host/{HOST.upper()}"} <= set(known["servicePrincipalName"])
    assert int(known["logonCount"][0]) > 0
    assert int(known["lastLogon"][0]) > 0


def test_sssd_runs_where_there_is_a_member(member: Station) -> None:
    """What the driver asks and does: a learner's `systemctl stop` is mended, and so is a change of sssd.conf."""
    assert SSSD.ready
    assert SSSD.start
    assert SSSD.stop
    assert member.run(SSSD.ready) == (0, "")
    assert member.run(f"{SSSD.stop}; {SSSD.ready}")[0] != 0
    assert member.run(SSSD.start) == (0, "")
    assert member.run(SSSD.ready) == (0, "")


def test_people_log_on_and_get_a_home(member: Station) -> None:
    assert member.run("test -e /home/wanda")[0] == 1
    code, said = member.logon("wanda", PASSWORD)
    assert (code, said.split()[:2]) == (0, ["wanda", "/home/wanda"]), said
    assert member.run("stat -c '%U %a' /home/wanda") == (0, "wanda 700")
    code, said = member.logon("wanda", PASSWORD, "klist")
    assert f"krbtgt/{member.domain.realm}" in said, "a logon brings a ticket"


def test_a_group_inside_the_group_counts(member: Station) -> None:
    code, said = member.logon("xena", PASSWORD)
    assert (code, said.split()[:2]) == (0, ["xena", "/home/xena"]), said


def test_others_do_not(member: Station) -> None:
    code, said = member.logon("wanda", "Bleu-Olive-27")
    assert code
    assert "Authentication failure" in said
    code, said = member.logon("yann", PASSWORD)
    assert code
    assert "Permission denied" in said, "his password is right, his group is not"
    assert member.run("test -e /home/yann")[0] == 1
    assert member.logon("wanda", PASSWORD)[0] == 0


def test_it_is_a_member_after_a_restart(member: Station) -> None:
    """resolv.conf came back with the device; sssd was started with it. Names alone would come from its cache, too."""
    assert docker("restart", "--time", "2", member.container).code == 0
    assert member.run("timeout 30 sh -c 'until systemctl is-active -q sssd; do sleep 0.2; done'") == (0, "")
    assert member.run("stat -c %a /etc/sssd/sssd.conf") == (0, "600")
    assert until(lambda: member.logon("wanda", PASSWORD)[0] == 0, 60), "once sssd has found its domain"


def test_passwords_are_kept_nowhere(member: Station, samba_ad: SambaAD) -> None:
    for password in (samba_ad.password, PASSWORD):
        assert member.run("grep -rlaF -f - /etc /root /run /tmp /var /home 2>/dev/null", password) == (1, "")
    found = member.run("grep -rlaF -f - /etc 2>/dev/null", samba_ad.realm)[1].split()
    assert "/etc/krb5.conf" in found, "what is there is found"


def test_a_wrong_password_does_not_join(member: Station) -> None:
    code, said = member.adcli(f"join @ -N {HOST.upper()}", "faux")
    assert code
    assert "Preauthentication failed" in said
    assert member.run(f"adcli testjoin -D {member.domain.realm.lower()}")[0] == 0, "still the member that it was"


def test_an_account_that_was_deleted_is_told_and_another_ou_welcomes_it(member: Station, samba_ad: SambaAD) -> None:
    samba_ad.run("samba-tool", "computer", "delete", HOST.upper())
    code, said = member.run(f"adcli testjoin -D {samba_ad.realm.lower()}")
    assert code
    assert "not found in Kerberos database" in said
    assert member.join("Comptoir") == (0, "")
    assert account(samba_ad)["dn"] == [f"CN={HOST.upper()},OU=Comptoir,{samba_ad.base_dn}"]
    assert member.run("systemctl restart sssd") == (0, "")
    assert member.logon("wanda", PASSWORD)[0] == 0
