"""Runs on a controller, as root, without a domain: two domains by `lab-dc`, one by Samba alone; JSON on stdout.

{"own": [{"sid": ..., "invocation": ..., "guids": [...], "keys": [...]}, the same of the second],
 "checked": the last words of dbcheck on the second, "objects": how many it has,
 "differences": [...] between it and Samba's, "services": [[...], [...]] of both,
 "policy": {attribute: value} of Samba's,
 "template": {"classes": [...], "attributes": [...]}}
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from functools import cached_property
from pathlib import Path

import ldb
from samba.dcerpc import drsblobs, misc, security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

STATE, PLAIN = Path("/var/lib/samba"), Path("/tmp/plain")
TEMPLATE = Path("/usr/local/lib/lab/domain-template.json")
SECRET = {"unicodePwd", "ntPwdHistory", "lmPwdHistory", "supplementalCredentials", "msKds-RootKeyData"}
TIMES = {"whenCreated", "whenChanged", "pwdLastSet", "creationTime", "msKds-CreateTime", "msKds-UseStartTime"}
NUMBERS = {"uSNCreated", "uSNChanged", "objectGUID", "invocationId", "dnsRecord"}
NAMES = {"servicePrincipalName"}
POLICY = [
    "minPwdLength",
    "pwdProperties",
    "pwdHistoryLength",
    "minPwdAge",
    "maxPwdAge",
    "lockoutThreshold",
    "lockoutDuration",
    "lockOutObservationWindow",
]
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words}: {done.stdout}{done.stderr}")
    return done.stdout


class Database:
    """A domain's database, as it is on the disk."""

    def __init__(self, private: Path, smb_conf: Path) -> None:
        self.private = private
        self.samdb = SamDB(str(private / "sam.ldb"), lp=LoadParm(str(smb_conf)))
        self.sid = self.samdb.get_domain_sid()
        self.raw = list(self._objects())
        self.names = {str(misc.GUID(values["objectGUID"][0])): dn for dn, values in self.raw if "objectGUID" in values}

    def _objects(self):
        for path in sorted((self.private / "sam.ldb.d").glob("*.ldb")):
            database = ldb.Ldb(str(path), flags=ldb.FLG_DONT_CREATE_DB)
            for message in database.search(scope=ldb.SCOPE_SUBTREE):
                yield str(message.dn), {key: [bytes(one) for one in message[key]] for key in message if key != "dn"}

    def own(self) -> dict[str, object]:
        """What no other domain may have. Administrator's password is given: her keys are the same each time."""
        keys = [(self.private / "encrypted_secrets.key").read_bytes()]
        for name in ("krbtgt", "DC1$"):
            found = self.samdb.search(expression=f"(sAMAccountName={name})", attrs=["unicodePwd"])
            keys.append(bytes(found[0]["unicodePwd"][0]))
        keys += [values["msKds-RootKeyData"][0] for _, values in self.raw if "msKds-RootKeyData" in values]
        secrets = ldb.Ldb(str(self.private / "secrets.ldb"), flags=ldb.FLG_DONT_CREATE_DB)
        keys += [bytes(one["secret"][0]) for one in secrets.search(expression="(secret=*)")]
        invocation = str(self.samdb.get_invocation_id())
        hexadecimal = [key.hex() for key in keys]
        return {"sid": self.sid, "guids": sorted(self.names), "keys": hexadecimal, "invocation": invocation}

    @cached_property
    def uuids(self) -> set[str]:
        """Those that names of objects are made of."""
        return {found for dn, _ in self.raw for found in UUID.findall(dn)}

    def shown(self, common: set[str]) -> dict[str, str]:
        """Each value of each object, as two domains of one name with the UUIDs in COMMON have it alike."""
        found = defaultdict(list)
        for dn, values in self.raw:
            for key, several in values.items():
                found[f"{self._text(dn.encode(), common)} {key}"].append(self._values(key, several, common))
        return {name: repr(sorted(values)) for name, values in found.items() if not name.startswith("@")}

    def _values(self, key: str, several: list[bytes], common: set[str]) -> str:
        if key == "replPropertyMetaData":
            changes = ndr_unpack(drsblobs.replPropertyMetaDataBlob, several[0]).ctr.array
            return repr([(change.attid, change.version) for change in changes])
        return (
            "there"
            if key in SECRET | TIMES | NUMBERS | NAMES
            else repr(sorted(self._text(value, common) for value in several))
        )

    def _text(self, value: bytes, common: set[str]) -> str:
        numbers = ndr_pack(security.dom_sid(self.sid))[-12:]
        text = value.replace(numbers, b"<the domain>").decode("latin-1").replace(self.sid, "<the domain>")
        text = re.sub(r"<RMD_[A-Z_]+=[^>]*>;", "", text)

        def alike(found: re.Match[str]) -> str:
            own = found[0] in self.names or found[0] in self.uuids
            return "<an object>" if own and found[0] not in common else found[0]

        return UUID.sub(alike, text)


def provisioned() -> Database:
    (STATE / "lab-provisioned").unlink(missing_ok=True)
    said("lab-dc", "provision")
    return Database(STATE / "private", Path("/etc/samba/smb.conf"))


def plain() -> Database:
    """As Samba makes it."""
    words = "--realm=AD.BEL-EXEMPLE.LAN --domain=BELEXEMPLE --server-role=dc --dns-backend=SAMBA_INTERNAL --use-rfc2307"
    said(
        "samba-tool",
        "domain",
        "provision",
        *words.split(),
        "--host-name=dc1",
        "--host-ip=10.9.9.9",
        f"--targetdir={PLAIN}",
    )
    smb_conf = PLAIN / "etc" / "smb.conf"
    said("samba_spnupdate", f"--configfile={smb_conf}")
    return Database(PLAIN / "private", smb_conf)


def template() -> dict[str, list[str]]:
    values = [row[1] for row in json.loads(TEMPLATE.read_text())["objects"]]
    classes = {one for found in values for one in found["objectClass"]}
    return {"classes": sorted(classes), "attributes": sorted({key for found in values for key in found})}


def services(at: Database) -> set[str]:
    (found,) = at.samdb.search(expression="(sAMAccountName=DC1$)", attrs=["servicePrincipalName"])
    return {UUID.sub("<an object>", str(name)).lower() for name in found["servicePrincipalName"]}


def policy(at: Database) -> dict[str, str]:
    (found,) = at.samdb.search(scope=ldb.SCOPE_BASE, attrs=POLICY)
    return {name: str(found[name]) for name in POLICY if name in found}


def main() -> None:
    first = provisioned().own()
    second = provisioned()
    checked = said("samba-tool", "dbcheck", "--cross-ncs")
    reference = plain()
    common = second.uuids & reference.uuids
    ours, theirs = second.shown(common), reference.shown(common)
    differences = [key for key in sorted({*ours, *theirs}) if ours.get(key) != theirs.get(key)]
    told = {
        "own": [first, second.own()],
        "checked": checked.strip().splitlines()[-1],
        "objects": len(second.names),
        "differences": [f"{key}: {ours.get(key)} {theirs.get(key)}" for key in differences],
        "services": [sorted(services(second)), sorted(services(reference))],
        "policy": policy(reference),
        "template": template(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
