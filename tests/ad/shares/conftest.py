"""A file server that serves, and people of the domain."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from ccp3lab.connections.ldap import Server
from ccp3lab.connections.ldap import connect as ldap
from ccp3lab.connections.smb import Smb
from ccp3lab.ntsecurity import Sid, Token, network_token
from ccp3lab.pytest_samba import SambaAD
from tests.ad.shares.member import Member, member

PASSWORD = "Vert-Olive-27"
GROUPS = {"DL_Compta_RW": ["agnes"], "DL_Compta_R": ["bruno"], "DL_Rh_RW": ["agnes", "bruno"]}
USERS = ("agnes", "bruno", "chloe")


@dataclass(frozen=True)
class People:
    """The SIDs of GROUPS, and the token of each of USERS on a member server."""

    groups: dict[str, Sid]
    tokens: dict[str, Token]


@pytest.fixture(scope="session")
def file_server(samba_ad: SambaAD) -> Iterator[Member]:
    """A member of the domain that serves."""
    with member(samba_ad) as made:
        code, said = made.join(samba_ad.password)
        assert code == 0, said
        assert made.run("lab-member wait 60") == (0, "")
        yield made


@pytest.fixture
def smb(file_server: Member) -> Iterator[Smb]:
    """A session of the administrator."""
    with closing(file_server.smb()) as session:
        yield session


@pytest.fixture(scope="session")
def people(samba_ad: SambaAD) -> People:
    """Three users and three groups, as samba-tool makes them."""
    lines = [f"samba-tool user create {user} {PASSWORD}" for user in USERS]
    for group, members in GROUPS.items():
        lines.append(f"samba-tool group add {group} --group-scope=Domain")
        lines.append(f"samba-tool group addmembers {group} {','.join(members)}")
    samba_ad.run("sh", "-ec", "\n".join(lines))
    server = Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file)
    with closing(ldap(server, samba_ad.administrator, samba_ad.password)) as directory:
        found = {}
        for name in (*USERS, *GROUPS):
            (entry,) = directory.search(samba_ad.base_dn, f"(sAMAccountName={name})", ["objectSid"])
            found[name] = (entry.dn, Sid.decode(entry.raw("objectSid")))
        tokens = {}
        for user in USERS:
            dn, sid = found[user]
            (entry,) = directory.search(dn, "(objectClass=user)", ["tokenGroups"], scope="BASE")
            tokens[user] = network_token(sid, map(Sid.decode, entry.all("tokenGroups")))
    return People({group: found[group][1] for group in GROUPS}, tokens)
