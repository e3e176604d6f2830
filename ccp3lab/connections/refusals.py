"""What a directory means by a refusal: LDAP result codes (RFC 4511, appendix A), the reasons of AD. Pure."""

import re

from ccp3lab.errors import DirectoryError
from ccp3lab.grading.hostile import one_line

INVALID_CREDENTIALS = 49
"""The result code of a refused logon; its reason tells why."""

UNKNOWN, WRONG, LOCKED = "525", "52e", "775"
"""Reasons: there is no such account; the password is another one; too many wrong ones were tried."""

NO_SUCH_OBJECT, UNWILLING, EXISTS = 32, 53, 68
"""What an object that is gone, a value that is absent, an object or value that is there already are answered with."""

LOGON = {
    "525": "no such account; check the user name",
    "52e": "wrong password or unknown user; check both",
    "530": "the account may not log on at this hour; see its logon hours",
    "531": "the account may not log on from this computer; see its workstations",
    "532": "the password has expired; set a new one",
    "533": "the account is disabled; enable it",
    "568": "the account is in too many groups; take it out of some",
    "701": "the account has expired; see its expiry date",
    "773": "the password must be changed at next logon; change it",
    "775": "the account is locked; unlock it (lockoutTime 0) or wait",
}
"""Why a logon is refused (MS-ERREF, section 2.3, in hexadecimal) and what to do."""

CODES = {
    1: "operations error: no successful logon on this connection, or the server failed; look at the server's log",
    3: "it took longer than the server allows; ask for less",
    4: "more objects than the server gives at once; ask for less",
    8: "the server wants TLS; use LDAPS (port 636)",
    10: "that place belongs to another domain; use a name below this domain",
    11: "the server's own limit is reached; ask for less",
    16: "the object has no such attribute; somebody else changed it: run again",
    17: "the directory knows no such attribute; its schema lacks an extension",
    19: "a value breaks a rule of the directory; check its length, and a password against the domain's policy",
    20: "the value is there already; somebody else changed it: run again",
    21: "a value has not the form its attribute wants; check it",
    32: "no such object; create what should be around it, or somebody else deleted it: run again",
    34: "not a distinguished name; check the names in it",
    50: "the account used here has not the right to do that; delegate it, or use an administrator",
    51: "the server is busy; run again in a while",
    52: "the server is not available; run again in a while",
    53: "the directory will not do that in the object's present state (password policy, group scope, protected object)",
    64: "such an object may not stand there; check its place",
    65: "an attribute that must be there is missing, or one that may not; check the object",
    66: "other objects are below it; delete or move them first",
    67: "that attribute is the object's name; rename the object instead",
    68: "that name is taken by another object; look for it in the whole domain, under its logon name too",
    80: "the server failed; look at its log",
}
"""What a result code says, and what to do."""

_PASSWORD = re.compile(r"0000052[Dd]|000021C6")
_REASON = re.compile(r"\bdata ([0-9a-f]{1,8})\b")


def refusal(what: str, where: str, code: int, message: str) -> DirectoryError:
    """The error for WHAT (`add CN=x`) that the directory WHERE refused with CODE and its own MESSAGE (hostile text)."""
    found = _REASON.search(message) if code == INVALID_CREDENTIALS else None
    reason = found[1] if found else ""
    said = one_line(message)
    return DirectoryError(
        f"{where}: {what}: {_meaning(code, reason, message)}{f' [{said}]' if said else ''}", code, reason
    )


def _meaning(code: int, reason: str, message: str) -> str:
    if code == INVALID_CREDENTIALS:
        return f"logon refused: {LOGON.get(reason, 'check user and password')}"
    if _PASSWORD.search(message):
        return "the password breaks the domain's policy; make it longer or more varied, or change the policy"
    return f"{CODES.get(code, 'refused; look at the server log')} (LDAP code {code})"
