"""Well-known SIDs and RIDs (MS-DTYP 2.4.2.4): the same on every Windows and Samba, whatever it calls them."""

from ccp3lab.ntsecurity.sid import Sid

EVERYONE = Sid.parse("S-1-1-0")
"""Everyone ("Tout le monde"), guests included."""
CREATOR_OWNER = Sid.parse("S-1-3-0")
"""Stands in inheritable entries for who will own the new file or folder."""
CREATOR_GROUP = Sid.parse("S-1-3-1")
"""Likewise for the primary group of the new file or folder."""
OWNER_RIGHTS = Sid.parse("S-1-3-4")
"""Whoever owns the file: entries for it replace what an owner may do by nature."""
NETWORK = Sid.parse("S-1-5-2")
"""Who came over the network."""
INTERACTIVE = Sid.parse("S-1-5-4")
"""Who is logged on at the machine."""
ANONYMOUS = Sid.parse("S-1-5-7")
"""Who gave no name; not one of Everyone."""
AUTHENTICATED_USERS = Sid.parse("S-1-5-11")
"""Who gave a password ("Utilisateurs authentifiés")."""
SYSTEM = Sid.parse("S-1-5-18")
"""The server itself."""
BUILTIN = Sid.parse("S-1-5-32")
"""The domain of each server's own groups."""
ADMINISTRATORS = BUILTIN.member(544)
"""The server's group of administrators ("Administrateurs")."""
USERS = BUILTIN.member(545)
"""The server's group of users ("Utilisateurs")."""
GUESTS = BUILTIN.member(546)
"""The server's group of guests ("Invités")."""

ADMINISTRATOR = 500
"""RID of the domain's first administrator."""
GUEST = 501
"""RID of the domain's guest."""
DOMAIN_ADMINS = 512
"""RID of the group of the domain's administrators ("Admins du domaine")."""
DOMAIN_USERS = 513
"""RID of the group of all users of the domain ("Utilisateurs du domaine")."""
DOMAIN_GUESTS = 514
"""RID of the group of the domain's guests."""
DOMAIN_COMPUTERS = 515
"""RID of the group of joined computers ("Ordinateurs du domaine")."""
FIRST_OWN = 1000
"""The first RID that a domain gives by itself: what is below came with the domain."""

SDDL = {
    "AN": ANONYMOUS,
    "AU": AUTHENTICATED_USERS,
    "BA": ADMINISTRATORS,
    "BG": GUESTS,
    "BU": USERS,
    "CG": CREATOR_GROUP,
    "CO": CREATOR_OWNER,
    "IU": INTERACTIVE,
    "NU": NETWORK,
    "OW": OWNER_RIGHTS,
    "SY": SYSTEM,
    "WD": EVERYONE,
}
"""The two letters that SDDL has for SIDs of no domain (MS-DTYP 2.5.1.1)."""
