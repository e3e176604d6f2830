"""The domain is made by Samba's own provision, which takes what all domains have alike from the image's template."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from uuid import uuid4

from ccp3dc.given import Domain
from ccp3dc.provision import Places
from ccp3dc.shortcut import take
from ccp3dc.template import Own, copy

if TYPE_CHECKING:
    from samba.provision import ProvisionNames
    from samba.samdb import SamDB


def samba(wanted: Domain, secret: str, places: Places) -> None:
    """Make the domain, in this process: an argument would show the password to everybody (proc(5)).

    SID, GUIDs, keys and passwords are new each time.
    """
    # What is cut off is made anew: provision() has all of it written to the disk once, at the end (tdb_open(3)).
    os.environ["TDB_NO_FSYNC"] = "1"
    import samba.provision
    from samba.auth import system_session
    from samba.dcerpc import security
    from samba.ndr import ndr_pack
    from samba.param import LoadParm

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parameters = LoadParm()
    parameters.load(str(places.smb_conf))
    sid, invocation = security.random_sid(), uuid4()
    take(copy(Own(wanted.base_dn, ndr_pack(sid)[-12:], invocation), int(time.time())))
    made = samba.provision.provision(
        logging.getLogger("provision"),
        system_session(),
        smbconf=str(places.smb_conf),
        lp=parameters,
        samdb_fill=samba.provision.FILL_FULL,
        realm=wanted.realm,
        domain=wanted.workgroup,
        domainsid=sid,
        invocationid=str(invocation),
        hostname=wanted.host,
        hostip=str(wanted.address.ip),
        adminpass=secret,
        dns_backend="SAMBA_INTERNAL",
        serverrole="dc",
        use_rfc2307=True,
        skip_sysvolacl=False,
        batch_mode=True,
    )
    _name_services(made.samdb, made.names, made.paths.spn_update_list)


def _name_services(database: SamDB, names: ProvisionNames, list_of_names: str) -> None:
    """Give the controller the service names that Kerberos clients ask for, ldap/... among them.

    It is what samba_spnupdate(8) does, which the service `dnsupdate` would start.
    """
    import ldb

    values = {
        "DNSDOMAIN": names.dnsdomain,
        "DNSFOREST": names.dnsdomain,
        "HOSTNAME": f"{names.hostname}.{names.dnsdomain}",
        "NETBIOSNAME": names.netbiosname,
        "WORKGROUP": names.domain,
        "NTDSGUID": names.ntdsguid,
    }
    text = Path(list_of_names).read_text(encoding="utf-8")
    (account,) = database.search(expression=f"(sAMAccountName={names.netbiosname}$)", attrs=["servicePrincipalName"])
    added = list(lacking(text, values, map(str, account["servicePrincipalName"])))
    message = ldb.Message(account.dn)
    message["servicePrincipalName"] = ldb.MessageElement(added, ldb.FLAG_MOD_ADD, "servicePrincipalName")
    database.modify(message)


def lacking(text: str, values: Mapping[str, str], there: Iterable[str]) -> Iterator[str]:
    """The names of spn_update_list's TEXT, filled with VALUES, that are not THERE: case does not matter."""
    known = {name.upper() for name in there}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            name = Template(line.strip()).substitute(values)
            if name.upper() not in known:
                yield name
