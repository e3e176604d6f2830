"""smb.conf(5) of the domain controller."""

from __future__ import annotations

from collections.abc import Iterator

from ccp3dc.given import Domain

STATE = "/var/lib/samba"
SERVICES = ("s3fs", "rpc", "ldap", "cldap", "kdc", "winbindd", "ntp_signd", "dns")
"""Left out: nbt and wrepl (no NetBIOS), kcc (no second controller), dnsupdate (the provision wrote the records)."""


def smb_conf(domain: Domain) -> str:
    """The whole file."""
    return "\n".join(_lines(domain)) + "\n"


def _lines(domain: Domain) -> Iterator[str]:
    yield "[global]"
    yield from (f"\t{key} = {value}" for key, value in _global(domain))
    for share, path in (("sysvol", f"{STATE}/sysvol"), ("netlogon", f"{STATE}/sysvol/{domain.name}/scripts")):
        yield from ("", f"[{share}]", f"\tpath = {path}", "\tread only = no")


def _global(domain: Domain) -> Iterator[tuple[str, str]]:
    yield "netbios name", domain.host.upper()
    yield "realm", domain.realm
    yield "workgroup", domain.workgroup
    yield "server role", "active directory domain controller"
    yield "server services", ", ".join(SERVICES)
    yield "idmap_ldb:use rfc2307", "yes"
    # Else the last password would be let in for another hour: whoever resets one could not see that it is another.
    yield "old password allowed period", "0"
    if domain.forwarder:
        yield "dns forwarder", str(domain.forwarder)
    # The management port is not among them.
    yield "interfaces", f"lo {domain.address}"
    yield "bind interfaces only", "yes"
    yield "disable netbios", "yes"
    # NT's access lists in a database: the extended attribute security.NTACL would need CAP_SYS_ADMIN. A file is known
    # by its file system's name, because a restarted container may find it under another device number.
    yield "vfs objects", "dfs_samba4 fileid acl_xattr xattr_tdb"
    yield "fileid:algorithm", "fsname"
    yield "xattr_tdb:file", f"{STATE}/xattr.tdb"
