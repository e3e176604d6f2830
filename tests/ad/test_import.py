"""`ccp3 directory import` on a real Samba AD, as a trainer types it."""

import csv
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ccp3lab.connections.ldap import Directory, Server, connect
from ccp3lab.errors import DirectoryError
from ccp3lab.house import here
from ccp3lab.instance.authority import Period, new_authority
from ccp3lab.pytest_samba import SambaAD
from tasks.directory_apply import bring
from tasks.directory_intent import Wanted
from tasks.directory_read import read
from tasks.directory_target import Target

pytestmark = pytest.mark.ad

TITLES = "Matricule;Nom;Prénom;Service;Fonction;Actif\n"
CONFIG = """staff: personnel.csv
company: Atelier Vélo
ous:
  velo: {name: "Vélo, Cie + Fils #1"}
  gens: {name: Gens, inside: velo}
departments:
  Atelier: {ou: gens, groups: [GG_Atelier]}
groups:
  GG_Atelier: {scope: global, ou: velo}
  DL_Atelier_RW: {scope: domain_local, ou: velo, members: [GG_Atelier]}
"""
HARD = {
    "1": ("*)(uid=*", "Zoé"), "2": ('Martin, "Cie" + <b>;x', "Ann\\e"), "3": ("É" * 64, "B" * 64),
    "4": ("O'Brien (père)", "Jo"), "5": ("Lučić-Łoś", "Zoë"), "6": ("CN=x", "a=b"),
}  # fmt: skip

Import = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def there(samba_ad: SambaAD) -> Iterator[Directory]:
    """The domain, where nothing of ours stays."""
    made = connect(
        Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file), samba_ad.administrator, samba_ad.password
    )
    yield made
    made.close()
    again = connect(made.server, samba_ad.administrator, samba_ad.password)
    bring(again, Target(lambda kept: Wanted(), str))
    again.close()


@pytest.fixture
def words(samba_ad: SambaAD, tmp_path: Path) -> list[str]:
    (tmp_path / "directory.yml").write_text(CONFIG)
    return [
        "--server", samba_ad.name, "--address", str(samba_ad.address), "--ca", str(samba_ad.ca_file),
        "--user", samba_ad.administrator, "--password-file", str(samba_ad.password_file),
        "--config", str(tmp_path / "directory.yml"),
    ]  # fmt: skip


def typed(staff: Path, words: list[str], *more: str) -> list[str]:
    return [str(here().root / ".venv/bin/ccp3"), "directory", "import", str(staff), *words, *more]


@pytest.fixture
def imports(words: list[str], tmp_path: Path) -> Import:
    """imports("1;Martin;Claire;Atelier;;Oui\\n"): the list as Excel writes it, imported."""

    def run(rows: str, *more: str) -> subprocess.CompletedProcess[str]:
        staff = tmp_path / "personnel.csv"
        staff.write_text(TITLES + rows, encoding="utf-8-sig")
        command = typed(staff, words, "--passwords", str(tmp_path / "first.csv"), "--yes", *more)
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    return run


def first_passwords(folder: Path) -> dict[str, str]:
    with (folder / "first.csv").open(encoding="utf-8-sig") as file:
        return {row["Identifiant"]: row["Mot de passe"] for row in csv.DictReader(file, delimiter=";")}


def rows(count: int) -> str:
    return "".join(f"{n};Personne{n};Zoé;Atelier;;Oui\n" for n in range(1, count + 1))


def without_password(at: SambaAD, more: str = "") -> list[str]:
    """Logins of accounts that have no password, as the controller's own database tells."""
    where = f"(&(objectCategory=person)(!(unicodePwd=*)){more})"
    told = at.run("ldbsearch", "-H", "/var/lib/samba/private/sam.ldb", where, "sAMAccountName")
    return [line.split()[1] for line in told.splitlines() if line.startswith("sAMAccountName:")]


ENABLED = "(!(userAccountControl:1.2.840.113556.1.4.803:=2))"


def test_the_database_tells_accounts_without_password(there: Directory, samba_ad: SambaAD) -> None:
    """What other tests rely on."""
    classes = ["top", "person", "organizationalPerson", "user"]
    there.add(f"CN=nu,CN=Users,{there.base}", {"objectClass": classes, "sAMAccountName": ["nu"]})
    assert "nu" in without_password(samba_ad)
    assert "nu" not in without_password(samba_ad, ENABLED)
    there.delete(f"CN=nu,CN=Users,{there.base}")
    assert "nu" not in without_password(samba_ad)


def test_names_that_mean_something_else_to_a_directory(imports: Import, there: Directory) -> None:
    quoted = "".join(
        f'{n};"{surname.replace(chr(34), chr(34) * 2)}";"{given}";Atelier;;Oui\n'
        for n, (surname, given) in HARD.items()
    )
    done = imports(quoted)
    assert done.returncode == 0, done.stderr
    people = {thing.number: thing.entry for thing in read(there).things if thing.number}
    assert {number: (entry.text("sn"), entry.text("givenName")) for number, entry in people.items()} == HARD
    assert all(len(entry.text("cn") or "") <= 64 for entry in people.values())
    assert imports(quoted).stdout == "0 made, 0 changed, 0 taken away\n"


def test_a_first_password_logs_on_once_it_is_changed(
    imports: Import, there: Directory, samba_ad: SambaAD, tmp_path: Path
) -> None:
    assert imports("1;Martin;Claire;Atelier;;Oui\n2;Roux;Inès;Atelier;;Non\n").returncode == 0
    made = first_passwords(tmp_path)
    assert made.keys() == {"cmartin", "iroux"}
    reasons = {}
    for login, password in made.items():
        with pytest.raises(DirectoryError) as refused:
            connect(there.server, f"{login}@{samba_ad.realm}", password)
        reasons[login] = refused.value.reason
    assert reasons == {"cmartin": "773", "iroux": "533"}


def test_nothing_is_written_for_a_list_with_a_bad_line(imports: Import, there: Directory) -> None:
    done = imports("1;Martin;Claire;Atelier;;Oui\n2;;X;Atelier;;Oui\n3;=cmd|x;Y;Atelier;;Oui\n")
    assert done.returncode == 2
    assert [line.rpartition("personnel.csv:")[2].partition(":")[0] for line in done.stderr.splitlines()] == ["3", "4"]
    assert not [thing for thing in read(there).things if thing.marked]
    kept = imports("1;Martin;Claire;Atelier;;Oui\n2;;X;Atelier;;Oui\n", "--keep-going")
    assert kept.returncode == 2
    assert [thing.login for thing in read(there).things if thing.number] == ["cmartin"]


def seen(process: "subprocess.Popen[str]", secrets: Callable[[], set[str]]) -> list[str]:
    """What the lists of processes showed of SECRETS while PROCESS ran: its words, its environment."""
    shown = []
    while process.poll() is None:
        for part in ("cmdline", "environ"):
            try:
                text = Path(f"/proc/{process.pid}/{part}").read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
            shown += [part for secret in secrets() if secret in text]
        time.sleep(0.02)
    return shown


def test_no_password_is_shown_anywhere(words: list[str], there: Directory, samba_ad: SambaAD, tmp_path: Path) -> None:
    """The process list here and on the controller, the output, Docker's records and log, the controller's own log."""
    (tmp_path / "p.csv").write_text(TITLES + rows(12))
    command = typed(tmp_path / "p.csv", words, "--passwords", str(tmp_path / "first.csv"), "--yes")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        shown = seen(process, lambda: {samba_ad.password})
        said = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0, said
    secrets = {samba_ad.password, *first_passwords(tmp_path).values()}
    assert len(secrets) == 13
    inspected = subprocess.run(
        ["docker", "inspect", samba_ad.container], capture_output=True, text=True, check=True, timeout=20
    ).stdout
    assert json.loads(inspected)
    logs = subprocess.run(
        ["docker", "logs", samba_ad.container], capture_output=True, text=True, check=True, timeout=20
    )
    log = samba_ad.run("journalctl", "-n", "2000", "-u", "samba-ad-dc")
    inside = samba_ad.run("sh", "-c", "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2> /dev/null | tr '\\0' ' '; true")
    assert "samba" in inside
    assert shown == []
    texts = (said, inspected, log, inside, logs.stdout, logs.stderr)
    assert not [text for text in texts for secret in secrets if secret in text]


def test_whoever_is_killed_in_the_middle_goes_on_with_the_same_passwords(
    imports: Import, words: list[str], there: Directory, tmp_path: Path
) -> None:
    """kill -9 of the command itself: it cannot clean up, and need not."""
    staff, first = tmp_path / "long.csv", tmp_path / "first.csv"
    staff.write_text(TITLES + rows(30))
    command = typed(staff, words, "--passwords", str(first), "--yes")
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (first.exists() and len(first.read_text().splitlines()) > 8):
            time.sleep(0.01)
        process.kill()
    before = first_passwords(tmp_path)
    assert 8 <= len(before) < 30
    assert imports(rows(30)).returncode == 0
    assert before.items() <= first_passwords(tmp_path).items()
    assert Counter(thing.number for thing in read(there).things if thing.number).most_common(1)[0][1] == 1
    assert imports(rows(30)).stdout == "0 made, 0 changed, 0 taken away\n"


def test_a_controller_that_stops_in_the_middle_of_an_import(
    imports: Import, words: list[str], there: Directory, samba_ad: SambaAD, tmp_path: Path
) -> None:
    """What was done stays; the same command ends it: nobody twice, nobody enabled without password, nobody missing."""
    everybody = rows(60)
    staff, first = tmp_path / "long.csv", tmp_path / "first.csv"
    staff.write_text(TITLES + everybody)
    command = typed(staff, words, "--passwords", str(first), "--yes")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not (first.exists() and len(first.read_text().splitlines()) > 15):
            time.sleep(0.02)
        samba_ad.run("systemctl", "stop", "samba-ad-dc")
        said = process.communicate(timeout=120)[0]
    assert process.returncode == 3, said
    assert "what is done stays, run again" in " ".join(said.split())
    before = first_passwords(tmp_path)
    samba_ad.run("systemctl", "start", "samba-ad-dc")
    samba_ad.run("lab-dc", "wait", "60")
    assert imports(everybody).returncode == 0
    again = connect(there.server, samba_ad.administrator, samba_ad.password)
    people = Counter(thing.number for thing in read(again).things if thing.number)
    assert set(people.values()) == {1}
    assert len(people) == 60
    assert before.items() <= first_passwords(tmp_path).items()
    assert without_password(samba_ad, ENABLED) == []
    again.close()
    assert imports(everybody).stdout == "0 made, 0 changed, 0 taken away\n"


def test_another_authority_or_name_is_refused_before_the_password_is_sent(
    words: list[str], samba_ad: SambaAD, tmp_path: Path
) -> None:
    other = tmp_path / "ca.pem"
    other.write_text(new_authority("of somebody else", Period.from_now()).certificate_pem)
    (tmp_path / "p.csv").write_text(TITLES + rows(1))
    wrong = {str(samba_ad.ca_file): str(other)}, {samba_ad.name: "dc2.ad.exemple.lan"}
    for change in wrong:
        command = typed(tmp_path / "p.csv", [change.get(word, word) for word in words], "--dry-run")
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 3
        assert "its certificate is not accepted" in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr


def test_the_command_is_the_one_of_this_checkout() -> None:
    assert Path(sys.prefix) == here().root / ".venv"
