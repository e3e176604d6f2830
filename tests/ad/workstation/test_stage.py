"""The task `workstation` on a real PC and a real domain: in, again, out, again; what others broke; nothing is shown."""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from types import SimpleNamespace

import pytest

from ccp3lab.connections.batch import CAP, Answer, Job, answers, program
from ccp3lab.connections.ldap import Directory, Server, connect
from ccp3lab.connections.station import Sessions
from ccp3lab.directory.session import Session, opened
from ccp3lab.domain import Domain
from ccp3lab.pytest_samba import SambaAD
from tasks.directory_values import WORKSTATION
from tasks.workstation_join import workstation
from tasks.workstation_target import Forget, Join, Leave, Target
from tests.ad.workstation.station import HOST, Station, station
from tests.custom_napalm.workstation import until

pytestmark = pytest.mark.ad
PASSWORD = "Rouge-Prune-31"
PEOPLE = f"""
samba-tool ou add OU=Guichet; samba-tool group add GG_Guichet
samba-tool user create vera {PASSWORD}; samba-tool group addmembers GG_Guichet vera
samba-tool user create tess {PASSWORD}; samba-tool user create nina {PASSWORD} --must-change-at-next-login
samba-tool group addmembers GG_Guichet nina
"""
ACCOUNT = f"(sAMAccountName={HOST.upper()}$)"
UNTRIED = "not tried"
SEEN = ("dNSHostName", "adminDescription", "userAccountControl", "lastLogon")


class Device:
    """A PC and its controller as one host of Nornir: programs run in the container, LDAP as the administrator."""

    def __init__(self, pc: Station, directory: Directory) -> None:
        self.name, self.pc, self.directory = HOST, pc, directory

    def get_connection(self, name: str, _: object) -> object:
        return {"ccp3_batch": self, "ccp3_ldap": self.directory}[name]

    def run(self, jobs: Sequence[Job]) -> list[Answer]:
        batch = {"jobs": [asdict(job) for job in jobs], "cap": CAP, "deadline": 90.0, "token": "t0ken"}
        words = ["docker", "exec", "-i", self.pc.container, "python3", "-I", "-S", "-c", program()]
        done = subprocess.run(words, input=json.dumps(batch).encode() + b"\n", capture_output=True, timeout=120)
        return answers(done.stdout, "t0ken", len(jobs))


@pytest.fixture(scope="module")
def device(samba_ad: SambaAD) -> Iterator[Device]:
    """A PC with its configuration, which no domain knows."""
    samba_ad.run("sh", "-ec", PEOPLE)
    server = Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file)
    directory = connect(server, samba_ad.administrator, samba_ad.password)
    with station(samba_ad) as pc:
        pc.configure("GG_Guichet")
        yield Device(pc, directory)
    for entry in directory.search(directory.base, ACCOUNT, ["cn"]):  # other tests of the session have a PC of that name
        directory.delete(entry.dn)
    directory.close()


def brought(device: Device, wish: Target) -> tuple[str, str, str]:
    """What a dry run tells, what is done then, and what is left for a second run."""

    def ran(dry: bool) -> str:
        task = SimpleNamespace(host=device, nornir=SimpleNamespace(config=None), is_dry_run=lambda: dry)
        result = workstation(task, {HOST: wish})
        assert result.changed == bool(result.diff)
        return str(result.diff)

    return ran(True), ran(False), ran(False)


def join(device: Device) -> Join:
    at = device.pc.domain
    ou = f"OU=Guichet,{at.base_dn}"
    return Join(Domain(at.realm.lower(), at.workgroup), HOST, ou, at.password)


def known(device: Device) -> Mapping[str, str]:
    """What the directory says of the PC's account; empty when there is none."""
    found = device.directory.search(device.directory.base, ACCOUNT, SEEN)
    return {"dn": found[0].dn, **{name: found[0].text(name) for name in SEEN}} if found else {}


def test_it_joins_once_and_people_log_on(device: Device) -> None:
    told, done, left = brought(device, join(device))
    assert done == told == f"+ member of {join(device).domain.name}: {HOST.upper()} in {join(device).ou}"
    assert left == ""
    assert known(device)["dn"] == f"CN={HOST.upper()},{join(device).ou}"
    assert device.pc.logon("vera", PASSWORD)[0] == 0


def sessions(device: Device, **passwords: str) -> dict[str, str]:
    """What becomes of a session of each person with that password."""
    there = SimpleNamespace(connection=device.directory, close=lambda: None)
    through = Sessions(device, lambda: there, lambda label: label)  # type: ignore[arg-type, return-value]
    found = through.answers([Session(name, join(device).domain.name, given) for name, given in passwords.items()])
    return {one.login: UNTRIED if said.error else opened(said).says for one, said in found.items()}  # type: ignore[attr-defined]


def test_sessions_are_told_apart(device: Device) -> None:
    asked = {"vera": PASSWORD, "tess": PASSWORD, "nina": PASSWORD, "personne": PASSWORD}
    told = {"vera": "ok", "tess": "denied", "nina": "must change", "personne": "525"}
    assert sessions(device, **asked) == told
    assert sessions(device, vera="Faux-Prune-31")["vera"] in ("52e", "failed"), (
        "a domain without lockout counts nothing"
    )


def test_a_session_opens_a_share_by_its_own_ticket(device: Device) -> None:
    at = join(device).domain
    there = SimpleNamespace(connection=device.directory, close=lambda: None)
    through = Sessions(device, lambda: there, lambda label: PASSWORD)  # type: ignore[arg-type, return-value]
    names = ("netlogon", "nulle-part")
    asked = [Session("vera", at.name, "x", f"//{at.fqdn('dc1')}/{name}") for name in names]
    found = [opened(said) for said in through.answers(asked).values()]
    assert [one.says for one in found] == ["ok", "ok"]
    assert [one.share for one in found] == ["ok", "tree connect failed: NT_STATUS_BAD_NETWORK_NAME"]


def test_a_machine_whose_sssd_is_stopped_knows_nobody(device: Device) -> None:
    device.pc.run("systemctl stop sssd")
    assert sessions(device, vera=PASSWORD) == {"vera": "nobody"}
    device.pc.run("systemctl start sssd")
    assert until(lambda: sessions(device, vera=PASSWORD) == {"vera": "ok"}, 30)


def test_nobody_is_locked_however_often_sessions_are_tried(device: Device) -> None:
    """A domain that locks at the third wrong password is asked twice."""
    there = device.directory
    rule = {
        "lockoutThreshold": ("3",),
        "lockoutDuration": ("-18000000000",),
        "lockOutObservationWindow": ("-18000000000",),
    }
    (before,) = there.search(there.base, "(objectClass=*)", list(rule), scope="BASE")
    there.modify(there.base, rule)
    told = [sessions(device, vera="Faux-Poire-44")["vera"] for _ in range(4)]
    (vera,) = there.search(there.base, "(sAMAccountName=vera)", ("badPwdCount", "lockoutTime"))
    there.modify(there.base, {name: before.all(name) for name in rule})
    assert told == ["52e", "52e", UNTRIED, UNTRIED]
    assert (vera.text("badPwdCount"), vera.number("lockoutTime")) == ("2", 0)
    assert sessions(device, vera=PASSWORD) == {"vera": "ok"}


BROKEN = {
    "its account was deleted": lambda at: at.domain.run("samba-tool", "computer", "delete", HOST.upper()),
    "its account was disabled": lambda at: at.domain.run("samba-tool", "user", "disable", f"{HOST.upper()}$"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_whatever_was_broken_it_joins_anew(device: Device, broken) -> None:
    broken(device.pc)
    told, done, left = brought(device, join(device))
    assert (told, left) == (done, "")
    assert done.startswith("+ member of ")
    assert device.pc.logon("vera", PASSWORD)[0] == 0


def test_sssd_starts_with_the_machine_again(device: Device) -> None:
    device.pc.run("systemctl disable sssd")
    assert brought(device, join(device)) == (*["~ sssd: starts with the machine"] * 2, "")


def test_the_administrators_password_is_nowhere_on_it(device: Device) -> None:
    words = "grep -rlaF -f - /etc /root /run /tmp /var /home 2>/dev/null"
    assert device.pc.run(words, device.pc.domain.password) == (1, "")
    assert "/etc/krb5.conf" in device.pc.run(words, device.pc.domain.realm)[1], "what is there is found"


def test_it_leaves_and_knows_nobody(device: Device) -> None:
    told, done, left = brought(device, Leave())
    assert (told, left) == (done, "")
    assert done.startswith("- member of a domain")
    assert device.pc.run("getent passwd vera") == (2, "")
    assert device.pc.run("ls -d /var/lib/sss/db/* /etc/krb5.keytab 2>/dev/null") == (2, "")


def test_the_domain_forgets_what_the_machine_made(device: Device) -> None:
    assert known(device)
    line = f"- computer {HOST.upper()}$"
    assert brought(device, Forget((HOST,))) == (line, line, "")
    assert known(device) == {}


def test_an_account_that_was_made_for_it_is_as_before_it_joined(device: Device) -> None:
    base = join(device)
    name = f"CN={HOST.upper()},{base.ou}"
    classes = ("top", "person", "organizationalPerson", "user", "computer")
    given = {"sAMAccountName": f"{HOST.upper()}$", "adminDescription": "ccp3-lab", "description": "Guichet 1"}
    new = {name: (text,) for name, text in {**given, "userAccountControl": str(WORKSTATION)}.items()}
    device.directory.add(name, {"objectClass": classes, **new})
    before = known(device)
    assert brought(device, Forget((HOST,))) == ("", "", "")
    device.pc.configure("GG_Guichet")
    assert brought(device, base)[2] == ""
    assert int(known(device)["lastLogon"]) > 0
    line = f"~ computer {HOST.upper()}$: as before it joined"
    assert brought(device, Forget((HOST,))) == (line, line, "")
    assert known(device) == before
