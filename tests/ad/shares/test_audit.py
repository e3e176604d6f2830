"""An audit of a real domain and its file server: what is planted is found, and nothing more of it."""

from contextlib import closing

import pytest

from ccp3lab.connections.ldap import Server
from ccp3lab.connections.ldap import connect as ldap
from ccp3lab.connections.smb import Smb
from ccp3lab.connections.smb_files import secure as secured
from ccp3lab.connections.smb_files import security, write_file
from ccp3lab.directory.findings import Finding, Grant, Kind
from ccp3lab.ntsecurity import Descriptor, Right, Sid, allow
from ccp3lab.pytest_samba import SambaAD
from tasks.directory_audit import audit, look
from tasks.shares_apply import Target, bring
from tasks.shares_audit import grants
from tasks.shares_intent import Given, Shared, Wanted
from tests.ad.shares.conftest import People

pytestmark = pytest.mark.ad

TABLE = Wanted((Shared("audit", ("audit",), (Given("DL_Compta_RW", Right.CHANGE),)),))


def test_what_is_planted_is_found(smb: Smb, people: People, samba_ad: SambaAD) -> None:
    bring(smb, Target(TABLE, people.groups))
    with closing(ldap(Server(str(samba_ad.address), samba_ad.name, samba_ad.ca_file), samba_ad.administrator,
                      samba_ad.password)) as directory:  # fmt: skip
        (chloe,) = directory.search(directory.base, "(sAMAccountName=chloe)", ["objectSid"])
        sid = Sid.decode(chloe.raw("objectSid"))
        write_file(smb, "audit", "tarifs.txt", b"1")
        own = security(smb, "audit", "tarifs.txt")
        more = (*(own.dacl or ()), allow(sid, Right.CHANGE.value))
        secured(smb, "audit", "tarifs.txt", Descriptor(more, control=own.control))
        try:
            seen = [one for one in grants(smb) if isinstance(one, Grant)]
            found = {one for one in audit(look(directory, tuple(seen))) if one.kind in (Kind.RIGHT, Kind.OUTSIDE)}
        finally:
            bring(smb, Target(Wanted(unwanted=("audit",), cleared=(("audit",),)), {}))
    assert Finding(Kind.RIGHT, "chloe", rf"change on \\{smb.server.name}\audit\tarifs.txt") in found
    assert [one for one in found if one.kind is Kind.RIGHT and "audit" in one.detail] == [
        Finding(Kind.RIGHT, "chloe", rf"change on \\{smb.server.name}\audit\tarifs.txt")
    ]
    assert Finding(Kind.OUTSIDE, "DL_Rh_RW", "user bruno in a domain local group") in found
