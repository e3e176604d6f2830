"""An account with rights on one OU alone, as docs/windows-ad.md delegates them: an import needs no more."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ccp3lab.connections.ldap import Directory, Server, connect
from ccp3lab.directory.distinguished import literal
from ccp3lab.house import here
from ccp3lab.pytest_samba import SambaAD

pytestmark = pytest.mark.ad

PASSWORD = "Vert-Olive-27"
KINDS = {
    "user": "bf967aba-0de6-11d0-a285-00aa003049e2",
    "group": "bf967a9c-0de6-11d0-a285-00aa003049e2",
    "organizationalUnit": "bf967aa5-0de6-11d0-a285-00aa003049e2",
    "computer": "bf967a86-0de6-11d0-a285-00aa003049e2",
}
"""schemaIDGUID of the classes (MS-ADSC)."""
ADMIN_DESCRIPTION, DESCRIPTION = "bf967919-0de6-11d0-a285-00aa003049e2", "bf967950-0de6-11d0-a285-00aa003049e2"
"""The same of attributes (MS-ADA1)."""

CONFIG = """staff: personnel.csv
company: Lycée
ous:
  tp: {name: TP, protected: false}
  gens: {name: Stagiaires, inside: tp, protected: false}
departments:
  TAI: {ou: gens, groups: [GG_TAI]}
groups:
  GG_TAI: {scope: global, ou: tp}
  DL_Cours_RO: {scope: domain_local, ou: tp, members: [GG_TAI]}
computers:
  pc-salle-1: {ou: tp}
"""

Typed = Callable[..., "subprocess.CompletedProcess[str]"]


def sddl(sid: str) -> str:
    """What dsacls makes of the page's three lines."""
    make = "".join(f"(OA;CI;CCDC;{kind};;{sid})(OA;CIIO;GA;;{kind};{sid})" for kind in KINDS.values())
    return make + f"(OA;;WP;{ADMIN_DESCRIPTION};;{sid})(OA;;WP;{DESCRIPTION};;{sid})"


@pytest.fixture
def school(samba_ad: SambaAD) -> Iterator[Directory]:
    """A domain with an OU for the class, a delegated account, and a teacher who is none of ours."""
    base = samba_ad.base_dn
    samba_ad.run(
        "sh",
        "-ec",
        f"""
        samba-tool ou add 'OU=TP,{base}'
        samba-tool user create svc-ccp3 {PASSWORD}
        samba-tool user create amartin {PASSWORD} --surname=Prof
        samba-tool group add GG_TP_Gestion
        samba-tool group addmembers GG_TP_Gestion svc-ccp3
        samba-tool group add DL_TP_Delegation --group-scope=Domain
        samba-tool group addmembers DL_TP_Delegation GG_TP_Gestion""",
    )
    shown = samba_ad.run("samba-tool", "group", "show", "DL_TP_Delegation", "--attributes=objectSid")
    sid = shown.partition("objectSid: ")[2].split()[0]
    samba_ad.run("samba-tool", "dsacl", "set", f"--objectdn=OU=TP,{base}", f"--sddl={sddl(sid)}")
    made = connect(Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file), samba_ad.administrator,
                   samba_ad.password)  # fmt: skip
    yield made
    made.close()
    samba_ad.run(
        "sh",
        "-ec",
        f"""
        samba-tool ou delete 'OU=TP,{base}' --force-subtree-delete
        samba-tool user delete svc-ccp3
        samba-tool user delete amartin
        samba-tool group delete GG_TP_Gestion
        samba-tool group delete DL_TP_Delegation""",
    )


@pytest.fixture
def typed(samba_ad: SambaAD, tmp_path: Path) -> Typed:
    """typed("reset", "amartin"): the command as the delegated account."""
    (tmp_path / "password").write_text(PASSWORD)
    (tmp_path / "directory.yml").write_text(CONFIG)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        server = [
            "--server", samba_ad.name, "--address", str(samba_ad.address), "--ca", str(samba_ad.ca_file),
            "--user", f"svc-ccp3@{samba_ad.realm.lower()}", "--password-file", str(tmp_path / "password"),
        ]  # fmt: skip
        command = [str(here().root / ".venv/bin/ccp3"), "directory", *words, *server]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    return run


def test_an_import_needs_one_ou_and_touches_nothing_else(school: Directory, typed: Typed, tmp_path: Path) -> None:
    def imported(*rows: str) -> str:
        (tmp_path / "personnel.csv").write_text("\n".join(["Matricule;Nom;Prénom;Service", *rows]))
        files = ["--config", str(tmp_path / "directory.yml"), "--passwords", str(tmp_path / "first.csv")]
        done = typed("import", str(tmp_path / "personnel.csv"), *files, "--yes")
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[-1]

    before = teacher(school)
    assert imported("77;Martin;Alix;TAI", "78;Roux;Bo;TAI") == "6 made, 3 changed, 0 taken away"
    assert imported("77;Martin;Alix;TAI", "78;Roux;Bo;TAI") == "0 made, 0 changed, 0 taken away"
    assert imported("77;Martin-Roux;Alix;TAI") == "0 made, 4 changed, 0 taken away"
    (alix,) = school.search(school.base, "(employeeNumber=77)", ["sAMAccountName", "sn"])
    assert (alix.text("sAMAccountName"), alix.text("sn")) == ("amartin2", "Martin-Roux")
    assert typed("reset", "amartin2", "--passwords", str(tmp_path / "first.csv")).returncode == 0
    refused = typed("reset", "amartin", "--passwords", str(tmp_path / "first.csv"))
    assert refused.returncode == 3
    assert "has not the right to do that; delegate it" in " ".join(refused.stderr.split())
    assert teacher(school) == before
    assert "svc-ccp3" not in [line.split()[1] for line in typed("audit").stdout.splitlines() if "delegated" in line]


def teacher(school: Directory) -> tuple[str, dict]:
    (entry,) = school.search(school.base, f"(sn={literal('Prof')})", ["sn", "userAccountControl", "pwdLastSet"])
    return entry.dn, dict(entry.values)
