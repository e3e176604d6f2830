"""The image `fileserver`: how it becomes a member, what it tells, what it keeps."""

from pathlib import Path

import pytest

from ccp3lab.connections.smb_files import delete, make_folder, secure, security
from ccp3lab.ntsecurity import BELOW, Control, Descriptor, Right, allow, difference, known
from ccp3lab.pytest_samba import SambaAD
from ccp3lab.setup.engine import docker
from tests.ad.shares.member import Member

pytestmark = pytest.mark.ad


def test_it_serves_as_units_on_the_lab_side_only(file_server: Member) -> None:
    assert file_server.run("systemctl is-active smbd winbind; systemctl is-enabled smbd winbind")[1].split() == [
        "active", "active", "enabled", "enabled",
    ]  # fmt: skip
    listening = file_server.run("ss -Hltn 'sport = :445 or sport = :139' | awk '{print $4}' | sort")[1].split()
    assert listening == [f"{file_server.address}:445", "127.0.0.1:445"]


def test_the_directory_knows_it(file_server: Member, samba_ad: SambaAD) -> None:
    assert "FS1" in samba_ad.run("samba-tool", "computer", "list")
    assert file_server.run("getent hosts fs1." + samba_ad.realm.lower())[1].startswith(str(file_server.address))
    assert file_server.run("net ads testjoin") == (0, "Join is OK")
    assert file_server.run("getent passwd administrator")[1].startswith("administrator:")


def test_a_wrong_password_is_told_and_changes_nothing(file_server: Member) -> None:
    code, said = file_server.join("wrong-27")
    assert code == 1
    assert "Failed to join domain" in said
    assert file_server.run("lab-member ready") == (0, "")
    assert file_server.run("lab-member join Administrator") == (1, "no password on standard input")


def test_the_password_is_kept_nowhere(file_server: Member, samba_ad: SambaAD) -> None:
    found = file_server.run("grep -rlaF -f - /etc /root /run /var /usr/local /srv 2>/dev/null", samba_ad.password)
    assert found == (1, "")
    control = file_server.run("grep -rlaF -f - /etc 2>/dev/null", samba_ad.realm)
    assert "/etc/samba/smb.conf" in control[1].split(), "what is there is found"
    told = (
        docker("inspect", file_server.container).out + docker("history", "--no-trunc", "-q", file_server.container).out
    )
    assert samba_ad.password not in told


def test_who_was_forgotten_by_the_domain_joins_anew(file_server: Member, samba_ad: SambaAD) -> None:
    samba_ad.run("samba-tool", "computer", "delete", "fs1")
    assert file_server.run("lab-member ready") == (1, "its domain does not know it, or no controller is reached")
    code, said = file_server.join(samba_ad.password)
    assert code == 0, said
    assert file_server.run("lab-member wait 30") == (0, "")
    assert "FS1" in samba_ad.run("samba-tool", "computer", "list")


def test_rights_and_membership_outlive_a_restart(file_server: Member) -> None:
    smb = file_server.smb()
    make_folder(smb, "srv$", "durable")
    wanted = Descriptor((allow(known.ADMINISTRATORS, Right.FULL.value, BELOW),), control=Control.PROTECTED)
    secure(smb, "srv$", "durable", wanted)
    smb.close()
    assert docker("restart", "--time", "1", file_server.container).code == 0
    file_server.resolve()
    assert file_server.run("lab-member wait 60") == (0, "")
    smb = file_server.smb()
    assert not difference(wanted, security(smb, "srv$", "durable"))
    delete(smb, "srv$", "durable")
    smb.close()


def test_what_its_owner_wrote_into_smb_conf_stays(file_server: Member) -> None:
    assert file_server.run("echo '# mine' >> /etc/samba/smb.conf; lab-member configure")[0] == 0
    assert file_server.run("tail -n 1 /etc/samba/smb.conf") == (0, "# mine")
    assert file_server.run("sed -i '$d' /etc/samba/smb.conf; testparm -s >/dev/null 2>&1; echo $?") == (0, "0")


def test_the_image_has_no_secret() -> None:
    folder = Path(__file__).parents[3] / "images" / "fileserver"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())
    assert "-A /dev/stdin" in text
    assert "%$" not in text, "no user%password on a command line"
