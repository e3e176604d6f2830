"""Windows security descriptors (MS-DTYP 2.4): who may do what with a file, a folder or a share. Pure.

smbprotocol carries descriptors, and has structures for the bytes; what a hostile server says, comparison, inheritance
and effective rights are not its subject.
"""

from ccp3lab.ntsecurity.ace import BELOW, HERE, Ace, Entry, Foreign, Inherit, Kind, allow, deny
from ccp3lab.ntsecurity.compare import Difference, difference
from ccp3lab.ntsecurity.decode import decode
from ccp3lab.ntsecurity.descriptor import PLAIN, Control, Descriptor
from ccp3lab.ntsecurity.effective import Token, effective, granted, may_delete, network_token
from ccp3lab.ntsecurity.encode import encode
from ccp3lab.ntsecurity.masks import Right, strongest
from ccp3lab.ntsecurity.sddl import entry_text, text
from ccp3lab.ntsecurity.sid import Sid

__all__ = [
    "BELOW",
    "HERE",
    "PLAIN",
    "Ace",
    "Control",
    "Descriptor",
    "Difference",
    "Entry",
    "Foreign",
    "Inherit",
    "Kind",
    "Right",
    "Sid",
    "Token",
    "allow",
    "decode",
    "deny",
    "difference",
    "effective",
    "encode",
    "entry_text",
    "granted",
    "may_delete",
    "network_token",
    "strongest",
    "text",
]
