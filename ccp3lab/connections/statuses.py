"""What a file server means by its refusals: NTSTATUS of SMB and Win32 codes of RPC (MS-ERREF 2.2 and 2.3). Pure."""

from ccp3lab.errors import ShareError

ACCESS_DENIED, NOT_FOUND, PATH_NOT_FOUND, EXISTS = 0xC0000022, 0xC0000034, 0xC000003A, 0xC0000035
"""NTSTATUS of what may not be done, is not there, or is there already."""
NO_MORE_FILES, NO_SUCH_SHARE, LOGON_FAILURE = 0x80000006, 0xC00000CC, 0xC000006D
"""The end of a folder's list; a share that is not there; an unknown user or a wrong password."""

STATUSES = {
    ACCESS_DENIED: "access denied; check the rights of that user on share and folder",
    NOT_FOUND: "no such file or folder; check its name",
    PATH_NOT_FOUND: "no such folder on the way; create it first",
    EXISTS: "that name is taken; delete or rename what is there",
    NO_SUCH_SHARE: "no such share; check its name, create it",
    LOGON_FAILURE: "wrong password or unknown user; check both",
    0xC000006E: "the account may not log on like that; see its restrictions",
    0xC000006F: "the account may not log on at this hour; see its logon hours",
    0xC0000070: "the account may not log on from this computer; see its workstations",
    0xC0000071: "the password has expired; set a new one",
    0xC0000072: "the account is disabled; enable it",
    0xC0000193: "the account has expired; see its expiry date",
    0xC0000224: "the password must be changed at next logon; change it",
    0xC0000234: "the account is locked; unlock it or wait",
    0xC000005E: "the server reaches no domain controller; look at its winbind and its DNS",
    0xC000018D: "the server is not trusted by its domain; join it again",
    0xC00000E5: "the server failed; its winbind may still be starting: run again",
    0xC000019B: "two accounts claim the server's name; join it again",
    0xC00000CB: "that share is of another type; a printer or a pipe is no folder",
    0xC0000043: "somebody else has it open; close it there",
    0xC0000101: "the folder is not empty; delete what is in it first",
    0xC0000103: "that is no folder; check its name",
    0xC00000BA: "that is a folder; check its name",
    0xC0000061: "a privilege is missing; use an administrator",
    0xC000005A: "that user cannot be the owner; use an administrator",
}
"""What to do about an NTSTATUS."""

CALLS = {
    2: "the server finds no such folder; create it first",
    3: "the server finds no way to that folder; check the path as the server calls it",
    5: "access denied; use an administrator of the server (on Samba: one whom `username map` makes root)",
    50: "the server does not do that",
    53: "the server does not know itself by that name; check it",
    67: "no such name on the server; check it",
    80: "that share is there already; delete it first",
    87: "the server refuses a value; check name and path",
    123: 'no such share, or no name of one; check it, and leave out the characters \\ / : * ? " < > |',
    124: "the server does not know that level of detail; it is too old",
    2118: "that share is there already; delete it first",
    2310: "no such share; check its name",
}
"""What to do about a Win32 code."""


def refused_call(what: str, code: int) -> ShareError:
    """The error for WHAT (server and action) that an RPC server refused with CODE."""
    return ShareError(f"{what}: {CALLS.get(code, 'refused; look at the log of the server')} (Win32 error {code})", code)


def refused(what: str, status: int) -> ShareError:
    """The error for WHAT (server and action) that an SMB server refused with STATUS."""
    told = STATUSES.get(status, "refused; look at the log of the server")
    return ShareError(f"{what}: {told} (NTSTATUS 0x{status:08X})", status)
